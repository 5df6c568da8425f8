"""``make store``: the page and the read-me of each module, and a zip of each for the Apps store.

Both pages are made of the fragments in ``<module>/readme`` and are kept in the repository; the zips
lie in the workspace. The application's own page is written by hand.
"""

import ast
import zipfile

from docutils.core import publish_parts

from . import paths

ZIPS = paths.WORKSPACE / "store"
PARTS = {"DESCRIPTION": "", "CONFIGURE": "Configuration", "USAGE": "Usage"}
BY_HAND = ("pos_offline_suite",)
LEFT_OUT = {"__pycache__"}
SECTION = """\
<section class="oe_container">
<div class="oe_row oe_spaced">
{text}
</div>
</section>
"""
CREDITS = "Odoo 19 Community. English, French, Arabic, Spanish and German. LGPL-3."


def build():
    """Write the pages and zip all modules; return 0."""
    for module in paths.our_modules():
        for path, text in pages(module).items():
            path.write_text(text)
        print(zip_module(module))
    return 0


def pages(module):
    """Return ``{path: text}`` of what is made of a module's fragments."""
    home = paths.ROOT / module
    texts = {part: (home / "readme" / f"{part}.rst").read_text().strip() for part in PARTS}
    made = {home / "README.rst": _read_me(_manifest(module)["name"], texts)}
    if module not in BY_HAND:
        page = home / "static" / "description" / "index.html"
        made[page] = _page(_manifest(module), texts)
    return made


def zip_module(module):
    """Zip a module as the store and a server take it; return the file's path."""
    ZIPS.mkdir(parents=True, exist_ok=True)
    target = ZIPS / f"{module}-{_manifest(module)['version']}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((paths.ROOT / module).rglob("*")):
            inside = file.relative_to(paths.ROOT)
            if file.is_file() and not LEFT_OUT.intersection(inside.parts):
                archive.write(file, inside)
    return target


def _manifest(module):
    return ast.literal_eval((paths.ROOT / module / "__manifest__.py").read_text())


def _read_me(name, texts):
    parts = [_heading(name, "=")]
    for part, title in PARTS.items():
        parts += [*([_heading(title, "-")] if title else []), texts[part]]
    return "\n\n".join([*parts, CREDITS]) + "\n"


def _heading(title, line):
    return f"{title}\n{line * len(title)}"


def _page(manifest, texts):
    sections = [
        f'<h2 class="oe_slogan">{manifest["name"]}</h2>\n'
        f'<h3 class="oe_slogan">{manifest["summary"]}</h3>'
    ]
    for part, title in PARTS.items():
        heading = f"<h3>{title}</h3>\n" if title else ""
        sections.append(heading + publish_parts(texts[part], writer_name="html5")["body"].strip())
    sections.append(f"<p>{CREDITS}</p>")
    return "".join(SECTION.format(text=text) for text in sections)
