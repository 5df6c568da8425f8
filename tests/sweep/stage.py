"""Where scenes are played: one shop with its neighbours, one till, and a line that fails."""

import contextlib
import time

from playwright.sync_api import Error as PlaywrightError

from tests.sweep.hand import MARGIN, Hand, Unusable
from tests.sweep.requests import distinct
from tests.sweep.scenes import SCENES
from tests.sweep.shop_data import CASHIERS, ShopData
from tests.sweep.tables import FLOOR
from tests.sweep.truth import Truth
from tests.till.driver import Till
from tests.till.shop import BAKERY, FURNITURE, Shop
from tests.waiting import wait_until

SETTLED = """() => {
    const { create, write } = posmodel.pendingOrder;
    const owed = posmodel.models["pos.order"].filter(({ id, finalized, isSynced }) =>
        (finalized && !isSynced) || create.has(id) || write.has(id));
    const outbox = posmodel.env.services.pos_outbox?.list() || [];
    return owed.length + outbox.length === 0;
}"""
PATIENCE = 30  # s until all that is owed has reached the server
QUIET = 6  # s; stock keeps some orders as changed when nothing is left to send


class Stage:
    """A context manager. `play` is an undisturbed scene, `play_failing` one with a fault."""

    def __init__(self, playwright, postgres, kind, folder):
        self.playwright = playwright
        self.folder = folder
        self.shop = Shop(postgres, kind, f"sweep_{kind}"[:60])
        self.till = self.data = self.truth = None
        self.undisturbed = {}
        self._profiles = 0
        self._config = None

    def __enter__(self):
        self.shop.__enter__()
        try:
            self.data = ShopData(self.shop).make()
            self.truth = Truth(self.shop)
            self.new_till()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc):
        if self.till:
            self.till.remove()
        self.shop.__exit__()

    @property
    def scenes(self):
        """Those that the shop has the neighbours for."""
        return [scene for scene in SCENES if self.data.has(scene.needs)]

    def new_till(self):
        """A browser that was never there: whatever the one before has kept is gone with it."""
        self.shop.plug()
        if self.till:
            self.till.remove()
        self._profiles += 1
        self.till = Till(self.playwright, self.folder / f"till-{self._profiles}", self.shop.origin)
        self.till.sign_in_quickly(self.shop.database, "admin")
        self._config = None

    def learn(self, scene):
        """Play a scene undisturbed, once for the page to be warm and once to learn; its requests.

        Raises Unusable where it does not even go without a fault.
        """
        if scene.name not in self.undisturbed:
            self._play(scene, None)
            self.shop.line.requests.clear()
            hand, content = self._play(scene, None)
            self.undisturbed[scene.name] = (
                hand.took,
                content,
                distinct(self.shop.line.requests),
            )
        return self.undisturbed[scene.name][2]

    def fail(self, scene, request, fault):
        """Play a scene with a fault; return `ok`, `not made` or what is wrong, in a sentence."""
        self.learn(scene)
        took, expected, _requests = self.undisturbed[scene.name]
        try:
            self._play(scene, took, request.mode(fault), expected)
        except (Unusable, TimeoutError, PlaywrightError) as problem:
            self.new_till()
            return " ".join(str(problem).split())[:600]
        return "ok" if self.shop.line.current.seen or self._hit else "not made"

    def _play(self, scene, known, mode=None, expected=None):
        if scene.config != BAKERY:
            self._open(scene.config)  # it is open all day; no fault is meant for that
        made = scene.prepare(self.data)
        mark = self.truth.mark()
        (config,) = self._deadline(scene.config)
        hand = Hand(self.till, self.data, config.get("offline_deadline", 3))
        hand.known = known
        armed = self.shop.line.mode(**mode) if mode else None
        self.till.page_errors.clear()
        try:
            self._open(scene.config)
            scene.play(hand, made)
            self._leave(scene, hand)
        finally:
            self._hit = bool(armed and armed.seen)
            self.shop.line.mode("pass")
        return hand, self._settled(mark, expected)

    def _deadline(self, config):
        fields = ["offline_deadline"] if self.shop.is_ours else ["name"]
        return self.shop.rpc("pos.config", "read", [config], fields)

    def _leave(self, scene, hand):
        if scene.config == BAKERY:
            self._config = None  # its register is closed: the page is gone
        else:
            hand.check_usable()

    def _settled(self, mark, expected):
        """What the server has once nothing is owed to it; as `expected`, or Unusable."""
        until = time.monotonic() + PATIENCE
        while expected is not None and self.truth.since(mark) != expected:
            if time.monotonic() > until:
                raise Unusable(_difference(expected, self.truth.since(mark)))
            time.sleep(0.3)
        # Nothing more may come of what the till still has to send, or sends twice.
        with contextlib.suppress(TimeoutError):
            wait_until(lambda: not self._config or self.till.evaluate(SETTLED), QUIET)
        content = self.truth.since(mark)
        if expected not in (None, content):
            raise Unusable(_difference(expected, content))
        return content

    def _open(self, config):
        """The till of a point of sale, on the screen where its scenes begin."""
        if self._config == config:
            return
        self._config = None
        self.till.visit(self.till.shop_url(config, from_backend=True))
        try:
            self._come_in()
        except TimeoutError:
            self.till.visit(self.till.shop_url(config, from_backend=True))  # as a cashier does
            self._come_in()
        self._config = config
        if self.shop.is_ours and config == FURNITURE:
            self.till.wait_offline_ready()

    def _come_in(self):
        wait_until(lambda: not self._pass(wait_until(self._arrived, 30, "the till")), 60)

    def _arrived(self):
        state = self.till.state()
        is_floor = state == "other" and self.till.evaluate(FLOOR)
        return state if state in ("product", "opening", "login") or is_floor else None

    def _pass(self, state):
        """One step from the sign-in of a till to where one sells; False when one is there."""
        page = self.till.page
        if state == "login":
            page.click(".screen-login .open-register-btn")
            if page.locator(".screen-login .select-cashier").count():
                page.click(".screen-login .select-cashier")
                choice = page.locator(".modal button, .modal .selection-item", has_text=CASHIERS[0])
                choice.first.click()
            page.wait_for_selector(".screen-login", state="detached")
        elif state == "opening":
            page.click(".modal-footer .btn-primary")
            page.wait_for_selector(".modal .opening-notes", state="detached")
        else:
            return self.till.evaluate("() => posmodel.shouldShowOpeningControl()")
        return True


def _difference(expected, content):
    missing = [each for each in expected if each not in content]
    more = [each for each in content if each not in expected]
    return f"the database differs: missing {missing}; instead {more}"


__all__ = ["MARGIN", "Stage"]
