"""``make sweep``: every request of a day, failing in every way, with every set of neighbours."""

import argparse
import json
import shutil
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from dev import databases, paths
from dev.postgres import Postgres
from tests.sweep import report
from tests.sweep.cells import NEIGHBOURS, Results, cells_of, chosen
from tests.sweep.requests import FAULTS
from tests.sweep.scenes import SCENES
from tests.sweep.stage import Stage

STATE = paths.WORKSPACE / "sweep" / "state.json"
REPORT = paths.ROOT / "docs" / "sweep.md"
BOTH_HOLD = ("ok", "not made")


def arguments():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="make sweep ARGS=", description=__doc__)
    parser.add_argument("--neighbours", choices=NEIGHBOURS, help="only this set")
    parser.add_argument("--scene", choices=[scene.name for scene in SCENES], help="only this scene")
    parser.add_argument("--fault", choices=FAULTS, help="only this fault")
    parser.add_argument("-n", "--number", type=int, help="so many cells of each set, by the seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--anew", action="store_true", help="forget what was found before")
    return parser.parse_args()


def main():
    """Sweep; return 0 when nothing fails that holds on stock."""
    wanted = arguments()
    if wanted.anew:
        STATE.unlink(missing_ok=True)
    results = Results(STATE, databases.checksum("suite"))
    with Postgres() as postgres, sync_playwright() as playwright:
        for neighbours in [wanted.neighbours] if wanted.neighbours else NEIGHBOURS:
            _sweep(playwright, postgres, neighbours, wanted, results)
    record = json.loads(paths.ODOO_RECORD.read_text())
    report.write(REPORT, results.cells, f"Odoo {record['version']}")
    ours = [row for row in results.cells.values() if _is_ours(row)]
    print(f"\n{len(results.cells)} cells, {len(ours)} fail with our modules only: docs/sweep.md")
    return 1 if ours else 0


def _is_ours(row):
    return row["verdict"] not in BOTH_HOLD and row["stock"] in (None, *BOTH_HOLD)


def _sweep(playwright, postgres, neighbours, wanted, results):
    end = NEIGHBOURS[neighbours]
    with _stage(playwright, postgres, f"suite{end}") as stage:
        cells = chosen(cells_of(neighbours, stage, wanted), wanted.number, wanted.seed)
        for place, cell in enumerate(cells, 1):
            if results.get(cell) is None:
                _play(stage, cell, results, f"{neighbours} {place}/{len(cells)}")
    failed = [cell for cell in cells if _needs_stock(results.get(cell))]
    if failed:
        with _stage(playwright, postgres, f"stock{end}") as stage:
            for place, cell in enumerate(failed, 1):
                _control(stage, cell, results, f"{neighbours} on stock {place}/{len(failed)}")


def _needs_stock(row):
    return row["verdict"] not in BOTH_HOLD and row["stock"] is None


def _play(stage, cell, results, place):
    started = time.monotonic()
    scene = next(scene for scene in SCENES if scene.name == cell.scene)
    verdict = stage.fail(scene, cell.request, cell.fault)
    results.note(cell, verdict)
    print(f"{place}  {cell}  {time.monotonic() - started:.0f} s  {verdict}", flush=True)


def _control(stage, cell, results, place):
    scene = next(scene for scene in stage.scenes + SCENES if scene.name == cell.scene)
    try:
        known = scene in stage.scenes and cell.request in stage.learn(scene)
        verdict = stage.fail(scene, cell.request, cell.fault) if known else "not made"
    except (AssertionError, TimeoutError, PlaywrightError) as problem:
        # The scene itself does not go on stock.
        stage.new_till()
        verdict = f"not to be played on stock: {problem}"[:300]
    results.note(cell, results.get(cell)["verdict"], verdict)
    print(f"{place}  {cell}  {verdict}", flush=True)


class _stage(Stage):
    """A stage with a folder of its own, which goes with it."""

    def __init__(self, playwright, postgres, kind):
        super().__init__(playwright, postgres, kind, Path(tempfile.mkdtemp(prefix="sweep-")))

    def __exit__(self, *exc):
        super().__exit__(*exc)
        shutil.rmtree(self.folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
