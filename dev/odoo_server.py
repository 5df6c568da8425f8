"""Odoo as a process: its configuration file, one-off runs, and a server that can be tortured."""

import contextlib
import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

import psutil

from . import node, paths
from .ports import LOOPBACK, free_port
from .problems import UserProblem, disk_full, is_disk_full


def write_config(postgres, database, **options):
    """Write Odoo's configuration file for ``database`` and return its path.

    ``options`` override or add single options, by their names in the file.
    """
    values = {
        "addons_path": ",".join(paths.addons_path()),
        "data_dir": paths.DATA,
        "db_host": postgres.host,
        "db_port": postgres.port,
        "db_user": postgres.user,
        "db_name": database,
        "dbfilter": f"^{database}$",
        "http_interface": LOOPBACK,
        "list_db": False,
        "max_cron_threads": 0,
        "screenshots": paths.LOGS / "screenshots",
        **({"db_password": postgres.password} if postgres.password else {}),
        **options,
    }
    folder = paths.RUN / "conf"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{database}.conf"
    # Each writer has a file of its own until the rename: several processes share the name.
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text("[options]\n" + "".join(f"{k} = {v}\n" for k, v in values.items()))
    draft.chmod(0o600)
    return draft.rename(path)


def run_odoo(postgres, database, *arguments, script=None):
    """Run Odoo once on ``database`` and wait for its end.

    ``script`` is Python text for ``odoo shell``. The log goes to ``logs/DATABASE.log``.
    Raises `UserProblem` that names the log when Odoo fails.
    """
    log = _log(database)
    command = [
        str(paths.VENV_PYTHON),
        "-m",
        "odoo",
        "shell" if script else "server",
        "-c",
        str(write_config(postgres, database)),
        "--no-http",
        *arguments,
    ]
    with log.open("wb") as output:
        done = subprocess.run(
            command,
            input=(script or "").encode(),
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment(),
        )
    if done.returncode:
        if is_disk_full(paths.WORKSPACE, log.read_text(errors="replace")):
            raise disk_full(paths.WORKSPACE)
        raise UserProblem(
            f"Odoo failed on the database {database}: {_last_error(log)}.",
            f"The whole story is in {log}.",
        )


