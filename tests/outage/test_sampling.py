"""A run takes a part of like cases, the same each time."""

from tests.sampling import part_of_controls, sampled


def test_a_part_is_spread_over_all_cases(monkeypatch):
    monkeypatch.delenv("EVERY", raising=False)
    assert sampled(range(9), 3) == [0, 3, 6]
    assert sampled(range(2), 3) == [0, 1]


def test_every_case_is_taken_when_asked_for(monkeypatch):
    monkeypatch.setenv("EVERY", "1")
    assert sampled(range(9), 3) == list(range(9))


def test_of_stock_controls_each_file_has_one_of_three_in_a_run(monkeypatch):
    monkeypatch.delenv("EVERY", raising=False)
    control, other, ours = (FakeModule(kind) for kind in ("stock", "stock", "suite"))
    items = [FakeItem(module) for module in (*[control] * 7, other, *[ours] * 2)]
    kept = part_of_controls(items)
    assert [item.module for item in kept] == [*[control] * 3, other, ours, ours]


class FakeItem:
    """A test as the sampling looks at it; told apart by identity."""

    def __init__(self, module):
        self.module = module


class FakeModule:
    """A file of tests; told apart by identity."""

    def __init__(self, kind):
        self.KIND = kind
