"""A shop that a till has opened, made once in a run: where the shops of most files begin."""

import shutil

from dev import databases
from tests.e2e import scenarios
from tests.outage.proxy import OutageProxy
from tests.till import sessions
from tests.till.driver import Till
from tests.till.shop import Shop

SESSION = "odoo-session-"


class OpenedShop:
    """A shop's database, and the browser of an admin who has opened it twice; a context manager.

    A browser keeps what it stored by address and by database: the shops that go on from here, one
    after the other, have one `line` in front of them, and one name.
    """

    def __init__(self, playwright, postgres, kind, name, folder):
        self.playwright = playwright
        self.postgres = postgres
        self.kind = kind
        self.name = name
        self.database = f"{self.name}_opened"
        self.profile = folder / "profile"
        self.line = OutageProxy("127.0.0.1", 0)

    def go_on(self, workers=0):
        """Return the shop as it was left here; one at a time."""
        return Shop(self.postgres, self.kind, self.name, workers, self.database, self.line)

    def __enter__(self):
        self.line.start()
        try:
            with Shop(self.postgres, self.kind, self.name, line=self.line) as shop:
                visit(self.playwright, shop, self.profile)
                shop.server.stop()
                databases.copy(self.postgres, self.name, self.database)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc):
        self.line.stop()
        databases.drop(self.postgres, self.database)
        shutil.rmtree(self.profile, ignore_errors=True)


def visit(playwright, shop, profile):
    """Open the shop twice in a browser of its own, as admin; the profile is for `copy_profile`."""
    till = Till(playwright, profile, shop.origin)
    try:
        till.sign_in_quickly(shop.database, "admin")
        scenarios.visit_twice(till, shop)
        scenarios.forget_orders(till)
        session = till.cookie("session_id")
    finally:
        till.close()
    shutil.copy(sessions.file_of(session), profile / f"{SESSION}{session}")


def copy_profile(profile, target):
    """Copy what `visit` left, signed in: whoever used a copy before may have ended its session."""
    shutil.copytree(profile, target, symlinks=True)
    for kept in target.glob(f"{SESSION}*"):
        sessions.restore(kept.name.removeprefix(SESSION), kept.read_bytes())
        kept.unlink()