class OdooServer:
    """An Odoo server process on loopback, with every rough treatment a test wants.

    ``port`` 0 picks a free one and keeps it over restarts. With ``workers`` the websocket is
    served on `gevent_port`, otherwise on `port`. As context manager it is ready inside the block.
    """

    def __init__(self, postgres, database, port=0, workers=0, extra_args=()):
        self.postgres = postgres
        self.database = database
        self.port = port or free_port()
        self.gevent_port = free_port() if workers else self.port
        self.workers = workers
        self.extra_args = extra_args
        self.log_path = _log(f"{database}-{self.port}")
        self._process = None

    @property
    def url(self):
        """Return the base URL on ``localhost``, where browsers allow service workers."""
        return f"http://localhost:{self.port}"

    @property
    def pid(self):
        """Return the process id, or None when stopped."""
        return self._process and self._process.pid

    def is_running(self):
        """Tell whether the process lives (paused counts)."""
        return self._process is not None and self._process.poll() is None

    def __enter__(self):
        self.start()
        try:
            self.wait_ready()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_exc):
        self.stop()

    def start(self):
        """Start the process; does not wait until it answers."""
        end_orphans()
        config = write_config(self.postgres, self.database)
        gevent = ["--gevent-port", str(self.gevent_port)] if self.workers else []
        command = [
            str(paths.VENV_PYTHON),
            *(_program() if self.workers else ("-m", "odoo")),
            "server",
            "-c",
            str(config),
            "--http-port",
            str(self.port),
            "--workers",
            str(self.workers),
            *gevent,
            *self.extra_args,
        ]
        with self.log_path.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=environment(),
                start_new_session=True,
            )
        remember(self._process.pid, os.getpid())

    def wait_ready(self, timeout=120):
        """Wait until Odoo answers; `UserProblem` after ``timeout`` seconds.

        It answers once it knows the modules of its database.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            if self._answers(self.port, "/web/health") and self._answers(
                self.gevent_port, "/websocket/health"
            ):
                return
            time.sleep(0.1)  # between two looks, until the deadline
        raise UserProblem(
            f"Odoo did not start: {_last_error(self.log_path)}.",
            f"The whole story is in {self.log_path}.",
        )

    def stop(self, timeout=15):
        """End the server politely, by force after ``timeout`` seconds."""
        if not self._process:
            return
        self.resume()
        self._signal(signal.SIGTERM, group=False)
        try:
            self._process.wait(timeout)
        except subprocess.TimeoutExpired:
            pass
        self.kill()

    def kill(self):
        """SIGKILL, as the power cord or the kernel would."""
        if self._process:
            self._signal(signal.SIGKILL)
            self._process.wait()
            _forget(self._process.pid)
            self._process = None

    def pause(self):
        """SIGSTOP: connections are accepted by the kernel, nobody answers."""
        self._signal(signal.SIGSTOP)

    def resume(self):
        """SIGCONT after `pause`."""
        self._signal(signal.SIGCONT)

    def restart(self, timeout=120):
        """Stop, start on the same port, wait until ready."""
        self.stop()
        self.start()
        self.wait_ready(timeout)

    def _signal(self, number, group=True):
        with contextlib.suppress(ProcessLookupError):
            if group:
                os.killpg(self._process.pid, number)
            else:
                self._process.send_signal(number)

    def _answers(self, port, path):
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{port}{path}", timeout=60):
                return True
        except (urllib.error.URLError, OSError):
            return False


def _program():
    """Odoo as a script: with workers it starts its process for websockets by the script's path."""
    path = paths.RUN / "program" / "odoo"
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text("import odoo.cli\n\nodoo.cli.main()\n")
    return [str(draft.rename(path))]


def end_orphans():
    """End the servers whose owner died without stopping them (a killed test run, say)."""
    for record in (paths.RUN / "servers").glob("*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError):
            entry = json.loads(record.read_text())
            if _is_alive(entry["owner"]):
                continue
            if _is_alive(entry["server"]):
                os.killpg(entry["server"][0], signal.SIGKILL)
        record.unlink(missing_ok=True)


def remember(server, owner):
    """Note that the process ``owner`` answers for the process ``server``, both by their id."""
    folder = paths.RUN / "servers"
    folder.mkdir(parents=True, exist_ok=True)
    entry = {"owner": _identity(owner), "server": _identity(server)}
    (folder / f"{server}.json").write_text(json.dumps(entry))


def _forget(pid):
    (paths.RUN / "servers" / f"{pid}.json").unlink(missing_ok=True)


def _identity(pid):
    """A process id alone is not a name: numbers are used again."""
    return [pid, psutil.Process(pid).create_time()]


def _is_alive(identity):
    try:
        return _identity(identity[0]) == identity
    except psutil.NoSuchProcess:
        return False


def _log(name):
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    return paths.LOGS / f"{name}.log"


def environment():
    """Return the environment variables for an Odoo process."""
    # The user's own ODOO_RC or PG* variables must not leak into a run; nor may a machine that
    # keeps no compiled Python: half of each start of Odoo would be spent on compiling it anew.
    foreign = ("ODOO_", "PG", "PYTHONDONTWRITEBYTECODE")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
    tools = node.variables() if paths.NODE_MODULES.is_dir() else {}
    python = {
        "PYTHONPATH": str(paths.odoo_dist_packages()),
        "PYTHONPYCACHEPREFIX": str(paths.COMPILED),
        "PYTHONUNBUFFERED": "1",
    }
    return {**kept, **tools, **python}


def _last_error(log):
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "its log is empty"
