"""A till as its cashier uses it: sign in, open the shop, sell, reload, be killed."""

import time

from tests.till import sessions
from tests.till.browser import Browser
from tests.waiting import wait_until

COOKIE_SECONDS = 86400  # a cookie without an end is gone when the browser closes
# What the page shows, in one word; null while the page of before is still there.
STATE = """() => {
    if (window.seenByTest) { return null; }
    const has = (selector) => document.querySelector(selector) !== null;
    const seen = (selector) => Array.from(document.querySelectorAll(selector))
        .some((element) => element.checkVisibility());
    if (has(".pos-error, .o_error_dialog")) { return "oops"; }
    if (has(".modal .opening-notes")) { return "opening"; }
    if (has(".screen-login .open-register-btn")) { return "login"; }
    if (seen(".product-screen article.product")) { return "product"; }
    if (has(".payment-screen")) { return "payment"; }
    if (has(".feedback-screen")) { return "feedback"; }
    if (has(".receipt-screen")) { return "receipt"; }
    if (has(".ticket-screen")) { return "orders"; }
    if (has("form.oe_login_form")) { return "sign-in"; }
    if (has("#retry") && has("#tills")) { return "emergency"; }
    if (has(".pos-loader")) { return "loading"; }
    return document.readyState === "complete" && document.body?.innerText.trim()
        ? "other" : "blank";
}"""
TILL_STATES = ("product", "payment", "feedback", "receipt", "orders", "login", "opening")
ORDER = """() => {
    const order = window.posmodel?.getOrder?.();
    return order ? {
        uuid: order.uuid,
        id: order.id,
        reference: order.pos_reference,
        total: order.priceIncl ?? order.getTotalWithTax?.(),
        state: order.state,
        partner: order.partner_id?.name ?? null,
        lines: order.lines.map((line) => ({
            product: line.product_id.display_name, quantity: line.qty })),
    } : null;
}"""
CASH_METHOD = """() => posmodel.config.payment_method_ids
    .toSorted((a, b) => a.sequence - b.sequence).findIndex((method) => method.is_cash_count)"""
# Whether stock's own database holds what it should of the page, and each line as it is shown.
WRITTEN = """async () => {
    const { data, models } = posmodel;
    const { db, activeTransactions } = data.indexedDB;
    const ask = (name, method) => new Promise((resolve) => {
        const request = db.transaction(name).objectStore(name)[method]();
        request.onsuccess = () => resolve(request.result);
    });
    const isUntouched = (record) => record.model.name === "pos.order" && !record.lines.length;
    const rules = { ...data.opts.databaseTable, ...data.opts.childTable };
    for (const name of db.objectStoreNames) {
        const rule = rules[name]; // true and undefined: it is not stored
        const isLeftOut = (record) => rule && [true, undefined].includes(rule.condition(record));
        const isMissed = (record) => !isUntouched(record) && !isLeftOut(record);
        const records = models[name]?.getAll().filter(isMissed) || [];
        if (records.length > (await ask(name, "count"))) {
            return false;
        }
    }
    const lines = new Map((await ask("pos.order.line", "getAll")).map((line) => [line.uuid, line]));
    const order = posmodel.getOrder();
    const isShown = (line) => lines.get(line.uuid)?.qty === line.qty;
    return activeTransactions.size === 0 && (order?.lines || []).every(isShown);
}"""


