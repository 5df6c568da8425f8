"""Each target of the till's bar reacts over all of it, on every screen that shops use.

Stock's own bar has neither the mark nor the button for transfers: there is no control to run.
"""

import pytest

from tests.e2e import connection, scenarios
from tests.till import unsent
from tests.till.shop import PRODUCT
from tests.waiting import wait_until

FINGER = 44  # px, the least that a finger hits
PHONE = (390, 844)
SIZES = [
    (1920, 1080),
    (1440, 900),
    (1366, 768),
    (1280, 800),
    (1180, 820),
    (1024, 768),
    (820, 1180),
    PHONE,
]
TARGETS = {
    "Register": ".register-label",
    "Orders": ".orders-button",
    "a new order": ".list-plus-btn",
    "the mark": ".pos-sync-status-indicator",
    "the menu": ".pos-rightheader button:has(.fa-bars)",
}
TABS = 10
# Size of each target, and how much of it is covered by something else or off the screen.
LOOK = """(targets) => {
    const covered = (element, { left, right, top, bottom }) => {
        let points = 0;
        let missed = 0;
        for (let x = left + 2; x < right - 1; x += 4) {
            for (let y = top + 2; y < bottom - 1; y += 4) {
                const hit = document.elementFromPoint(x, y);
                points += 1;
                missed += hit && element.contains(hit) ? 0 : 1;
            }
        }
        return points ? missed / points : 1;
    };
    const found = {};
    for (const [name, selector] of Object.entries(targets)) {
        const element = document.querySelector(selector);
        const box = element.getBoundingClientRect();
        found[name] = {
            width: box.width, height: box.height, covered: covered(element, box) };
    }
    return found;
}"""
SETTLED = """() => new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(innerWidth))))"""
# What a notice must not lie over, on whatever is shown: the rest of a till's screen is products.
CONTROLS = {
    **TARGETS,
    "the search": ".pos-rightheader .search-bar-container, .pos-rightheader input",
    "the cashier": ".cashier-name",
    "the order": ".product-screen .order-container, .product-screen .pads",
    "the phone's buttons": ".product-screen .switchpane",
    "a way to pay": ".payment-screen .paymentmethod",
    "the payment's buttons": ".payment-buttons button, .payment-screen .validation-button",
    "the close cross": ".modal .modal-header button",
    "a dialog's buttons": ".modal .modal-footer .btn",
}
SHOW_NOTICE = """() => void (window.closeNotice = posmodel.env.services.notification.add(
    "The server did not answer. Try again; sales are kept here.",
    { type: "warning", sticky: true, buttons: [{ name: "Undo", onClick() {} }] }))"""
# Names of the controls that a notice lies over, and whether it catches a tap beside its buttons.
COVERED = """(controls) => {
    const notice = document.querySelector(".o_notification");
    const box = notice.getBoundingClientRect();
    const meets = (other) => other.width && other.left < box.right && other.right > box.left
        && other.top < box.bottom && other.bottom > box.top;
    const found = Object.entries(controls).filter(([, selector]) =>
        [...document.querySelectorAll(selector)].some(
            (element) => element.checkVisibility() && meets(element.getBoundingClientRect())));
    const under = document.elementFromPoint(box.left + box.width / 3, box.top + 4);
    const isCut = box.left < 0 || box.right > innerWidth || box.bottom > innerHeight;
    return [...found.map(([name]) => name), notice.contains(under) && "what is under it",
        isCut && "the edge"].filter(Boolean);
}"""
LOADER = ".pos-loader"
DIRECTION = "() => getComputedStyle(document.body).direction"
SIDEWAYS = "() => document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture
def busy_till(till, shop):
    """A till with ten orders in its bar."""
    scenarios.visit_once(till, shop)
    for _number in range(TABS):
        till.evaluate("() => void posmodel.addNewOrder()")
    return till


