"""An order goes from one till to another: there at once, the same, and only once."""

import pytest

from tests.e2e.sync_scenarios import (
    cut_websocket,
    expire_waiting,
    lines_of,
    open_till,
    plug,
    unplug,
)
from tests.till.shop import BAKERY, CLOTHES, FURNITURE, PRODUCT
from tests.till.sync_orders import INBOX, PREVIEW, allow_routes
from tests.waiting import wait_until

# An order as a counter takes it: a discount, a price by hand, notes, a customer, half a piece.
DRESS = """async () => {
    const order = posmodel.getOrder();
    const [first, second] = order.lines;
    first.setQuantity(2.5);
    first.setDiscount(10);
    first.setCustomerNote("in blue");
    second.setUnitPrice(12.34);
    second.price_type = "manual";
    order.setGeneralCustomerNote("collects at five");
    order.partner_id = posmodel.models["res.partner"].find(({ name }) => name);
}"""
OTHER = "Monitor Stand"


@pytest.fixture(scope="module", autouse=True)
def routes(shop):
    """Who sends and who receives."""
    allow_routes(shop)


@pytest.fixture
def open_sync(make_till, shop):
    """Function that opens a till of a point of sale, on a line of its own."""
    with lines_of(shop) as make_line:
        yield lambda config_id: open_till(make_till, make_line, config_id)


@pytest.fixture
def ended(shop):
    """Nothing of before waits for anybody."""
    expire_waiting(shop)


def wait_state(shop, uuid, state, timeout=30):
    """Wait until the server has the transfers of an order in that state; returns them."""

    def find():
        (order,) = shop.rpc(
            "pos.sync.order", "search_read", [["source_uuid", "=", uuid]], ["transfer_ids"]
        ) or [{"transfer_ids": []}]
        rows = shop.rpc(
            "pos.sync.transfer",
            "read",
            order["transfer_ids"],
            ["state", "version", "reason", "delivered_uuid", "uuid"],
        )
        return rows if state in {row["state"] for row in rows} else None

    return wait_until(find, timeout, f"{uuid} {state}")


def states_of(shop, uuid):
    """States of the transfers of a delivered order."""
    return sorted(row["state"] for row in wait_state(shop, uuid, "delivered"))


def test_order_is_sent_taken_over_the_same_and_paid(open_sync, shop, ended):
    counter, desk = open_sync(FURNITURE), open_sync(CLOTHES)
    counter.till.add_product(PRODUCT)
    counter.till.add_product(OTHER)
    counter.till.evaluate(DRESS)
    content = counter.content()
    uuid = counter.send(CLOTHES, note="for the lady in red")
    assert counter.open_orders() == []
    desk.wait_badge(1)
    assert not desk.is_degraded()
    order = desk.take_over()
    arrived = desk.content()
    assert arrived["lines"] == content["lines"]
    assert arrived == content
    assert order["uuid"] != uuid
    wait_state(shop, uuid, "delivered")
    counter.open_sent()
    mine = "for the lady in red"
    wait_until(lambda: counter.states_of(mine) == ["delivered"], 30, "the delivery")
    paid = desk.till.pay_cash()
    shop.wait_paid(paid["uuid"])
    (transfer,) = wait_state(shop, uuid, "paid")
    assert transfer["delivered_uuid"] == paid["uuid"]
    counter.page.uncheck(f"{INBOX} input[name=open_only]")
    wait_until(lambda: counter.states_of(mine) == ["paid"], 30, "the payment")
    assert counter.till.errors() == desk.till.errors() == []


def test_order_sent_without_the_server_arrives_once_also_when_the_answer_is_lost(
    open_sync, shop, ended
):
    counter, desk = open_sync(FURNITURE), open_sync(CLOTHES)
    counter.till.add_product(PRODUCT)
    unplug(counter)
    uuid = counter.send(CLOTHES)
    assert [one["kind"] for one in counter.waiting()] == ["sync.send"]
    assert counter.open_orders() == []
    counter.till.reload()
    counter.till.wait_ready()
    assert counter.open_orders() == []
    counter.line.mode("drop_reply", rpc_method="apply_offline_operations", times=1)
    counter.wait_sent(60)
    assert len(wait_state(shop, uuid, "sent")) == 1
    desk.wait_badge(1)
    desk.take_over()
    assert len(desk.open_orders()) == 1


