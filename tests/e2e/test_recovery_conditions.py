"""What comes back when clock, storage, version or the order on the server are not as before."""

from tests.e2e import places
from tests.e2e import recovery_scenarios as scenarios
from tests.e2e.recovery_scenarios import FIRST, SECOND
from tests.e2e.test_recovery_cases import DIALOG, NOTICE, act, come_back, dialog, open_list, rows
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

# The browser's clock is wrong by so many hours.
CLOCK = """(() => {
    const Right = Date;
    const now = () => Right.now() + HOURS * 3600 * 1000;
    window.Date = class extends Right {
        constructor(...args) { args.length ? super(...args) : super(now()); }
        static now() { return now(); }
    };
})()"""
# A private window, as some browsers make it: nothing of ours is stored.
NOTHING_STORED = """(() => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (name, ...rest) {
        if (name.startsWith("pos-offline-store")) {
            throw new DOMException("refused", "SecurityError");
        }
        return open.call(this, name, ...rest);
    };
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, value) {
        if (key.startsWith("pos_session_recovery")) {
            throw new DOMException("refused", "QuotaExceededError");
        }
        return setItem.call(this, key, value);
    };
})()"""
# What a later version of the module would store.
NEWER_VERSION = """() => {
    const { tracker } = odoo.posSessionRecovery;
    const make = tracker._makeHead.bind(tracker);
    tracker._makeHead = (...args) => ({ ...make(...args), schema: 2 });
    posmodel.getOrder().setGeneralCustomerNote("kept by a newer version");
}"""


def clock(hours):
    return CLOCK.replace("HOURS", str(hours))


def test_an_order_edited_elsewhere_is_as_it_was_saved_there_and_the_difference_is_told(till, shop):
    left = scenarios.begin_order(till, [FIRST])
    scenarios.save_on_server(till)
    scenarios.add_lines(till, [SECOND])
    till.close()
    (order,) = shop.rpc("pos.order", "search_read", [["uuid", "=", left["uuid"]]], ["lines"])
    shop.rpc("pos.order.line", "write", order["lines"], {"qty": 4})
    shop.rpc("pos.order", "write", [order["id"]], {"general_customer_note": "changed"})
    come_back(till, shop)
    assert FIRST in dialog(till, "was changed meanwhile").inner_text()
    act(till, "ok")
    found = till.order()
    assert found["uuid"] == left["uuid"]
    quantities = {each["product"].split("] ")[-1]: each["quantity"] for each in found["lines"]}
    assert quantities == {FIRST: 4, SECOND: 1}
    shop.rpc("pos.order", "action_pos_order_cancel", [order["id"]])


def test_changes_of_an_order_that_the_server_has_come_back(till, shop):
    left = scenarios.begin_order(till, [FIRST])
    scenarios.save_on_server(till)
    till.add_product(SECOND)
    scenarios.save_on_server(till)
    till.evaluate("() => posmodel.getOrder().removeOrderline(posmodel.getOrder().lines[1])")
    before = places.fill_order(till)
    places.settle(till, shop)
    till.close()
    come_back(till, shop)
    assert before["order"] == left["uuid"]
    after = places.wait_place(till)
    assert sorted(after.pop("lines")) == sorted(before.pop("lines"))
    assert after == before
    till.evaluate("() => posmodel.getOrder().setToInvoice(false)")
    till.pay_cash()
    (paid,) = shop.wait_paid(left["uuid"])
    lines = shop.rpc("pos.order", "read", [paid["id"]], ["lines"])[0]["lines"]
    assert len(lines) == 3


def test_the_place_in_an_order_older_than_the_limit_does_not_come_back_by_itself(make_till, shop):
    till = make_till("admin", init_script=clock(-30))
    till.open_shop(FURNITURE)
    before = places.fill_order(till)
    scenarios.wait_kept(till)
    till.init_script = None
    come_back(till, shop)
    till.page.wait_for_selector(f"{NOTICE}:has-text('too long ago')")
    assert places.place(till)["buffer"] != before["buffer"]
    open_list(till)
    assert any(before["reference"][-3:] in row for row in rows(till))


def test_a_clock_that_jumped_back_expires_nothing(make_till, shop):
    till = make_till("admin")
    till.open_shop(FURNITURE)
    before = places.fill_order(till)
    places.settle(till, shop)
    till.init_script = clock(-5000)
    come_back(till, shop)
    assert places.wait_place(till) == before
    assert not till.errors()


def test_what_a_newer_version_has_kept_is_left_alone_and_said(till, shop):
    left = scenarios.begin_order(till)
    till.evaluate(NEWER_VERSION)
    kept = """async () => (await odoo.posSessionRecovery.list())
        .some(({ snapshot }) => snapshot.schema === 2)"""
    wait_until(lambda: till.evaluate(kept), what="the newer version's entry")
    till.close()
    come_back(till, shop)
    till.page.wait_for_selector(f"{NOTICE}:has-text('newer version')")
    assert till.page.locator(DIALOG).count() == 0
    # Stock has the order as well: it can be gone on with.
    assert till.order()["uuid"] == left["uuid"]
    assert not till.errors()


def test_a_browser_that_stores_nothing_is_said_and_the_till_sells(make_till, shop):
    till = make_till("admin", init_script=NOTHING_STORED)
    till.open_shop(FURNITURE)
    till.page.wait_for_selector(".o_notification:has-text('does not store anything')")
    order = till.sell(PRODUCT)
    assert len(shop.wait_paid(order["uuid"])) == 1
    till.next_order()
    assert not till.errors()
