"""The one error that people see: what happened and what to do, a plain sentence each."""

import shutil

DISK_FULL = "The disk is full."
NO_NETWORK = "There is no way to the network."
FULL_BYTES = 32 * 1024**2
# The first that fits wins: a full disk also breaks downloads, a dead network hides packages.
CAUSES = (
    (("No space left on device", "Disk quota exceeded"), DISK_FULL),
    (
        (
            "Could not resolve",
            "Temporary failure",
            "Name or service not known",
            "Connection refused",
            "Network is unreachable",
            "No route to host",
            "timed out",
            "Could not connect",
            "Failed to connect",
            "NewConnectionError",
            "ECONNREFUSED",
            "ENOTFOUND",
            "EAI_AGAIN",
            "Connection reset",
            "Unable to connect",
        ),
        NO_NETWORK,
    ),
    (("does not have a Release file", "404  Not Found"), "The mirror has no such suite."),
    (("Unable to locate package", "No packages found"), "The suite has no such package."),
    (("NO_PUBKEY", "is not signed"), "The mirror's signature cannot be checked."),
    (("No matching distribution", "Could not find a version"), "A pinned package is not there."),
    (("Remote branch", "not found in upstream"), "The repository has no branch 19.0."),
    (("does not exist", "not appear to be a git repository"), "There is no such repository."),
)


class UserProblem(Exception):
    """Something only the person at the keyboard can put right; printed without a traceback."""

    def __init__(self, what, todo):
        super().__init__(f"{what} {todo}")
        self.what = what
        self.todo = todo


def explain(output):
    """Return the plain cause found in a tool's ``output``, or its last line."""
    for signs, cause in CAUSES:
        if any(sign in output for sign in signs):
            return cause
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return f"It said: {lines[-1]}" if lines else "It said nothing."


def disk_full(folder):
    """Return the problem of a full disk at ``folder``."""
    return UserProblem(
        DISK_FULL, f"Free some space at {folder} (5 GB is plenty) and run the same command again."
    )


def is_disk_full(folder, text=""):
    """Tell whether ``text`` says that no space is left, or ``folder`` has none.

    Looking is needed: on a full disk a program's last words are not written either.
    """
    return explain(text) == DISK_FULL or shutil.disk_usage(folder).free < FULL_BYTES
