"""``python3 -m dev COMMAND``: the door to everything that make runs.

Written for any Python 3, so that a wrong version gets a sentence and not a traceback.
"""

import sys

OLDEST, NEWEST = (3, 10), (3, 13)


def check_python(version):
    """Return a plain sentence if this Python ``version`` (a tuple) will not do, else None."""
    if OLDEST <= tuple(version[:2]) <= NEWEST:
        return None
    return (
        "Python {}.{} is too {}: Odoo 19 runs on Python 3.10 to 3.13. "
        "Install one of these and name it, for example: make demo PYTHON=python3.12"
    ).format(version[0], version[1], "old" if tuple(version[:2]) < OLDEST else "new")


if __name__ == "__main__":
    problem = check_python(sys.version_info)
    if problem:
        sys.exit(problem)
    from dev.commands import main

    sys.exit(main(sys.argv[1:]))
