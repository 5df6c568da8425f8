"""``make lint``: every check runs, each prints what it found, the exit code tells."""

from pathlib import Path
from xml.etree import ElementTree

from . import databases, node, paths, words
from .children import run_visible
from .odoo_server import environment
from .postgres import Postgres
from .testing import odoo_pytest
from .vendor import LIBRARIES

PYTHON = ["dev", "tests"]
# The community's own manifest: Odoo's lint refuses some of its keys, and we are not the community.
NOT_OURS = ["manifest-deprecated-key", "manifest-required-author", "missing-readme"]
# Tests of the checkers themselves; one that walks the whole addons folder, workspace and all; one
# whose pylint call needs Odoo's own runner (pylint-odoo checks the same); and ESLint, see above.
NOT_ABOUT_US = ["test_checkers.py", "test_markers.py", "test_pylint.py", "test_eslint.py"]


def everything():
    """Run all checks; return 0 when none found anything."""
    node.bring()
    found = [title for title, check in CHECKS if not _passes(title, check)]
    print("\nLint found something in: " + ", ".join(found) if found else "\nLint is clean.")
    return 1 if found else 0


def reformat():
    """Let ruff and ESLint rewrite what they can; return 0 when nothing is left to do by hand."""
    node.bring()
    sources = [*PYTHON, *paths.our_modules()]
    _tool("ruff", "check", "--fix", "--quiet", *sources)
    return 0 if _tool("ruff", "format", *sources) and eslint("--fix") else 1


def ruff():
    """Python style and format."""
    sources = [*PYTHON, *paths.our_modules()]
    return _tool("ruff", "check", *sources) and _tool("ruff", "format", "--check", *sources)


def pylint_odoo():
    """The Odoo community's checks on our modules."""
    return _tool("pylint", f"--disable={','.join(NOT_OURS)}", *paths.our_modules())


def eslint(*options):
    """Odoo's own rules for modules named ``pos_*``, Prettier's format among them."""
    files = [str(file) for file in _javascript()]
    config = paths.odoo_module("web") / "tooling" / "_eslintrc.json"
    command = ["eslint", "--no-ignore", "--no-eslintrc", "-c", str(config), *options, *files]
    return not files or not run_visible(command, env=environment())


def odoo_lint():
    """Odoo's ``test_lint`` on our modules: manifests, i18n, naming, indexes, signatures, ESLint."""
    tests = paths.odoo_module("test_lint") / "tests"
    ignored = [f"--ignore={tests / name}" for name in NOT_ABOUT_US]
    with Postgres() as postgres:
        databases.bring(postgres)
        options = ["-p", "dev.odoo_lint", "-c", str(paths.ROOT / "pyproject.toml"), "-q"]
        with odoo_pytest(postgres, *options, *ignored, str(tests)) as command:
            return not run_visible(command, env=environment())


def xml():
    """Every XML file is well-formed."""
    broken = []
    for module in paths.our_modules():
        for file in sorted((paths.ROOT / module).rglob("*.xml")):
            try:
                ElementTree.parse(file)
            except ElementTree.ParseError as error:
                broken.append(f"{file.relative_to(paths.ROOT)}: {error}")
    print("\n".join(broken) or "All XML is well-formed.")
    return not broken


def compose():
    """``docker-compose.yml`` against the published schema."""
    return _tool(
        "check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"
    )


def vendored():
    """Each vendored library is byte for byte what npm installed from the lock file's checksums."""
    changed = []
    for library in LIBRARIES:
        package, folder = paths.NODE_MODULES / library.package, paths.ROOT / library.folder
        for published, ours in (
            (library.build, Path(library.build).name),
            ("LICENSE", f"{library.package}.LICENSE"),
        ):
            if (package / published).read_bytes() != (folder / ours).read_bytes():
                changed.append(f"{library.folder}/{ours} is not {published} of {library.package}.")
    print("\n".join(changed) or "All vendored libraries are as published.")
    return not changed


CHECKS = [
    ("ruff", ruff),
    ("pylint-odoo", pylint_odoo),
    ("eslint and prettier", eslint),
    ("Odoo's test_lint", odoo_lint),
    ("XML", xml),
    ("docker-compose.yml", compose),
    ("vendored libraries", vendored),
    ("words of messages", words.check),
]


def _passes(title, check):
    print(f"\n━━ {title}", flush=True)
    return check()


def _tool(name, *arguments):
    return not run_visible([str(paths.VENV / "bin" / name), *arguments])


def _javascript():
    for module in paths.our_modules():
        for file in sorted((paths.ROOT / module / "static").rglob("*.js")):
            if "lib" not in file.relative_to(paths.ROOT).parts:
                yield file
