# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from typing import NamedTuple


class Actor(NamedTuple):
    """Who makes a step: a user, perhaps a cashier, at a till or in the back office."""

    user_id: int
    cashier: str = ""
    device: str = ""
