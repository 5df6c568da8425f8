"""Bring the vendored JavaScript libraries into the modules, again and identically.

``python3 -m dev.vendor`` packs each published npm package at its pinned version, compares the
archive with the pinned checksum, and copies the named build and the licence unchanged.
"""

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
BASE_LIB = "pos_offline_base/static/lib"
CACHE_LIB = "pos_offline_cache/static/lib/workbox"


class Library(NamedTuple):
    """One published package: what is taken of it, and where it goes."""

    package: str
    version: str
    integrity: str  # as npm publishes it: "sha512-<base64>"
    build: str  # path inside the package
    folder: str  # below the repository


LIBRARIES = [
    Library(
        "idb",
        "8.0.4",
        "sha512-jd0ITCrN+Zah4J7R/Z2jnR3W7A4BXDAjmo62MwWuSjxCiueUAf7X5rbodEdidWzeknwXHmLpdZkoiiCppNi30Q==",
        "build/umd.js",
        BASE_LIB + "/idb",
    ),
    Library(
        "workbox-core",
        "7.4.1",
        "sha512-DT+vu46eh/2vRsSHTY4Xmc32Z1rr9PRlQUXr1Dx30ZuXRWwOsvZgGgcwxcasubQLQmbTNYZjv44LkBAQ4tT5tQ==",
        "build/workbox-core.prod.js",
        CACHE_LIB,
    ),
    Library(
        "workbox-routing",
        "7.4.1",
        "sha512-yubJGErZOusuidAenaL5ypfhQOa7urxP/f8E0ws7FPb4039RiWXUWBAyUkmUoOL/BcQGen3h0J8872d51IYxtA==",
        "build/workbox-routing.prod.js",
        CACHE_LIB,
    ),
    Library(
        "workbox-strategies",
        "7.4.1",
        "sha512-GZxpaw9NbmOelj7667uZ2kpk5BFpOGbO4X0qjwh5ls8XQ8C+Lha5LQchTiUzsTFSS+NlUpftYAyOVXvQUrcqOQ==",
        "build/workbox-strategies.prod.js",
        CACHE_LIB,
    ),
    Library(
        "workbox-cacheable-response",
        "7.4.1",
        "sha512-8xaFoJdDc2OjrlbbL3gEeBO1WKcMwRqwLRupgqahYXu75yXajPLuwrbXMrIGZuWYXrQwk0xDjOxZ/ujCy/oJYw==",
        "build/workbox-cacheable-response.prod.js",
        CACHE_LIB,
    ),
    Library(
        "workbox-precaching",
        "7.4.1",
        "sha512-cdr/9qByww7yzEp7zg/qI4ukUrrNjQLgN+ONQRpjy/VqGQXwkgHwr00KksGJK8v0VifwDXBb8a4cWNZH71jn3Q==",
        "build/workbox-precaching.prod.js",
        CACHE_LIB,
    ),
]


def fetch(library, folder):
    """Download the package's archive into ``folder`` and return its path.

    :raises SystemExit: the archive is not the pinned one
    """
    command = ["npm", "pack", "--silent", f"{library.package}@{library.version}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    archive = Path(folder) / name.split()[-1]
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if digest != library.integrity:
        sys.exit(f"{library.package} {library.version}: the archive's checksum is {digest}.")
    return archive


def contents(library, archive):
    """Return ``{file name: bytes}`` of what the repository keeps of the package."""
    with tarfile.open(archive) as tar:
        taken = {
            Path(path).name: tar.extractfile(f"package/{path}").read()
            for path in (library.build, "LICENSE")
        }
    build = Path(library.build).name
    taken[f"{library.package}.LICENSE"] = taken.pop("LICENSE")
    record = {
        "package": library.package,
        "version": library.version,
        "integrity": library.integrity,
        "file": build,
        "sha256": hashlib.sha256(taken[build]).hexdigest(),
    }
    taken[f"{library.package}.json"] = (json.dumps(record, indent=4) + "\n").encode()
    return taken


def main():
    """Write the vendored files, and say which of them changed."""
    changed = []
    with tempfile.TemporaryDirectory() as folder:
        for library in LIBRARIES:
            for name, data in contents(library, fetch(library, folder)).items():
                path = ROOT / library.folder / name
                if not path.exists() or path.read_bytes() != data:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                    changed.append(str(path.relative_to(ROOT)))
    print("\n".join(changed) or "Every vendored file is as published.")


if __name__ == "__main__":
    main()