class Till(Browser):
    """A browser that belongs to a shop; `origin` is the base URL, without a slash at the end.

    `has_visited`: its profile is that of a till that is ready for an outage.
    """

    def __init__(self, playwright, profile, origin, has_visited=False, **options):
        self.origin = origin
        self.has_visited = has_visited
        super().__init__(playwright, profile, **options)

    def _adopt(self, page):
        super()._adopt(page)
        # Stock's notice that the connection is lost comes at any time and covers the till.
        notice = page.locator(".modal:has-text('limited functionality')")
        page.add_locator_handler(notice, lambda: notice.locator(".btn-primary").click())

    def sign_in(self, login, password=None):
        """Sign in on the form; the password of the demo users is their login."""
        self.visit(f"{self.origin}/web/login")
        self.page.fill("input[name=login]", login)
        self.page.fill("input[name=password]", password or login)
        self.page.press("input[name=password]", "Enter", no_wait_after=True)
        wait_until(lambda: self.cookie("session_id") and "/web/login" not in self.page.url, 30)

    def sign_in_quickly(self, database, login, origin=None):
        """Get the session's cookie without a page: for tests that are not about signing in.

        origin: the server itself, where the line to it is not there; cookies know no ports.
        """
        session = sessions.get(origin or self.origin, database, login)
        cookie = {"name": "session_id", "value": session, "url": self.origin, "httpOnly": True}
        self.context.add_cookies([{**cookie, "expires": time.time() + COOKIE_SECONDS}])

    def is_signed_in(self):
        """Whether the server knows the browser's session."""
        if not self.cookie("session_id"):
            return False
        answer = self.context.request.post(f"{self.origin}/web/session/check", data={"params": {}})
        return "error" not in answer.json()

    def cookie(self, name):
        """Value of a cookie of the shop's origin, None where there is none."""
        cookies = self.context.cookies(self.origin)
        return next((cookie["value"] for cookie in cookies if cookie["name"] == name), None)

    def sign_out(self):
        """Sign out as the backend's menu does; returns on the sign-in page."""
        self.visit(f"{self.origin}/web/session/logout")
        self.page.wait_for_selector("form.oe_login_form")

    def shop_url(self, config_id, path="", from_backend=False):
        """Address of a POS config's till, or of one of its screens (`/product/<uuid>`)."""
        query = "?from_backend=True" if from_backend else ""
        return f"{self.origin}/pos/ui/{config_id}{path}{query}"

    def open_shop(self, config_id, from_backend=True):
        """Go to the shop, open its register if it asks, and wait until one can sell."""
        self.visit(self.shop_url(config_id, from_backend=from_backend))
        self.wait_ready()

    def state(self):
        """What is seen now, in one word: see STATE, or `browser error`."""
        if self.at_error_page:
            return "browser error"
        return self.evaluate(STATE, timeout=1)

    def wait_state(self, *wanted, timeout=30):
        """Wait until `state()` is one of `wanted` and return it; TimeoutError otherwise."""
        what = f"the state {' or '.join(wanted)}"
        return wait_until(lambda: self._state_in(wanted), timeout, what)

    def wait_ready(self, timeout=30):
        """Wait for the product screen, passing the opening control and the login on the way."""
        while True:
            state = self.wait_state("product", "opening", "login", timeout=timeout)
            if state == "product" and not self._opening_comes():
                return
            if state == "opening":
                self._open_register()
            elif state == "login":
                self.page.click(".screen-login .open-register-btn")

    def opens(self, timeout=30):
        """True when a till, on any screen, comes up before `timeout`; no exception.

        What is no till and will be none ends the wait at once with False: the browser's error
        page, the till's Oops, the emergency page, the sign-in page, any foreign page.
        """
        ends = (*TILL_STATES, "browser error", "oops", "emergency", "sign-in", "other")
        try:
            return self.wait_state(*ends, timeout=timeout) in TILL_STATES
        except TimeoutError:
            return False

    def wait_offline_ready(self, timeout=60):
        """Wait until the till says that it will open without the server (our module only)."""
        # A worker that is being replaced may refuse to answer; the next one is asked again.
        script = """async () => {
            const status = await window.odoo?.posOfflineCache?.status().catch(() => null);
            return status?.ready;
        }"""
        wait_until(lambda: self.evaluate(script), timeout, "the till ready for offline", every=0.1)

    def offline_status(self):
        """The worker's status, as `odoo.posOfflineCache.status()` gives it."""
        return self.evaluate("async () => await odoo.posOfflineCache.status()")

    def add_product(self, name):
        """Click a product of the product screen, by its whole name; it must open no popup."""
        before = self._count()
        self.page.click(f'article.product:has(.product-name:text-is("{name}"))')
        wait_until(lambda: self._count() > before, what=f"a line of {name}")

    def order(self):
        """The current order: uuid, id, reference, total, state, partner, lines; None if none."""
        return self.evaluate(ORDER)

    def lines(self):
        """`{product, quantity}` of each line of the current order."""
        return self.order()["lines"]

    def go_to_payment(self):
        """From the product screen to the payment screen."""
        self.page.click(".product-screen .pay-order-button")
        self.wait_state("payment")

    def pay_cash(self):
        """Pay the current order in cash and validate; return the order with its receipt shown."""
        self.go_to_payment()
        return self.take_cash()

    def take_cash(self):
        """Take or give cash at the payment screen and validate; return the order."""
        cash = self.page.locator(".paymentmethods .paymentmethod").nth(self.evaluate(CASH_METHOD))
        cash.click()
        order = self.order()
        self.page.click(".payment-screen button.validation-button.next")
        self.wait_receipt()
        return order

    def wait_receipt(self, timeout=30):
        """Wait for the receipt, passing the feedback screen."""
        # The feedback screen goes away by itself; a click while it works only warns.
        self.wait_state("receipt", timeout=timeout)
        self.page.wait_for_selector(".receipt-screen .pos-receipt", timeout=timeout * 1000)

    def next_order(self):
        """From the receipt to a new order."""
        self.page.click(".receipt-screen .button.next[name=done]")
        self.wait_ready()

    def sell(self, product):
        """A whole sale in cash; return its order, with the receipt shown."""
        self.add_product(product)
        return self.pay_cash()

    def wait_written(self, timeout=10):
        """Wait until stock has written what the page shows to its own database.

        A reload before that ends in stock's "Oops": it reads a database that is half written.
        """
        wait_until(lambda: self.evaluate(WRITTEN), timeout, "stock's database written")

    def errors(self):
        """Uncaught errors of the page, and the text of an Oops dialog if one is shown."""
        shown = self.evaluate(
            """() => Array.from(document.querySelectorAll(".pos-error, .o_error_dialog"),
                (element) => element.innerText)"""
        )
        return self.page_errors + (shown or [])

    def _state_in(self, wanted):
        state = self.state()
        return state if state in wanted else None

    def _opening_comes(self):
        """The opening control is a dialog that follows the product screen by an instant."""
        return self.evaluate("() => posmodel.shouldShowOpeningControl()")

    def _open_register(self):
        self.page.click(".modal-footer .btn-primary")
        self.page.wait_for_selector(".modal .opening-notes", state="detached")

    def _count(self):
        order = self.order()
        return sum(line["quantity"] for line in order["lines"]) if order else 0
