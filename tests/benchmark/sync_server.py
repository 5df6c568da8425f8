"""Orders that travel, on the server, at any number of rows.

Run with `python -m tests.benchmark.sync_server`. The same questions are asked of a small and of a
large table. Exit code 1 where one takes more than its bound, or grows with the table.
"""

import argparse
import json
import sys
from pathlib import Path

from dev import databases, paths
from dev.odoo_server import run_odoo
from dev.postgres import Postgres
from tests.benchmark import report
from tests.benchmark.numbers import Result, Series

DATABASE = "bench_sync_server"
SMALL = 2_000
BOUND_MS = 300
# A question of the till that takes this much longer in the large table is not flat.
FLAT = 3.0
SCRIPT = Path(__file__).parent / "sync_server_script.py"


def main(arguments=None):
    """Measure; return the exit code."""
    options = _parse(arguments)
    with Postgres() as postgres:
        databases.bring(postgres)
        databases.fresh_copy(postgres, "suite", DATABASE)
        try:
            small = _measure(postgres, SMALL, options.n)
            large = _measure(postgres, options.rows, options.n)
        finally:
            databases.drop(postgres, DATABASE)
    results = [_compare(name, large[name], small[name]) for name in large]
    print(report.table(results).replace("stock", "small"))
    print(f"ours: {options.rows} rows; small: {SMALL} rows")
    print(f"Saved in {report.save(results, options.json)}")
    return 0 if all(result.holds for result in results) else 1


def _parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark.sync_server")
    parser.add_argument("-n", type=int, default=30, help="measurements per question")
    parser.add_argument("--rows", type=int, default=1_000_000, help="orders in the large table")
    parser.add_argument("--json", type=Path, help="file to write instead of one named by the time")
    return parser.parse_args(arguments)


def _measure(postgres, rows, count):
    """Fill the table up to `rows` orders and return ``{question: [ms]}``."""
    output = paths.RUN / "sync_server.json"
    head = f"ROWS, COUNT, OUTPUT = {rows}, {count}, {str(output)!r}\n"
    run_odoo(postgres, DATABASE, script=head + SCRIPT.read_text())
    return json.loads(output.read_text())


def _compare(name, large, small):
    result = Result(name, Series(large), Series(small), bound_ms=BOUND_MS)
    ratio = result.ratio
    if name.startswith("till") and ratio > FLAT and result.ours.at(0.5) > 10:
        result.bound_ms, result.bound = None, FLAT
        result.notes.append("grows with the table")
    return result


if __name__ == "__main__":
    sys.exit(main())
