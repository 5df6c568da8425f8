"""A run takes a part of like cases, the same each time."""

from tests.sampling import sampled


def test_a_part_is_spread_over_all_cases(monkeypatch):
    monkeypatch.delenv("EVERY", raising=False)
    assert sampled(range(9), 3) == [0, 3, 6]
    assert sampled(range(2), 3) == [0, 1]


def test_every_case_is_taken_when_asked_for(monkeypatch):
    monkeypatch.setenv("EVERY", "1")
    assert sampled(range(9), 3) == list(range(9))
