"""Tills of a shop that a row opens for itself, and quiet for them to be measured in."""

import contextlib
import shutil
import tempfile

from tests.till.driver import Till


@contextlib.contextmanager
def open_tills(playwright, shop):
    """Yield a function that makes a till of the shop; all are closed at the end."""
    tills = []

    def make(login, origin=None):
        profile = tempfile.mkdtemp(prefix="bench-")
        till = Till(playwright, profile, origin or shop.origin, moves=True)
        tills.append(till)
        till.sign_in_quickly(shop.database, login)
        return till

    try:
        yield make
    finally:
        for till in tills:
            till.remove()
            shutil.rmtree(till.profile, ignore_errors=True)


@contextlib.contextmanager
def resting(*sides):
    """The sides' own tills show nothing meanwhile: a row has the machine for itself."""
    places = [(side.till, side.till.page.url) for side in sides]
    for till, _url in places:
        till.visit("about:blank")
    try:
        yield
    finally:
        for till, url in places:
            till.visit(url)
            till.wait_ready()
