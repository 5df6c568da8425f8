"""The switch that makes a machine slow."""

import os
import sys

import pytest

from dev.children import run_visible
from dev.problems import UserProblem
from dev.processors import halve_if_asked

COUNT = """
import os, subprocess, sys
from dev.processors import halve_if_asked
before = len(os.sched_getaffinity(0))
halve_if_asked()
child = "import os; print(len(os.sched_getaffinity(0)))"
after = int(subprocess.check_output([sys.executable, "-c", child]))
sys.exit(before == int(sys.argv[1]) * after)
"""


@pytest.mark.parametrize(("slow", "times"), [("1", 2), ("", 1)])
def test_only_when_asked_all_that_is_started_has_half_of_the_processors(slow, times, monkeypatch):
    monkeypatch.setenv("SLOW", slow)
    assert run_visible([sys.executable, "-c", COUNT, str(times)]) == 1


def test_one_processor_cannot_be_halved_and_it_is_said(monkeypatch):
    monkeypatch.setenv("SLOW", "1")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _pid: {3})
    with pytest.raises(UserProblem):
        halve_if_asked()
