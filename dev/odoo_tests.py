"""``make test-odoo``: Odoo's own tests of its POS modules, beside ours, against those without ours.

What they say without ours is recorded in the repository. A test that says something else with ours
is run once more, alone, on both sides: tours are not all as steady as one would like.
"""

import json

from . import browser, databases, odoo_parts, paths
from .children import run_visible
from .postgres import Postgres
from .problems import UserProblem
from .testing import odoo_environment, odoo_pytest

BASELINE = paths.ROOT / "tests" / "odoo" / "baseline.json"
HOOT = "tests/odoo/hoot.py"
MODULES = [
    "point_of_sale",
    "pos_restaurant",
    "pos_loyalty",
    "pos_hr",
    "pos_sale",
    "pos_self_order",
    "pos_discount",
    "pos_online_payment",
]
PARTS = ["python", "hoot", "tours"]
WITHOUT, WITH = "stock_with_all", "suite_with_all"
USAGE = f"""ARGS are names of modules ({", ".join(MODULES)}), parts ({", ".join(PARTS)}; all of \
both where none is named), --record (the side without our modules anew), --again (everything, not \
only what an interrupted run has left to do)."""


def run(*arguments):
    """Compare; print each difference; return 0 when there is none."""
    modules, parts, options = _understand(arguments)
    browser.bring()
    with Postgres() as postgres:
        databases.bring(postgres)
        if "--record" in options:
            _record({part: _said(postgres, WITHOUT, part, modules, options) for part in parts})
        recorded, different = _recorded(modules, parts), []
        for part in parts:
            ours = _said(postgres, WITH, part, modules, options)
            different += [(name, *pair) for name, pair in _compare(recorded[part], ours)]
        known = [each for each in different if each[1]]
        differing = [each for each in known if not _agree_alone(postgres, each[0])]
        return _report(differing, len(different) - len(known))


def _understand(arguments):
    if unknown := sorted(set(arguments).difference(MODULES, PARTS, ["--record", "--again"])):
        raise UserProblem(f"{unknown[0]!r} is not known.", USAGE)
    modules = [name for name in MODULES if name in arguments] or MODULES
    parts = [name for name in PARTS if name in arguments] or PARTS
    return modules, parts, [name for name in arguments if name.startswith("--")]


def _said(postgres, kind, part, modules, options):
    """Return what the tests of a part say, those of an interrupted run included."""
    databases.template(postgres, kind)
    build = f"{kind}-{databases.checksum(kind)[:16]}"
    noted = paths.RUN / "test-odoo" / f"{build}-{part}.jsonl"
    noted.parent.mkdir(parents=True, exist_ok=True)
    if "--again" in options:
        noted.unlink(missing_ok=True)
    print(f"\n━━ {kind}: {part} of {', '.join(modules)}", flush=True)
    _pytest(postgres, kind, noted, *_targets(part, modules))
    return _only(odoo_parts.read(noted), modules)


def _targets(part, modules):
    if part == "hoot":
        return [HOOT, "-k", " or ".join(f"test_hoot_of_{name}" for name in modules)]
    uses_browser = "no" if part == "python" else "yes"
    folders = [str(paths.odoo_module(name) / "tests") for name in modules]
    return [f"--browser={uses_browser}", *folders]


def _pytest(postgres, kind, noted, *targets):
    plugin = ["-p", "dev.odoo_parts", f"--outcomes={noted}", "--tb=short", "--no-header"]
    with odoo_pytest(postgres, *plugin, *targets, kind=kind, patient=True) as command:
        run_visible(command, env=odoo_environment())


def _only(outcomes, modules):
    # Those of HOOT have the module in the name of the test.
    names = {*modules, *(f"test_hoot_of_{name}" for name in modules)}
    return {
        name: said
        for name, said in outcomes.items()
        if names & {name.split("/")[0], name.split("::")[-1]}
    }


def _record(outcomes):
    known = json.loads(BASELINE.read_text())["outcomes"] if BASELINE.is_file() else {}
    merged = {
        part: dict(sorted({**known.get(part, {}), **outcomes.get(part, {})}.items()))
        for part in PARTS
    }
    BASELINE.write_text(json.dumps({"odoo": _version(), "outcomes": merged}, indent=1) + "\n")


def _recorded(modules, parts):
    """Return `{part: {test: outcome}}` of the chosen ones without ours."""
    recorded = json.loads(BASELINE.read_text()) if BASELINE.is_file() else {"outcomes": {}}
    chosen = {part: _only(recorded["outcomes"].get(part, {}), modules) for part in parts}
    if missing := [part for part in parts if not chosen[part]]:
        raise UserProblem(
            f"Nothing is recorded of {missing[0]}.",
            f'Begin with: make test-odoo ARGS="{" ".join(missing)} --record"',
        )
    if recorded["odoo"] != _version():
        print(f"\nRecorded with Odoo {recorded['odoo']}, and this is {_version()}.", flush=True)
    return chosen


def _version():
    # Not where a checkout lies: that is of this machine.
    return paths.odoo_record().get("origin", "").split(" /")[0]


def _compare(expected, ours):
    """Return `(name, (outcome without ours, with ours))` of the tests that differ."""
    pairs = {name: (expected.get(name), ours.get(name)) for name in {**expected, **ours}}
    return [(name, pair) for name, pair in sorted(pairs.items()) if pair[0] != pair[1]]


def _agree_alone(postgres, name):
    said = [_alone(postgres, kind, name) for kind in (WITHOUT, WITH)]
    print(f"\n━━ alone, {name} says {said[0]} without ours and {said[1]} with ours", flush=True)
    return said[0] == said[1]


def _alone(postgres, kind, name):
    noted = paths.RUN / "test-odoo" / f"{kind}-alone.jsonl"
    noted.unlink(missing_ok=True)
    path, test = name.split("::", 1)
    module, _, rest = path.partition("/")
    file = path if path == HOOT else paths.odoo_module(module) / rest
    _pytest(postgres, kind, noted, f"{file}::{test}")
    return odoo_parts.read(noted).get(name)


def _report(different, unrecorded=0):
    for name, without, ours in different:
        print(f"✗ {name}: {without} without ours, {ours or 'not run'} with ours")
    print(f"\n{len(different)} of Odoo's own tests say something else with our modules.")
    if unrecorded:
        print(f"{unrecorded} of those that ran are not recorded: run them with --record.")
    return 1 if different or unrecorded else 0
