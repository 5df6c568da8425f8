"""TCP ports of the loopback interface."""

import os
import socket

from .problems import UserProblem

LOOPBACK = "127.0.0.1"


def demo_port():
    """Return the port of the demo, 8069 unless PORT says otherwise."""
    named = os.environ.get("PORT") or "8069"
    if not named.isdecimal() or not 0 < int(named) < 65536:
        raise UserProblem(f"PORT={named} is no port.", "Name a number: make demo PORT=8070")
    return int(named)


def free_port():
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return probe.getsockname()[1]


def require_free(port):
    """Raise `UserProblem` when something listens on ``port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise UserProblem(
                f"Port {port} cannot be used ({error.strerror.lower()}).",
                "End the program that uses it, or choose another: make demo PORT=8070",
            ) from error
