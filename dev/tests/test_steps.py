"""Steps are stamped only when finished; what stops one in the middle is made good by a rerun."""

import os
import signal
import subprocess
import sys

import pytest

from dev import paths, steps
from dev.problems import DISK_FULL, UserProblem

KILLED_IN_THE_MIDDLE = """
from pathlib import Path
from dev import paths, steps

def action():
    (paths.WORKSPACE / "half").touch()
    print("begun", flush=True)
    input()

steps.step("A step", "name", "inputs", action)
"""


def counted(*arguments, **options):
    """Run a step that counts how often it runs."""
    runs = []
    steps.step("A step", "name", *arguments, lambda: runs.append(1), **options)
    return len(runs)


def test_finished_step_is_not_done_again(workspace):
    assert [counted("inputs"), counted("inputs")] == [1, 0]


def test_changed_inputs_do_it_again(workspace):
    assert [counted("one"), counted("two"), counted("two")] == [1, 1, 0]


def test_step_whose_result_is_gone_is_done_again(workspace):
    counted("inputs")
    assert counted("inputs", standing=lambda: False) == 1


def test_step_killed_in_the_middle_is_done_again(workspace):
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED_IN_THE_MIDDLE],
        cwd=paths.ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=dict(os.environ),
    )
    with child:
        assert "begun" in child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert (workspace / "half").exists()
    assert counted("inputs") == 1


def test_full_disk_is_said_in_a_sentence(workspace):
    with pytest.raises(UserProblem) as caught:
        steps.run(["cp", "/etc/passwd", "/dev/full"], "It failed", "", "log")
    assert caught.value.what == DISK_FULL
    assert "run the same command again" in caught.value.todo


def test_too_little_space_is_noticed_before_the_work(workspace, monkeypatch):
    monkeypatch.setattr(steps, "NEEDED_BYTES", 1 << 60)
    with pytest.raises(UserProblem, match=DISK_FULL):
        steps.check_space()


def test_program_that_is_missing_is_named(workspace):
    with pytest.raises(UserProblem, match="no-such-program is not installed"):
        steps.run(["no-such-program"], "It failed", "", "log")
