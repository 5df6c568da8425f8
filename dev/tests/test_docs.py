"""What the documentation names is there."""

import re
from functools import cache

from dev import paths

NAMED = re.compile(r"`(test_\w+)`")
DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)", re.MULTILINE)


@cache
def _defined():
    files = [*paths.ROOT.glob("tests/**/*.py"), *paths.ROOT.glob("pos_*/tests/*.py")]
    names = {file.stem for file in files}
    return names.union(*(DEFINED.findall(file.read_text()) for file in files))


def test_each_test_that_a_page_names_exists():
    pages = [*paths.ROOT.glob("docs/**/*.md"), *paths.ROOT.glob("pos_*/**/*.md")]
    named = {(page.name, name) for page in pages for name in NAMED.findall(page.read_text())}
    assert named
    assert [(page, name) for page, name in sorted(named) if name not in _defined()] == []


def test_page_of_what_works_offline_shows_each_row_by_a_test():
    page = (paths.ROOT / "docs" / "what-works-offline.md").read_text()
    rows = [row for row in page.splitlines() if row.startswith("| ") and "|---" not in row]
    without = [row for row in rows[1:] if not NAMED.search(row) and "as with Odoo alone" not in row]
    assert [row for row in without if "Shown by" not in row] == []
