"""Command line of the benchmark; exit code 1 when a bound does not hold."""

import argparse
import contextlib
import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from dev.browser import chromium
from dev.postgres import Postgres
from tests.benchmark import (
    connection_rows,
    customers,
    large,
    neighbours,
    report,
    rows,
    sync_clients,
    sync_live,
    sync_storms,
)
from tests.benchmark.numbers import Result, Series
from tests.benchmark.side import Side

SETS = (rows, connection_rows, customers, sync_live, sync_clients, sync_storms)
ROWS = {name: row for each in SETS for name, row in each.ROWS.items()}


def main(arguments=None):
    """Measure the rows that were asked for; return the exit code."""
    options = _parse(arguments)
    os.environ["POS_SUITE_CHROMIUM"] = chromium()  # the whole one, as a shop has it
    with Postgres() as postgres, sync_playwright() as playwright:
        results = []
        if options.rows:
            results += _compare(postgres, playwright, options)
        if options.neighbours:
            results += _compare_neighbours(postgres, playwright, options)
        if options.large:
            results += _compare_large(postgres, playwright, options)
    print(report.table(results))
    if results:
        print(f"Saved in {report.save(results, options.json)}")
    return 0 if all(result.holds for result in results) else 1


def _parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__)
    parser.add_argument("-n", type=int, default=15, help="measurements per row and side")
    parser.add_argument("--rows", nargs="*", choices=sorted(ROWS), default=list(ROWS))
    parser.add_argument(
        "--neighbours",
        nargs="*",
        choices=sorted(neighbours.ROWS),
        default=list(neighbours.ROWS),
        help="rows beside Odoo's loyalty, restaurant, employees and sales",
    )
    parser.add_argument("--large", action="store_true", help="also a large shop")
    parser.add_argument("--waterfall", action="store_true", help="print the requests of one reload")
    parser.add_argument("--json", type=Path, help="file to write instead of one named by the time")
    return parser.parse_args(arguments)


def _compare(postgres, playwright, options):
    with _sides(postgres, playwright) as (ours, stock):
        results = _measure(ours, stock, options.n, [ROWS[name] for name in options.rows])
        if options.waterfall:
            _print_waterfalls(ours, stock)
    return results


def _compare_neighbours(postgres, playwright, options):
    kinds = (neighbours.OURS, neighbours.STOCK)
    rows_asked = [neighbours.ROWS[name] for name in options.neighbours]
    with _sides(postgres, playwright, neighbours.fill, kinds) as (ours, stock):
        return _measure(ours, stock, options.n, rows_asked)


@contextlib.contextmanager
def _sides(postgres, playwright, prepare=None, kinds=("suite", "stock")):
    sides = [Side(postgres, playwright, kind, prepare) for kind in kinds]
    with sides[0] as ours, sides[1] as stock:
        yield ours, stock


def _measure(ours, stock, count, asked):
    results = []
    for row in asked:
        ours.online()
        stock.online()
        found = row(ours, stock, count)
        print(report.table(found), flush=True)
        results += found
    return results


def _compare_large(postgres, playwright, options):
    asked = [ROWS[name] for name in ("offline", "warm", "warm-150")]
    with _sides(postgres, playwright, large.fill) as (ours, stock):
        results = _measure(ours, stock, options.n, asked) + _long_tasks(ours, stock)
    for result in results:
        result.name = f"large: {result.name}"
        if result.bound:
            result.bound = 0.6 if "150" in result.name else max(1.0, result.bound)
    return results


def _long_tasks(ours, stock):
    result = Result("long tasks of an offline reload, longest", Series(), Series())
    for side, series in ((ours, result.ours), (stock, result.stock)):
        side.shop.line.mode("refuse")
        side.till.time_reload()
        for _start, length in side.till.long_tasks():
            series.add(length)
    return [result]


def _print_waterfalls(ours, stock):
    for side in (ours, stock):
        side.online()
        side.shop.line.mode("slow", latency_ms=150)
        side.till.time_reload()
        print(report.waterfall(f"{side.kind}, 150 ms per message", *side.waterfall()))


if __name__ == "__main__":
    sys.exit(main())
