"""An interrupted child is given the time to clean up, and what it leaves is ended."""

import os
import signal
import subprocess
import sys
import threading

import pytest

from dev.children import run_visible, running

TIDY = """
import sys, time
print("ready", file=open(sys.argv[1], "w"), flush=True)
try:
    time.sleep(60)  # until the test interrupts it
except KeyboardInterrupt:
    print("tidied", file=open(sys.argv[2], "w"), flush=True)
"""
STUBBORN = """
import os, subprocess
from dev.odoo_server import remember
server = subprocess.Popen(["sleep", "60"], start_new_session=True)
remember(server.pid, os.getpid())
print(server.pid, flush=True)
os.kill(os.getpid(), 9)
"""


def interrupt_when(path):
    """Press Ctrl-C once ``path`` exists (a named pipe opens when its writer is there)."""
    with open(path) as pipe:
        pipe.read()
    os.kill(os.getpid(), signal.SIGINT)


def test_interrupt_reaches_the_child_and_is_waited_for(workspace, tmp_path):
    ready, tidied = tmp_path / "ready", tmp_path / "tidied"
    os.mkfifo(ready)
    threading.Thread(target=interrupt_when, args=[ready], daemon=True).start()
    with pytest.raises(KeyboardInterrupt):
        run_visible([sys.executable, "-c", TIDY, str(ready), str(tidied)])
    assert tidied.read_text() == "tidied\n"


def test_server_of_a_child_that_died_is_ended(workspace, tmp_path):
    with (tmp_path / "out").open("w") as output:
        code = run_visible([sys.executable, "-c", STUBBORN], stdout=output, env=dict(os.environ))
    assert code == -signal.SIGKILL
    server = (tmp_path / "out").read_text().strip()
    state = subprocess.run(["ps", "-o", "stat=", server], capture_output=True, text=True).stdout
    # Where nobody reaps orphans a zombie stays: it is dead all the same.
    assert state.strip()[:1] in ("", "Z")


def test_child_ends_with_a_run_that_breaks(workspace):
    with pytest.raises(RuntimeError), running(["sleep", "60"]) as child:
        raise RuntimeError
    assert child.poll() == -signal.SIGKILL
