"""Every problem ends in sentences and an exit code, never in a traceback."""

import errno
import os
import signal
import socket

import pytest

from dev import browser, commands, line, locks
from dev.ports import demo_port, require_free
from dev.problems import DISK_FULL, UserProblem


def fails_with(error, monkeypatch):
    """Let the command `plug` raise ``error``; return the exit code of main."""

    def fail():
        raise error

    monkeypatch.setitem(commands.OUTSIDE, "plug", fail)
    return commands.main(["plug"])


@pytest.fixture(autouse=True)
def signals_as_before():
    """Main takes over two signals: give them back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_problem_is_two_sentences(monkeypatch, capsys):
    assert fails_with(UserProblem("This happened.", "Do that."), monkeypatch) == 1
    assert capsys.readouterr().err == "\n✗ This happened.\n  Do that.\n"


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        RuntimeError('could not extend file "base/1": No space left on device'),
    ],
)
def test_full_disk_anywhere_is_a_sentence(error, monkeypatch, capsys):
    assert fails_with(error, monkeypatch) == 1
    assert DISK_FULL in capsys.readouterr().err


def test_unknown_command_lists_the_known(capsys):
    assert commands.main(["dmeo"]) == 1
    assert "demo" in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_stop_and_a_second_one_does_not_interrupt_the_stopping(monkeypatch, number):
    def interrupted():
        try:
            os.kill(os.getpid(), number)
        finally:
            os.kill(os.getpid(), number)

    monkeypatch.setitem(commands.OUTSIDE, "plug", interrupted)
    assert commands.main(["plug"]) == 130


def test_port_in_use_is_named():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(UserProblem, match=f"Port {port} cannot be used") as caught:
            require_free(port)
    assert "make demo PORT=" in caught.value.todo


@pytest.mark.parametrize("value", ["nine", "0", "70000"])
def test_port_that_is_none_is_refused(monkeypatch, value):
    monkeypatch.setenv("PORT", value)
    with pytest.raises(UserProblem, match="is no port"):
        demo_port()


def test_unplug_without_a_demo_says_so(workspace):
    with pytest.raises(UserProblem, match="No demo is running"):
        line.unplug()


def test_unplug_returns_when_the_demo_has_followed(workspace, capsys):
    with locks.lock_file(line.DEMO_LOCK) as demo:
        assert locks.try_exclusive(demo)
        line.report(line.CUT)
        line.unplug()
    assert line.wanted() == line.CUT
    assert "make plug" in capsys.readouterr().out


def test_missing_browser_names_the_command(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("POS_SUITE_CHROMIUM", raising=False)
    with pytest.raises(UserProblem, match="sudo apt-get install chromium"):
        browser.bring()


def test_root_gets_the_missing_browser_installed(monkeypatch, tmp_path, workspace, capsys):
    apt = tmp_path / "apt-get"
    apt.write_text(f"""#!/bin/sh
echo "$@" >> {tmp_path}/calls
[ "$1" = install ] && /bin/cp "$0" {tmp_path}/$3 || true
""")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("POS_SUITE_CHROMIUM", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert browser.bring() == str(tmp_path / "chromium")
    assert (tmp_path / "calls").read_text().splitlines() == [
        "update",
        "install -y chromium",
        f"install -y {browser.SHELL}",
    ]


def test_clean_refuses_while_something_runs(workspace):
    with locks.lock_file(line.DEMO_LOCK) as demo:
        assert locks.try_exclusive(demo)
        assert commands.main(["clean"]) == 1
    assert workspace.exists()
    assert commands.main(["clean"]) == 0
    assert not workspace.exists()
