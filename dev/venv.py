"""The virtual environment with the pinned requirements, on machines without ensurepip too."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import debian, paths
from .problems import UserProblem
from .steps import run, step

REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
WHEELS = Path("/usr/share/python-wheels")
RETRY = "Connect to the network and run the same command again."


def bring():
    """Build the environment if it is missing, moved, or its pins changed."""
    # Absolute paths are written into an environment: a moved one is built anew.
    place = (str(paths.VENV), sys.version_info[:3])
    step("Making the virtual environment", "venv", place, _make, _stands)
    pins = tuple((paths.ROOT / name).read_text() for name in REQUIREMENTS)
    step("Installing the pinned Python packages", "packages", (place, pins), _install)
    _name_odoo()


def is_inside():
    """Tell whether this process runs in the environment."""
    return Path(sys.prefix).resolve() == paths.VENV.resolve()


def enter(arguments):
    """Replace this process by ``python -m dev ARGUMENTS`` of the environment."""
    os.chdir(paths.ROOT)
    python = str(paths.VENV_PYTHON)
    os.execv(python, [python, "-m", "dev", *arguments])


def _stands():
    return paths.VENV_PYTHON.exists() and any(paths.VENV.glob("lib/*/site-packages/pip"))


def _make():
    shutil.rmtree(paths.VENV, ignore_errors=True)
    (paths.STAMPS / "packages").unlink(missing_ok=True)
    # The user of the embedded PostgreSQL must be able to read it, whatever the umask.
    previous = os.umask(0o022)
    try:
        run(
            [sys.executable, "-m", "venv", "--without-pip", str(paths.VENV)],
            "The virtual environment cannot be made",
            "Run the same command again.",
            "venv.log",
        )
        _add_pip()
    finally:
        os.umask(previous)


def _add_pip():
    """Debian and Ubuntu split ensurepip off: there pip comes from its own package."""
    has_ensurepip = (
        subprocess.run(
            [sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL
        ).returncode
        == 0
    )
    if has_ensurepip:
        command = [str(paths.VENV_PYTHON), "-m", "ensurepip", "--default-pip"]
        run(command, "pip cannot be set up", RETRY, "pip.log")
        return
    with tempfile.TemporaryDirectory(dir=paths.WORKSPACE) as folder:
        wheel = next(_pip_wheels(Path(folder)), None)
        if wheel is None:
            raise UserProblem("pip cannot be found.", "Run: sudo apt-get install python3-venv")
        # A wheel is a zip with pip's own __main__: it installs itself.
        run(
            [str(paths.VENV_PYTHON), f"{wheel}/pip", "install", "--no-index", str(wheel)],
            "pip cannot be set up",
            "Run: sudo apt-get install python3-venv",
            "pip.log",
        )


def _pip_wheels(folder):
    yield from WHEELS.glob("pip-*.whl")
    debian.unpack(debian.fetch(debian.codename(), ["python3-pip-whl"]), folder)
    yield from folder.glob("usr/share/python-wheels/pip-*.whl")


def _install():
    previous = os.umask(0o022)
    try:
        run(
            [
                str(paths.VENV_PYTHON),
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-input",
                "--no-compile",  # Odoo keeps its compiled Python elsewhere: `environment`
                "-r",
                str(paths.ROOT / REQUIREMENTS[-1]),
            ],
            "The pinned Python packages cannot be installed",
            RETRY,
            "pip.log",
        )
    finally:
        os.umask(previous)


def _name_odoo():
    """Let ``import odoo`` work in the environment, wherever Odoo is now."""
    for folder in paths.VENV.glob("lib/*/site-packages"):
        (folder / "pos_suite_odoo.pth").write_text(f"{paths.odoo_dist_packages()}\n")
