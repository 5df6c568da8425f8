"""``make contract``: all that our modules use of Odoo's code, and whether the Odoo at hand has it.

The list is docs/stock-contract.md, which names nothing of a version. What is missing is said, with
the place that uses it; the exit code is then 1.
"""

from .. import node, paths
from . import document, reader

PAGE = paths.ROOT / "docs" / "stock-contract.md"


def run(*arguments):
    """Print what is missing; with --write the page is written anew. Return 0 when all is there."""
    rows = read()
    if "--write" in arguments:
        PAGE.write_text(document.write(rows))
    missing = [row for row in rows if not row["exists"]]
    for row in missing:
        print(f"✗ {name_of(row)} is not in this Odoo; {row['file']} uses it.")
    print(f"{len(rows)} uses of Odoo's code, {len(missing)} of them of what is not there.")
    return 1 if missing else 0


def read():
    """Return ``[{module, file, stock, name, member, how, why, exists}]``, all of them sorted."""
    node.bring()
    rows = [*reader.javascript(), *reader.templates(), *reader.models()]
    return sorted(rows, key=lambda row: [row[key] for key in ("module", "stock", "name", "member")])


def name_of(row):
    """Return what a row is about, in words."""
    member = f".{row['member']}" if row["member"] else ""
    return f"{row['name']}{member} ({row['stock']})"
