"""Debian packages without root: a private apt on the machine's own mirror, then ``dpkg -x``."""

import hashlib
import re
import shutil
from pathlib import Path

from . import apt_sources, paths
from .problems import UserProblem, explain
from .steps import run

OS_RELEASE = Path("/etc/os-release")
APT_FOLDER = Path("/etc/apt")


def fetch(suite, packages):
    """Download ``packages`` of ``suite`` and return the paths of the .deb files.

    What an earlier, interrupted run has downloaded whole is used again.
    Raises `UserProblem` with the reason of the last mirror when none of them has the packages.
    """
    if (debs := _folder(suite, packages) / "debs").is_dir():
        return sorted(debs.glob("*.deb"))
    if not shutil.which("apt-get"):
        raise UserProblem("This machine has no apt-get.", "")
    mirrors = apt_sources.archive_sources(apt_sources.machine_sources(APT_FOLDER), codename())
    problem = UserProblem("The apt sources of this machine name no archive.", "")
    for mirror in mirrors:
        try:
            _download(mirror, suite, packages).rename(debs)
            return sorted(debs.glob("*.deb"))
        except UserProblem as error:
            problem = error
    raise problem


def unpack(debs, folder):
    """Unpack .deb files into ``folder``, no scripts run and no root needed."""
    folder.mkdir(parents=True, exist_ok=True)
    for deb in debs:
        run(
            ["dpkg", "-x", str(deb), str(folder)],
            f"{deb.name} cannot be unpacked",
            "Run the same command again.",
            "dpkg.log",
        )


def _download(mirror, suite, packages):
    folder = _folder(suite, packages)
    options = _private_apt(folder, apt_sources.stanza(mirror, suite))
    label = f"Debian's suite {suite} cannot be read from {mirror.uri}"
    output = run(["apt-get", *options, "update"], label, "", f"apt-update-{suite}.log")
    # apt-get update also ends well when every index failed.
    if re.search(r"^(E|Err|W: Failed)", output, re.MULTILINE):
        raise UserProblem(f"{label}: {explain(output)}", "")
    debs = folder / "debs.part"
    shutil.rmtree(debs, ignore_errors=True)
    debs.mkdir()
    run(
        ["apt-get", *options, "download", *packages],
        f"The packages {', '.join(packages)} cannot be downloaded from {mirror.uri}",
        "",
        f"apt-download-{suite}.log",
        cwd=debs,
    )
    return debs


def _folder(suite, packages):
    digest = hashlib.sha256(" ".join(packages).encode()).hexdigest()[:12]
    return paths.WORKSPACE / "apt" / f"{suite}-{digest}"


def _private_apt(folder, stanza):
    for part in ("lists/partial", "cache/archives/partial", "parts"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "parts" / "private.sources").write_text(stanza)
    settings = {
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
        "Dir::Etc::sourcelist": "/dev/null",
        "Dir::Etc::sourceparts": folder / "parts",
        "Acquire::Languages": "none",
        "Acquire::Retries": "2",
        "Acquire::http::Timeout": "30",
        "APT::Sandbox::User": "root",
        "Debug::NoLocking": "1",
    }
    return [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]


def codename():
    """Return the codename of this distribution, such as "bookworm"."""
    match = re.search(r"^VERSION_CODENAME=\"?(\w+)", OS_RELEASE.read_text(), re.MULTILINE)
    return match.group(1) if match else "stable"