def _assert_reachable(till, what):
    till.page.wait_for_selector(LOADER, state="detached")  # it leaves a moment after the till shows
    faults = [f"{what}, {width} px: {fault}" for width in _sizes(till) for fault in _look(till)]
    assert faults == []


def _show_notice(till):
    till.evaluate(SHOW_NOTICE)
    till.page.wait_for_selector(".o_notification")


def _assert_no_notice_in_the_way(till, what):
    faults = [
        f"{what}, {width} px: {fault}"
        for width in _sizes(till)
        for fault in till.evaluate(COVERED, CONTROLS)
    ]
    assert faults == []


def _sizes(till):
    """Give the till each size of screen, one after the other; yields its width."""
    for width, height in SIZES:
        till.page.set_viewport_size({"width": width, "height": height})
        wait_until(lambda width=width: till.evaluate(SETTLED) == width, what="the new size")
        yield width


def _look(till):
    for name, seen in till.evaluate(LOOK, TARGETS).items():
        if seen["covered"] or min(seen["width"], seen["height"]) < FINGER:
            yield f"{name} {seen}"
    if till.evaluate(SIDEWAYS):
        yield "the page scrolls sideways"


def test_every_target_reacts_at_every_size_online_offline_and_with_refused_sales(busy_till, shop):
    _assert_reachable(busy_till, "online")
    busy_till.page.set_viewport_size({"width": 1366, "height": 768})
    shop.unplug()
    unsent.sell_unsent(busy_till, PRODUCT)
    wait_until(lambda: busy_till.evaluate(connection.OFFLINE), 30, "the till offline")
    _assert_reachable(busy_till, "offline")
    busy_till.page.set_viewport_size({"width": 1366, "height": 768})
    unsent.sell_unsent(busy_till, PRODUCT, unsent.REFUSED_NOTE)
    shop.start_server()
    lift = unsent.refuse_noted_orders(shop)
    shop.line.mode("pass")
    unsent.wait_shown(busy_till, timeout=40, failed=1)
    _assert_reachable(busy_till, "with a refused sale")
    lift()


def test_every_target_reacts_from_right_to_left(make_till, shop):
    shop.set_language("admin", "ar_001")
    try:
        till = make_till("admin")
        scenarios.visit_twice(till, shop)
        assert till.evaluate(DIRECTION) == "rtl"
        _assert_reachable(till, "right to left")
        _show_notice(till)
        _assert_no_notice_in_the_way(till, "right to left")
    finally:
        shop.set_language("admin", "en_US")


def test_notices_lie_over_no_control_of_the_till_or_of_a_dialog(busy_till):
    busy_till.add_product(PRODUCT)
    _show_notice(busy_till)
    _assert_reachable(busy_till, "with a notice")
    _assert_no_notice_in_the_way(busy_till, "the product screen")
    unsent.open_panel(busy_till)
    _assert_no_notice_in_the_way(busy_till, "a dialog")
    busy_till.page.click(".modal .modal-footer .btn-primary")
    busy_till.page.set_viewport_size({"width": 1366, "height": 768})
    busy_till.go_to_payment()
    _assert_no_notice_in_the_way(busy_till, "the payment")


def test_the_banner_says_since_when_and_goes_with_the_outage_and_nothing_modal_comes(till, shop):
    scenarios.visit_once(till, shop)
    uuid = connection.prepare_payment(till, PRODUCT)
    shop.unplug()
    till.page.click(".payment-screen button.validation-button.next")
    till.wait_receipt()
    banner = till.page.locator(".pos-connection-banner")
    banner.wait_for()
    assert "Offline since" in banner.inner_text()
    assert till.page.locator(".modal").count() == 0
    shop.plug()
    till.page.wait_for_selector(".pos-connection-banner:has-text('1 sale sent')", timeout=40_000)
    assert len(shop.wait_paid(uuid)) == 1
    banner.wait_for(state="detached", timeout=20_000)
