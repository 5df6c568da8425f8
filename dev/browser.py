"""Finds the Chromium that drives tours, HOOT and the end-to-end tests."""

import contextlib
import os
import shlex
import shutil

from . import paths
from .problems import UserProblem
from .steps import announced, run

# Chromium as Playwright has it where no window is wanted: an eighth of the processor's time less.
SHELL = "chromium-headless-shell"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The last list of features that Chromium is given is the one that counts: Playwright's own, and
# the pages behind the address bar, on which a tenth of the processor's time went.
FEATURES_OFF = (
    "AcceptCHFrame",
    "AutoExpandDetailsElement",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "CertificateTransparencyComponentUpdater",
    "DestroyProfileOnBrowserClose",
    "DialMediaRouteProvider",
    "GlobalMediaControls",
    "HttpsUpgrades",
    "ImprovedCookieControls",
    "LazyFrameLoading",
    "MediaRouter",
    "PaintHolding",
    "PlzDedicatedWorker",
    "Translate",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
CHROMIUM_ARGS = [
    f"--disable-features={','.join(FEATURES_OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium():
    """Return the path of the browser; raise `UserProblem` that names the install command."""
    named = _named()
    for name in [named] if named else NAMES:
        if path := shutil.which(name):
            return path
    raise UserProblem(
        f"No browser was found ({named or ', '.join(NAMES)}).",
        "Install one with: sudo apt-get install chromium (on Ubuntu: sudo snap install chromium).",
    )


def headless():
    """Return the path of the browser for end-to-end tests: the shell, where the machine has it."""
    return chromium() if _named() else shutil.which(SHELL) or chromium()


def odoos_folder():
    """Return a folder with this browser under the name that Odoo's own runner looks for first."""
    program = paths.RUN / "browser" / "google-chrome"
    program.parent.mkdir(parents=True, exist_ok=True)
    # Not a link: some packages start what the name of a link says.
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(headless())} "$@"\n')
    program.chmod(0o755)
    return program.parent


def bring():
    """Find the browsers; as root on a machine with apt install what is missing."""
    missing = [name for name in ("chromium", SHELL) if not _is_there(name)]
    if missing and not _named() and os.geteuid() == 0 and shutil.which("apt-get"):
        announced("Installing Chromium", lambda: _install(missing))
    return chromium()


def _named():
    return os.environ.get("POS_SUITE_CHROMIUM")


def _is_there(name):
    return any(map(shutil.which, NAMES if name in NAMES else [name]))


def _install(names):
    todo = "Install a browser by hand: apt-get install chromium."
    _apt(todo, "update")
    for name in names:
        # Not every release has the shell, and all goes without it.
        with contextlib.suppress(UserProblem) if name == SHELL else contextlib.nullcontext():
            _apt(todo, "install", "-y", name)


def _apt(todo, *arguments):
    run(
        ["apt-get", *arguments],
        "Chromium cannot be installed",
        todo,
        "chromium.log",
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )
