"""Brings Odoo 19 by the first way that works: a named checkout, Debian's package, a clone."""

import json
import os
import re
import shutil
from pathlib import Path

from . import debian, paths
from .problems import DISK_FULL, UserProblem
from .steps import run, step

SERIES = "19.0"
DEFAULT_URL = "https://github.com/odoo/odoo"
UNSTABLE_PACKAGES = (
    "odoo-19",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
# Newer packages no longer contain the files that Odoo's package links to.
STABLE_SUITE = "trixie"
STABLE_PACKAGES = ("fonts-font-awesome", "fonts-inconsolata")
# Stripped from the package; an empty file keeps the bundles that name it valid.
EMPTY_FILES = ("mail/static/lib/selfie_segmentation/selfie_segmentation.js",)


def bring():
    """Make Odoo 19 available and print where it came from."""
    named = os.environ.get("POS_SUITE_ODOO", "")
    url = os.environ.get("POS_SUITE_ODOO_URL", "")
    step(
        "Getting Odoo 19",
        "odoo",
        (named, url, UNSTABLE_PACKAGES, STABLE_PACKAGES),
        lambda: _first_way(named, url),
        lambda: version(paths.odoo_dist_packages()) is not None,
    )
    record = paths.odoo_record()
    print(f"  Odoo {record['version']} from {record['origin']}", flush=True)


def version(home):
    """Return the version of the Odoo in ``home``, such as "19.0", or None if there is none."""
    try:
        text = (Path(home) / "odoo" / "release.py").read_text()
    except OSError:
        return None
    match = re.search(r"^version_info = \(['\"]?([^,'\"]+)['\"]?,\s*(\d+)", text, re.MULTILINE)
    return f"{match.group(1)}.{match.group(2)}" if match else None


def _first_way(named, url):
    if named:
        return _use_checkout(named)
    ways = (lambda: _clone(url),) if url else (_use_debian, lambda: _clone(DEFAULT_URL))
    reasons = []
    for way in ways:
        try:
            return way()
        except UserProblem as problem:
            if problem.what == DISK_FULL:
                raise
            reasons.append(problem.what)
            print(f"\n    {problem.what} {problem.todo}", end="", flush=True)
    raise UserProblem(
        "Odoo 19 could not be got: " + " ".join(reasons),
        "Connect to the network and run the same command again, or name a checkout of branch "
        "19.0: make demo POS_SUITE_ODOO=/path/to/odoo",
    )


def _use_checkout(named):
    home = Path(named).expanduser().absolute()
    _accept(home, f"the checkout {home}", f"POS_SUITE_ODOO={named}")


def _use_debian():
    draft = paths.WORKSPACE / "odoo.part"
    shutil.rmtree(draft, ignore_errors=True)
    debs = debian.fetch("sid", UNSTABLE_PACKAGES)
    debian.unpack(debs, draft)
    debian.unpack(debian.fetch(STABLE_SUITE, STABLE_PACKAGES), draft)
    home = draft / paths.DEBIAN_HOME.relative_to(paths.DEBIAN_TREE)
    _fill_holes(draft, home)
    package = next(deb.stem.split("_")[1] for deb in debs if deb.name.startswith("odoo-19_"))
    shutil.rmtree(paths.DEBIAN_TREE, ignore_errors=True)
    draft.rename(paths.DEBIAN_TREE)
    shutil.rmtree(paths.WORKSPACE / "apt", ignore_errors=True)
    _accept(paths.DEBIAN_HOME, f"Debian's package odoo-19 {package}", "Debian's package")


def _clone(url):
    draft = paths.WORKSPACE / "odoo-clone.part"
    shutil.rmtree(draft, ignore_errors=True)
    # A plain path would be copied whole: only an address makes a shallow clone.
    address = Path(url).absolute().as_uri() if Path(url).is_dir() else url
    run(
        ["git", "clone", "--quiet", "--depth", "1", "--branch", SERIES, address, str(draft)],
        f"Odoo cannot be cloned from {url}",
        "",
        "odoo-clone.log",
        env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
    )
    shutil.rmtree(paths.CLONE, ignore_errors=True)
    draft.rename(paths.CLONE)
    _accept(paths.CLONE, f"a clone of {url}", f"The clone of {url}")


def _fill_holes(tree, home):
    for name in EMPTY_FILES:
        path = home / "odoo" / "addons" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    broken = [p for p in tree.rglob("*") if p.is_symlink() and not p.exists()]
    if broken:
        raise UserProblem(
            f"Debian's package of Odoo links to {len(broken)} missing files, such as {broken[0]}.",
            "",
        )


def _accept(home, origin, label):
    found = version(home)
    if found != SERIES:
        raise UserProblem(
            f"{label} holds no Odoo."
            if found is None
            else f"{label} holds Odoo {found}, and this suite is for Odoo {SERIES}.",
            f"Name a checkout of branch {SERIES}.",
        )
    inside = paths.WORKSPACE in home.parents
    record = {
        "home": str(home.relative_to(paths.WORKSPACE) if inside else home),
        "origin": origin,
        "version": found,
    }
    paths.ODOO_RECORD.write_text(json.dumps(record))
