"""The hand of a cashier: does a thing, sees that it is done, or does it once more."""

import time

from tests.till.driver import CASH_METHOD
from tests.waiting import wait_until

MARGIN = 1  # s beyond the shop's deadline
PATIENT = 15  # s, where nothing fails
BLOCKED = """() => Array.from(document.querySelectorAll(".o_blockUI, .o_error_dialog, .pos-error"))
    .filter((element) => element.checkVisibility())
    .map((element) => `${element.className}: ${element.innerText.slice(0, 300)}`)"""
ANSWER = """() => {
    const dialogs = document.querySelectorAll(".modal:not(.o_inactive_modal)");
    const modal = Array.from(dialogs).at(-1);
    modal?.querySelector(".modal-footer .btn-secondary, .modal-footer .btn-primary, .btn-close")
        ?.click();
    return modal?.innerText ?? null;
}"""
# As a click does it: nobody waits for it, and what it throws goes where a page's errors go.
START = """([script, argument]) => {
    const run = (0, eval)(`(${script})`);
    setTimeout(() => run(argument));
}"""
# The receipt, and that its order has what was asked of it.
RECEIPT = "() => Boolean(document.querySelector('.receipt-screen .pos-receipt'))"


class Unusable(AssertionError):
    """The till did not hold: the text says at what, and what it showed."""


class Hand:
    """Drives `till` through scenes; `known` has the seconds that each step took undisturbed.

    deadline: the shop's, in seconds. Without `known` nothing fails, and the times are noted.
    """

    def __init__(self, till, data, deadline):
        self.till = till
        self.data = data
        self.deadline = deadline
        self.known = None
        self.took = {}
        self.tried_again = []

    def bound(self, step):
        """Seconds that a step may take: the deadline and one more, beyond its own work."""
        if self.known is None:
            return PATIENT
        # The machine is shared: what the step takes by itself is granted twice.
        return self.deadline + MARGIN + 2 * self.known.get(step, 1)

    def do(self, step, script, done, argument=None, again=True):
        """Run `script` as a click runs it, until `done` is true; twice where it was not.

        again: whether a cashier may do it a second time without doing it twice.
        """
        began = time.monotonic()
        if not self._try(step, script, done, argument):
            said = self.till.evaluate(ANSWER)
            if not again or not self._try(step, script, done, argument):
                raise Unusable(f"{step}: not done; {said or ''} {self.seen()}")
            self.tried_again.append(step)
        self.took[step] = time.monotonic() - began

    def see(self, step, done):
        """Wait for `done` within the bound of the step."""
        self.do(step, "() => {}", done, again=False)

    def seen(self):
        """What the till shows, for a message."""
        return f"({self.till.state()}) {self.till.evaluate(BLOCKED)} {self.till.page_errors[-2:]}"

    def check_usable(self):
        """Nothing white, no Oops, nothing that keeps the cashier from going on."""
        try:
            wait_until(lambda: self.till.evaluate(BLOCKED) == [], self.deadline + MARGIN)
        except TimeoutError:
            raise Unusable(f"blocked: {self.seen()}") from None
        if self.till.state() in ("blank", "oops", "emergency", "browser error", None):
            raise Unusable(f"no till: {self.seen()}")

    def _try(self, step, script, done, argument):
        self.till.evaluate(START, [script, argument])
        limit = self.bound(step)
        try:
            wait_until(lambda: self.till.evaluate(done, argument), limit, step)
        except TimeoutError:
            return False
        return True

    # -- What every scene needs --------------------------------------------------------------------

    def begin(self):
        """A new order on the product screen."""
        self.do(
            "a new order",
            """() => {
                const order = posmodel.addNewOrder();
                posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
            }""",
            """() => posmodel.getOrder()?.lines.length === 0
                && document.querySelector(".product-screen") !== null""",
        )

    def add(self, name, step=None):
        """A product into the cart."""
        before = self.till.evaluate("() => posmodel.getOrder().lines.length")
        self.do(
            step or f"{name} in the cart",
            """([name]) => {
                const product = posmodel.models["product.template"]
                    .find((one) => one.name === name);
                return posmodel.addLineToCurrentOrder({ product_tmpl_id: product });
            }""",
            "([_name, before]) => posmodel.getOrder().lines.length > before",
            [name, before],
        )

    def choose_customer(self, partner):
        """A customer that the till has."""
        self.do(
            "the customer",
            """(id) => posmodel.setPartnerToCurrentOrder(posmodel.models["res.partner"].get(id))""",
            "(id) => posmodel.getOrder().partner_id?.id === id",
            partner,
        )

    def pay(self):
        """In cash, to the receipt, and on to what comes next."""
        self.do(
            "to the payment",
            "() => { document.querySelector('.pay-order-button').click(); }",
            "() => document.querySelector('.payment-screen') !== null",
        )
        self.validate()

    def validate(self, receipt=RECEIPT):
        """Take the cash at the payment screen, validate, and leave the receipt."""
        self.do(
            "the cash",
            """(index) => {
                document.querySelectorAll(".paymentmethods .paymentmethod")[index].click();
            }""",
            "() => document.querySelector('.validation-button.next.highlight') !== null",
            self.till.evaluate(CASH_METHOD),
            again=False,
        )
        self.do(
            "the receipt",
            "() => { document.querySelector('.payment-screen .validation-button.next').click(); }",
            receipt,
            again=False,
        )
        self.do(
            "the next order",
            "() => { document.querySelector('.receipt-screen .button.next[name=done]')?.click(); }",
            "() => document.querySelector('.receipt-screen') === null",
        )
