"""The comparison of Odoo's own tests with ours and without."""

import json

import pytest

from dev import odoo_parts, odoo_tests
from dev.problems import UserProblem

TILL = "point_of_sale/tests/test_a.py::TestA::test_a"
POINTS = "pos_loyalty/tests/test_b.py::TestB::test_b"
HOOT = "tests/odoo/hoot.py::TestHoot::test_hoot_of_pos_loyalty"


@pytest.fixture
def recorded(tmp_path, monkeypatch):
    """A record of its own."""
    path = tmp_path / "baseline.json"
    monkeypatch.setattr(odoo_tests, "BASELINE", path)
    monkeypatch.setattr(odoo_tests, "_version", lambda: "19.0")
    return path


def test_all_is_chosen_where_nothing_is_named_and_what_is_unknown_is_said():
    assert odoo_tests._understand([]) == (odoo_tests.MODULES, odoo_tests.PARTS, [])
    chosen = odoo_tests._understand(["tours", "pos_hr", "--record"])
    assert chosen == (["pos_hr"], ["tours"], ["--record"])
    with pytest.raises(UserProblem, match="pos_her"):
        odoo_tests._understand(["pos_her"])


def test_only_the_chosen_modules_are_compared_those_of_hoot_as_well():
    outcomes = {TILL: "passed", POINTS: "failed", HOOT: "passed"}
    assert odoo_tests._only(outcomes, ["pos_loyalty"]) == {POINTS: "failed", HOOT: "passed"}
    assert odoo_tests._only(outcomes, ["point_of_sale"]) == {TILL: "passed"}


def test_difference_is_another_outcome_or_a_test_that_only_one_side_has():
    expected, ours = {TILL: "passed", POINTS: "failed"}, {TILL: "failed", HOOT: "passed"}
    assert odoo_tests._compare(expected, ours) == [
        (TILL, ("passed", "failed")),
        (POINTS, ("failed", None)),
        (HOOT, (None, "passed")),
    ]
    assert odoo_tests._compare(expected, expected) == []


def test_part_that_is_recorded_anew_leaves_the_rest_of_the_record(recorded):
    odoo_tests._record({"python": {TILL: "passed", POINTS: "passed"}})
    odoo_tests._record({"python": {POINTS: "failed"}, "hoot": {HOOT: "passed"}})
    assert json.loads(recorded.read_text())["odoo"] == "19.0"
    assert odoo_tests._recorded(odoo_tests.MODULES, ["python", "hoot"]) == {
        "python": {TILL: "passed", POINTS: "failed"},
        "hoot": {HOOT: "passed"},
    }
    assert odoo_tests._recorded(["pos_loyalty"], ["python"]) == {"python": {POINTS: "failed"}}


def test_what_was_never_recorded_is_asked_for_before_anything_runs(recorded):
    with pytest.raises(UserProblem, match="Nothing is recorded of tours"):
        odoo_tests._recorded(odoo_tests.MODULES, ["tours"])
    odoo_tests._record({"python": {TILL: "passed"}})
    with pytest.raises(UserProblem, match="Nothing is recorded of python"):
        odoo_tests._recorded(["pos_loyalty"], ["python"])


def test_run_ends_with_a_failure_for_a_difference_and_for_what_is_not_recorded(capsys):
    assert odoo_tests._report([]) == 0
    assert odoo_tests._report([], unrecorded=3) == 1
    assert odoo_tests._report([(TILL, "passed", None)]) == 1
    assert f"{TILL}: passed without ours, not run with ours" in capsys.readouterr().out


def test_outcomes_of_a_run_that_was_interrupted_are_read_again(tmp_path):
    noted = tmp_path / "noted.jsonl"
    assert odoo_parts.read(noted) == {}
    noted.write_text(f'["{TILL}", "passed"]\n["{POINTS}", "failed"]\n')
    assert odoo_parts.read(noted) == {TILL: "passed", POINTS: "failed"}
