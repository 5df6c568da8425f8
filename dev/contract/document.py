"""Writes the page that lists what our modules use of Odoo's code."""

HEAD = """# What the suite uses of Odoo's code

Written by `make contract ARGS=--write`; `make contract` says what of it the Odoo at hand lacks. A
test holds both: this page is as the sources are, and nothing of it is missing.

*overridden*: ours calls Odoo's. *replaced or added*: it does not. What stands beside a method is
the first sentence of its comment.
"""


def write(rows):
    """Return the page, in Markdown."""
    parts = [HEAD]
    for module in sorted({row["module"] for row in rows}):
        own = [row for row in rows if row["module"] == module]
        parts += [f"## {module}\n", *_patched(own), *_imported(own)]
    return "\n".join(parts)


def _patched(rows):
    patched = [row for row in rows if row["how"] != "imported"]
    if not patched:
        return []
    lines = ["| Odoo's | method or node | how | why |", "|---|---|---|---|"]
    for row in patched:
        cells = [f"`{row['name']}`", f"`{row['member']}`", row["how"], row["why"]]
        lines.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |")
    return ["\n".join(dict.fromkeys(lines)) + "\n"]


def _imported(rows):
    names = {}
    for row in rows:
        if row["how"] == "imported":
            names.setdefault(row["stock"], set()).add(row["name"])
    lines = [f"- `{stock}`: {', '.join(sorted(found))}" for stock, found in sorted(names.items())]
    return ["Imported:\n", "\n".join(lines) + "\n"] if lines else []
