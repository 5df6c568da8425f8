"""Steps that are done once: stamped when finished, done again when their inputs change."""

import hashlib
import shutil
import subprocess
import time

from . import paths
from .problems import UserProblem, disk_full, explain, is_disk_full

NEEDED_BYTES = 3 * 1024**3 // 2


def step(title, name, inputs, action, standing=lambda: True):
    """Run ``action()`` under ``title`` unless it was finished before with the same ``inputs``.

    The stamp is written last: a step that was killed in the middle is simply run again.
    ``standing()`` tells whether what the step made is still there.
    """
    stamp = paths.STAMPS / name
    digest = hashlib.sha256(repr(inputs).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest and standing():
        return
    check_space()
    stamp.unlink(missing_ok=True)
    announced(title, action)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(digest)


def announced(title, action):
    """Run ``action()`` between a line with its title and the seconds it took."""
    print(f"  {title} …", end="", flush=True)
    start = time.monotonic()
    try:
        result = action()
    except BaseException:
        print(flush=True)
        raise
    print(f" {time.monotonic() - start:.1f} s", flush=True)
    return result


def run(command, what, todo, log, **options):
    """Run ``command`` with its output in ``logs/LOG``; raise `UserProblem` when it fails.

    ``what`` names what failed; the cause found in the output follows it, then ``todo``.
    """
    paths.LOGS.mkdir(parents=True, exist_ok=True)
    log_file = paths.LOGS / log
    try:
        with log_file.open("w") as output:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                **options,
            )
    except FileNotFoundError as error:
        raise UserProblem(f"{what}: {command[0]} is not installed.", todo) from error
    if not done.returncode:
        return log_file.read_text(errors="replace")
    output = log_file.read_text(errors="replace")
    if is_disk_full(paths.WORKSPACE, output):
        raise disk_full(paths.WORKSPACE)
    raise UserProblem(f"{what}: {explain(output)}", f"{todo} (Log: {log_file})")


def check_space():
    """Refuse to begin a step that the disk has no room for."""
    paths.WORKSPACE.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(paths.WORKSPACE).free < NEEDED_BYTES:
        raise disk_full(paths.WORKSPACE)
