# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Three-way merge of a customer's fields: what the till saw, what it wants, what the server has."""

from typing import NamedTuple

SERVER, TILL, ASK = "server", "till", "ask"


class Change(NamedTuple):
    """What becomes of one field. `kept` is the side whose value stays, `SERVER` or `TILL`."""

    field: str
    base: object
    till: object
    server: object
    kept: str
    conflict: bool = False


def merge(base, till, server, policy):
    """Return a Change for each field of ``till``.

    A field changed on one side takes that side's value; changed to the same on both is done;
    changed to different values is a conflict, and ``policy`` says who wins. While a manager is
    asked, the server's value stays.

    :param dict base: the values that the till saw before the change; a field that is not there
        counts as empty, so that an unseen value of the server is never overwritten in silence
    """
    return [
        _merge_field(name, base.get(name, False), value, server[name], policy)
        for name, value in till.items()
    ]


def _merge_field(name, base, till, server, policy):
    if till in (server, base):
        return Change(name, base, till, server, SERVER)
    if server == base:
        return Change(name, base, till, server, TILL)
    kept = TILL if policy == TILL else SERVER
    return Change(name, base, till, server, kept, conflict=True)
