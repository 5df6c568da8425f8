"""A run takes a part of like cases, and of the tests in a browser each in its turn."""

from tests import sampling
from tests.sampling import part_of_a_run, sampled


def test_a_part_is_spread_over_all_cases(monkeypatch):
    monkeypatch.delenv("EVERY", raising=False)
    assert sampled(range(9), 3) == [0, 3, 6]
    assert sampled(range(2), 3) == [0, 1]


def test_every_case_is_taken_when_asked_for(monkeypatch):
    monkeypatch.setenv("EVERY", "1")
    assert sampled(range(9), 3) == list(range(9))


def test_each_test_in_a_browser_is_in_one_of_three_runs_and_so_is_each_control():
    control, ours = FakeModule("stock"), FakeModule("suite")
    items = [FakeItem(module) for module in (*[control] * 7, *[ours] * 5)]
    for part in (items[:7], items[7:]):
        taken = [[*filter(part.__contains__, part_of_a_run(items, turn))] for turn in range(3)]
        assert sorted(map(id, sum(taken, []))) == sorted(map(id, part))
        assert all(len(run) <= len(part) // 3 + 1 for run in taken)


def test_the_turn_is_a_number_in_a_checkout_and_outside_of_one(monkeypatch, tmp_path):
    assert sampling.turn_of_the_checkout() >= 0
    monkeypatch.setattr(sampling, "ROOT", tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert sampling.turn_of_the_checkout() == 0


class FakeItem:
    """A test as the sampling looks at it; told apart by identity."""

    def __init__(self, module):
        self.module = module


class FakeModule:
    """A file of tests; told apart by identity."""

    def __init__(self, kind):
        self.KIND = kind
