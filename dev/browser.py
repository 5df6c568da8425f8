"""Finds the Chromium that drives tours, HOOT and the end-to-end tests."""

import os
import shutil

from .problems import UserProblem
from .steps import announced, run

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
    named = os.environ.get("POS_SUITE_CHROMIUM")
    for name in [named] if named else NAMES:
        if path := shutil.which(name):
            return path
    raise UserProblem(
        f"No browser was found ({named or ', '.join(NAMES)}).",
        "Install one with: sudo apt-get install chromium (on Ubuntu: sudo snap install chromium).",
    )


def bring():
    """Find the browser; as root on a machine with apt install it if there is none."""
    try:
        return chromium()
    except UserProblem:
        if os.geteuid() or not shutil.which("apt-get") or os.environ.get("POS_SUITE_CHROMIUM"):
            raise
    announced("Installing Chromium", _install)
    return chromium()


def _install():
    todo = "Install a browser by hand: apt-get install chromium."
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "chromium"]):
        run(
            command,
            "Chromium cannot be installed",
            todo,
            "chromium.log",
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
