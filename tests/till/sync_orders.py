"""What a cashier does with orders that go from one till to another."""

from tests.till.shop import BAKERY, CLOTHES, FURNITURE
from tests.waiting import wait_until

SEND = ".pos-sync-send"
INBOX = ".pos-sync-inbox"
PREVIEW = ".pos-sync-preview"
BUTTON = ".pos-sync-inbox-button"
SHOWN = """() => {
    const button = document.querySelector(".pos-sync-inbox-button");
    return button && { count: Number(button.dataset.count), degraded: button.dataset.degraded };
}"""
# Open orders of this till that have lines.
OPEN_ORDERS = """() => posmodel.getOpenOrders().filter((order) => order.lines.length)
    .map(({ uuid, sync_transfer_uuid, priceIncl }) => ({
        uuid, transfer: sync_transfer_uuid || null, total: priceIncl }))"""
WAITING = """() => posmodel.env.services.pos_outbox.list()
    .map(({ kind, state, payload, answer }) => ({
        kind, state, version: payload.version, code: answer?.code ?? null }))"""
# What two tills must have in common, as the order on the screen has it.
CONTENT = """() => {
    const order = posmodel.getOrder();
    return {
        total: order.currency.round(order.priceIncl),
        tax: order.currency.round(order.amountTaxes),
        partner: order.partner_id?.name || null,
        note: order.general_customer_note || "",
        pricelist: order.pricelist_id?.name || null,
        lines: order.lines.map((line) => ({
            name: line.full_product_name, qty: line.qty, price: line.price_unit,
            discount: line.getDiscount(), note: line.customer_note || "",
            taxes: line.tax_ids.map(({ name }) => name).sort(),
        })),
    };
}"""


def allow_routes(shop):
    """Let the furniture shop send, and all three receive."""
    values = {"is_sync_receiver": True, "is_sync_sender": True}
    shop.rpc("pos.config", "write", [FURNITURE, CLOTHES, BAKERY], values)


class SyncTill:
    """A till that sends to others and gets from them."""

    def __init__(self, till):
        self.till = till

    @property
    def page(self):
        """The page that is driven now."""
        return self.till.page

    # -- Sending -----------------------------------------------------------------------------------

    def begin_send(self):
        """From the product screen to the popup that sends the order."""
        self.page.click(".product-screen .more-btn")
        self.page.click(".modal .pos-sync-send-button")
        self.page.wait_for_selector(f"{SEND} button[name=send], {SEND} [role=alert]")

    def send(self, *receivers, mode=None, keep=None, note=None):
        """Send the order on the screen to these points of sale; returns its uuid."""
        uuid = self.till.order()["uuid"]
        self.begin_send()
        for receiver in receivers:
            self.page.check(f"{SEND} [data-receiver='{receiver}'] input")
        for name, value in (("mode", mode), ("keep", keep)):
            if value:
                self.page.check(f"{SEND} input[name={name}][value={value}]")
        if note:
            self.page.fill(f"{SEND} textarea[name=note]", note)
        self.page.click(f"{SEND} button[name=send]")
        self.page.wait_for_selector(SEND, state="detached")
        return uuid

    def waiting(self):
        """`{kind, state, version, code}` of what the server has not confirmed."""
        return self.till.evaluate(WAITING)

    def wait_sent(self, timeout=30):
        """Wait until the server has confirmed all."""
        wait_until(lambda: self.waiting() == [], timeout, "everything on the server")

    # -- What there is -----------------------------------------------------------------------------

    def badge(self):
        """How many orders wait, as the bar says."""
        shown = self.till.evaluate(SHOWN)
        return shown and shown["count"]

    def is_degraded(self):
        """Whether the bar says that the live line is down."""
        shown = self.till.evaluate(SHOWN)
        return bool(shown) and shown["degraded"] == "1"

    def wait_badge(self, count, timeout=15):
        """Wait until that many orders wait."""
        wait_until(lambda: self.badge() == count, timeout, f"{count} orders in the inbox")

    def open_orders(self):
        """`{uuid, transfer, total}` of the open orders that have lines."""
        return self.till.evaluate(OPEN_ORDERS)

    def content(self):
        """Everything of the order on the screen that two tills must have in common."""
        return self.till.evaluate(CONTENT)

    def states_of(self, text):
        """States of the rows of the open list that contain a text."""
        rows = self.page.locator(f"{INBOX} [data-transfer]", has_text=text).all()
        return [row.get_attribute("data-state") for row in rows]

    # -- Receiving ---------------------------------------------------------------------------------

    def open_inbox(self):
        """Open the orders that wait for this till."""
        self.page.click(BUTTON)
        self.page.wait_for_selector(INBOX)

    def open_sent(self):
        """Open the orders that this till has sent."""
        self.open_inbox()
        self.page.click(f"{INBOX} button[name=outbox]")

    def close_list(self):
        """Close the list."""
        self.page.click(f"{INBOX} .modal-footer button:has-text('Close')")
        self.page.wait_for_selector(INBOX, state="detached")

    def preview(self):
        """From the bar to the first waiting order, with its lines."""
        self.open_inbox()
        self.page.locator(f"{INBOX} button[name=open]").first.click()
        self.page.wait_for_selector(f"{PREVIEW} li")

    def take_over(self):
        """Take over the first waiting order; returns it as it is on the screen."""
        self.preview()
        self.press_take_over()
        return self.wait_taken()

    def press_take_over(self):
        """Press the button of the open preview."""
        self.page.click(f"{PREVIEW} button[name=deliver]")

    def wait_taken(self):
        """Wait until the popups are gone, and the order is on the screen."""
        self.page.wait_for_selector(PREVIEW, state="detached")
        self.page.wait_for_selector(INBOX, state="detached")
        return self.till.order()

    def give_back(self, reason):
        """Give the first waiting order back."""
        self.preview()
        self.page.click(f"{PREVIEW} button[name=return]")
        self._give_reason(reason)
        self.page.wait_for_selector(PREVIEW, state="detached")
        self.close_list()

    def recall(self, reason):
        """Call back the first order that this till has sent."""
        self.open_sent()
        self.page.locator(f"{INBOX} button[name=recall]").first.click()
        self._give_reason(reason)
        self.close_list()

    def take_back(self):
        """Go on with the first order that came back; returns it."""
        return self._go_on("reopen")

    def take_back_refused(self):
        """Go on here with an order whose sending was refused; returns it."""
        return self._go_on("take_back")

    def _go_on(self, button):
        self.open_sent()
        self.page.locator(f"{INBOX} button[name={button}]").first.click()
        self.page.wait_for_selector(INBOX, state="detached")
        return self.till.order()

    def _give_reason(self, reason):
        self.page.fill(".modal textarea", reason)
        self.page.click(".modal:has(textarea) .modal-footer .btn-primary")
