"""The words of messages: those that the glossary says not to use are not used."""

import re

import polib

from . import paths

GLOSSARY = paths.ROOT / "docs" / "glossary.md"
HEADING = "## Not in messages"
ROW = re.compile(r"\| ([^|]+?) \| ([^|]+?) \|")


def read_banned(text):
    """Return ``{words not to use: words to use}`` of a glossary's last table."""
    rows = ROW.findall(text.partition(HEADING)[2])
    return {instead.lower(): say for instead, say in rows if say not in ("Say", "---")}


def find(messages, banned):
    """Yield ``(message, words not to use, words to use)``."""
    for message in messages:
        for instead, say in banned.items():
            if instead in message.lower():
                yield message, instead, say


def check():
    """Print each message of ours that uses such words; return whether there is none."""
    banned = read_banned(GLOSSARY.read_text())
    found = []
    for module in paths.our_modules():
        template = paths.ROOT / module / "i18n" / f"{module}.pot"
        if not template.is_file():
            continue  # nothing of it is translated
        messages = [entry.msgid for entry in polib.pofile(str(template))]
        for message, instead, say in find(messages, banned):
            found.append(f"{module}: {message!r} has {instead!r}. Say {say!r}.")
    print("\n".join(found) or f"No message has any of {len(banned)} words not to use.")
    return bool(banned) and not found