def test_order_arrives_by_the_clock_with_the_websocket_cut(open_sync, shop, ended):
    counter, desk = open_sync(FURNITURE), open_sync(CLOTHES)
    cut_websocket(desk)
    wait_until(desk.is_degraded, 30, "the mark of the live line")
    counter.till.add_product(PRODUCT)
    uuid = counter.send(CLOTHES)
    wait_state(shop, uuid, "sent")
    desk.wait_badge(1, timeout=30)  # how soon, `make bench` says
    plug(desk)
    wait_until(lambda: not desk.is_degraded(), 60, "the live line again")
    assert desk.badge() == 1


def test_of_two_tills_at_once_one_gets_it_and_the_other_reads_who(open_sync, shop, ended):
    counter, one, other = open_sync(FURNITURE), open_sync(CLOTHES), open_sync(BAKERY)
    counter.till.add_product(PRODUCT)
    uuid = counter.send(CLOTHES, BAKERY, mode="first")
    tills = (one, other)
    for till in tills:
        till.wait_badge(1)
        till.preview()
    for till in tills:  # both are on their way before either is answered
        script = f"() => document.querySelector('{PREVIEW} button[name=deliver]').click()"
        till.till.evaluate(script)
    wait_state(shop, uuid, "delivered")
    wait_until(lambda: sum(len(till.open_orders()) for till in tills) == 1, 30, "one order")
    loser = next(till for till in tills if not till.open_orders())
    text = loser.page.locator(f"{PREVIEW} [role=alert]").inner_text(timeout=15_000)
    assert "has taken" in text
    assert states_of(shop, uuid) == ["delivered", "recalled"]
    assert loser.till.errors() == []


def test_each_of_two_tills_gets_an_order_of_its_own(open_sync, shop, ended):
    counter, one, other = open_sync(FURNITURE), open_sync(CLOTHES), open_sync(BAKERY)
    counter.till.add_product(PRODUCT)
    uuid = counter.send(CLOTHES, BAKERY, mode="each")
    for till in (one, other):
        till.wait_badge(1)
        till.take_over()
        assert len(till.open_orders()) == 1
    wait_until(
        lambda: [row["state"] for row in wait_state(shop, uuid, "delivered")] == ["delivered"] * 2,
        30,
        "both deliveries",
    )


def test_what_came_while_the_till_was_away_is_there_once(open_sync, shop, ended):
    counter, desk = open_sync(FURNITURE), open_sync(CLOTHES)
    desk.till.wait_written()
    desk.till.visit("about:blank")
    for _ in range(2):
        counter.till.add_product(PRODUCT)
        counter.send(CLOTHES)
    counter.wait_sent()
    desk.till.open_shop(CLOTHES)
    desk.wait_badge(2)
    desk.till.wait_written()
    desk.till.reload()
    desk.till.wait_ready()
    desk.wait_badge(2)
    unplug(desk)
    counter.till.add_product(PRODUCT)
    counter.send(CLOTHES)
    counter.wait_sent()
    assert desk.badge() == 2
    plug(desk)
    desk.wait_badge(3, timeout=30)


def test_till_opened_without_the_server_shows_what_waited(open_sync, shop, ended):
    counter, desk = open_sync(FURNITURE), open_sync(CLOTHES)
    desk.till.wait_offline_ready()
    counter.till.add_product(PRODUCT)
    counter.send(CLOTHES)
    desk.wait_badge(1)
    unplug(desk)
    desk.till.reload()
    desk.till.wait_ready()
    desk.wait_badge(1)
    desk.open_inbox()
    said = "No connection to the server"  # once the till that has just started knows it
    desk.page.wait_for_selector(f"{INBOX} [role=status]:has-text('{said}')", timeout=30_000)
