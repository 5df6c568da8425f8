"""The parts of a test run, side by side."""

import sys

from dev import testing

PART = """
import sys
print("told", flush=True)
print("complained", file=sys.stderr, flush=True)
report = sys.argv[-1].removeprefix("--junitxml=")
open(report, "w").write('<testsuite tests="3" failures="1" errors="0" time="2.5"/>')
"""


def test_part_beside_says_all_in_one_piece_when_it_is_waited_for(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(testing, "JUNIT", tmp_path)
    with testing._beside("a part", [sys.executable, "-c", PART]) as wait:
        print("said meanwhile")
        result = wait()
    assert capsys.readouterr().out.split() == [
        *("said", "meanwhile", "━━", "a", "part", "told", "complained")
    ]
    assert (result.passed, result.failed, result.seconds) == (2, 1, 2.5)


def test_part_that_dies_is_a_failure_and_an_old_report_is_not_read_for_it(tmp_path, monkeypatch):
    monkeypatch.setattr(testing, "JUNIT", tmp_path)
    (tmp_path / "a-part.xml").write_text('<testsuite tests="3" failures="0" errors="0"/>')
    with testing._beside("a part", [sys.executable, "-c", "raise SystemExit(4)"]) as wait:
        result = wait()
    assert not result.is_good


def test_run_that_a_test_starts_is_no_worker_of_that_tests_run(monkeypatch):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    assert not [name for name in testing.odoo_environment() if "XDIST" in name]
