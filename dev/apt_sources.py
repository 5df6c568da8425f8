"""Reads the machine's own apt sources, in both formats, to learn which mirror it trusts."""

import re
from dataclasses import dataclass
from pathlib import Path

ROLLING_NAMES = {"stable", "oldstable", "testing", "unstable", "sid"}


@dataclass(frozen=True)
class Source:
    """One binary source: its address, suites, components and the keyring that signs it."""

    uri: str
    suites: tuple
    components: tuple
    signed_by: str = ""


def machine_sources(folder=Path("/etc/apt")):
    """Return every enabled binary `Source` of the apt configuration in ``folder``."""
    lists = [folder / "sources.list", *sorted((folder / "sources.list.d").glob("*.list"))]
    found = [s for path in lists if path.is_file() for s in parse_list(_read(path))]
    for path in sorted((folder / "sources.list.d").glob("*.sources")):
        found += parse_deb822(_read(path))
    return found


def archive_sources(sources, codename):
    """Return the sources that are the distribution's own archive, each address once."""
    wanted = ROLLING_NAMES | {codename}
    archives = {}
    for source in sources:
        if "main" in source.components and wanted & set(source.suites):
            archives.setdefault(source.uri.rstrip("/"), source)
    return list(archives.values())


def parse_list(text):
    """Parse the one-line format: ``deb [options] uri suite component…``."""
    sources = []
    for line in text.splitlines():
        match = re.match(r"deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)", line.strip())
        if match:
            options, uri, suite, components = match.groups()
            signed = re.search(r"signed-by=(\S+)", options or "", re.IGNORECASE)
            sources.append(
                Source(uri, (suite,), tuple(components.split()), signed.group(1) if signed else "")
            )
    return sources


def parse_deb822(text):
    """Parse the stanza format of ``.sources`` files."""
    sources = []
    for stanza in re.split(r"\n\s*\n", text):
        fields = _fields(stanza)
        enabled = fields.get("enabled", "yes").strip().lower() not in ("no", "false", "0")
        if enabled and "deb" in fields.get("types", "").split():
            suites = tuple(fields.get("suites", "").split())
            components = tuple(fields.get("components", "").split())
            signed = fields.get("signed-by", "")
            for uri in fields.get("uris", "").split():
                sources.append(Source(uri, suites, components, signed))
    return sources


def stanza(source, suite):
    """Return a ``.sources`` stanza for ``suite`` on the mirror of ``source``."""
    lines = ["Types: deb", f"URIs: {source.uri}", f"Suites: {suite}", "Components: main"]
    if source.signed_by:
        lines.append(f"Signed-By: {source.signed_by}")
    return "\n".join(lines) + "\n"


def _fields(stanza):
    fields, name = {}, None
    for line in stanza.splitlines():
        if line.startswith("#"):
            continue
        if line[:1].isspace() and name:
            fields[name] += "\n" + line
        elif ":" in line:
            name, _, value = line.partition(":")
            name = name.strip().lower()
            fields[name] = value.strip()
    return fields


def _read(path):
    return path.read_text(errors="replace")
