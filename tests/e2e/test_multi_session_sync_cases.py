"""Orders that come back, or were half taken over: none is lost, none is doubled."""

import pytest

from tests.e2e.sync_scenarios import expire_waiting, lines_of, open_till, plug, unplug
from tests.e2e.test_multi_session_sync import wait_state
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT
from tests.till.sync_orders import INBOX, PREVIEW, allow_routes
from tests.waiting import wait_until

DELETE = """async () => { await posmodel.deleteOrders([posmodel.getOrder()]); }"""


@pytest.fixture(scope="module", autouse=True)
def routes(shop):
    """Who sends and who receives."""
    allow_routes(shop)


@pytest.fixture
def pair(make_till, shop):
    """A counter that sends, and a desk that gets."""
    expire_waiting(shop)
    with lines_of(shop) as make_line:
        yield [open_till(make_till, make_line, config) for config in (FURNITURE, CLOTHES)]


@pytest.fixture
def sent(pair, shop):
    """An order on its way; its uuid at the sender."""
    counter, desk = pair
    counter.till.add_product(PRODUCT)
    uuid = counter.send(CLOTHES)
    desk.wait_badge(1)
    return uuid


def test_order_given_back_is_edited_and_sent_again_as_the_next_version(pair, sent, shop):
    counter, desk = pair
    desk.give_back("no space in the van")
    (transfer,) = wait_state(shop, sent, "returned")
    assert transfer["reason"] == "no space in the van"
    wait_until(lambda: "no space in the van" in counter.page.inner_text("body"), 15, "the reason")
    counter.take_back()
    assert len(counter.open_orders()) == 1
    counter.till.add_product(PRODUCT)
    counter.send(CLOTHES)
    desk.wait_badge(1)
    order = desk.take_over()
    assert [line["quantity"] for line in order["lines"]] == [2]
    (again,) = shop.rpc(
        "pos.sync.transfer", "search_read", [["uuid", "=", transfer["uuid"]]], ["version", "state"]
    )
    assert again["version"] == 2


def test_order_called_back_is_gone_there_and_here_again(pair, sent, shop):
    counter, desk = pair
    desk.preview()
    counter.recall("wrong till")
    wait_state(shop, sent, "recalled")
    desk.press_take_over()
    text = desk.page.locator(f"{PREVIEW} [role=alert]").inner_text(timeout=15_000)
    assert "recalled" in text
    assert desk.open_orders() == []
    counter.take_back()
    (order,) = counter.open_orders()
    counter.till.pay_cash()
    shop.wait_paid(order["uuid"])
    counter.till.next_order()
    counter.open_sent()
    counter.page.uncheck(f"{INBOX} input[name=open_only]")
    assert counter.page.locator(f"{INBOX} button[name=reopen]").count() == 0


def test_taken_over_with_the_answer_lost_it_is_continued_as_one_order(pair, sent, shop):
    _counter, desk = pair
    desk.preview()
    desk.line.mode("drop_reply", rpc_method="claim_sync_order", times=1)
    desk.press_take_over()
    desk.page.wait_for_selector(f"{PREVIEW} [role=alert]", timeout=20_000)
    wait_state(shop, sent, "claimed")
    desk.till.reload()
    desk.till.wait_ready()
    desk.wait_badge(1)
    desk.take_over()
    wait_state(shop, sent, "delivered")
    assert len(desk.open_orders()) == 1


def test_till_killed_while_one_looks_at_an_order_has_it_once_afterwards(pair, sent, shop):
    _counter, desk = pair
    desk.preview()
    desk.till.evaluate("() => posmodel.data.synchronizeLocalDataInIndexedDB()")
    desk.till.kill_and_return()
    desk.till.wait_ready()
    desk.wait_badge(1)
    assert desk.open_orders() == []
    desk.take_over()
    wait_state(shop, sent, "delivered")
    assert len(desk.open_orders()) == 1


def test_killed_right_after_the_claim_the_till_goes_on_with_it(pair, sent, shop):
    _counter, desk = pair
    desk.preview()
    script = """() => {
        posmodel.syncOrders.receiver.placer.load = () => new Promise(() => {});
    }"""
    desk.till.evaluate(script)
    desk.press_take_over()
    wait_state(shop, sent, "claimed")
    claims = """async () =>
        (await posmodel.env.services.pos_offline_store.getAll("sync_claims")).length"""
    wait_until(lambda: desk.till.evaluate(claims) == 1, what="the claim on the disk")
    url = desk.till.page.url
    desk.till.kill()
    desk.till.open()
    desk.till.sign_in_quickly(shop.database, "admin")
    desk.till.visit(url)
    desk.till.wait_ready()
    desk.wait_badge(1)
    desk.take_over()
    wait_state(shop, sent, "delivered")
    assert len(desk.open_orders()) == 1


def test_order_deleted_by_the_receiver_goes_back_to_its_sender(pair, sent, shop):
    counter, desk = pair
    desk.take_over()
    wait_state(shop, sent, "delivered")
    desk.till.evaluate(DELETE)
    wait_state(shop, sent, "returned")
    counter.take_back()
    assert len(counter.open_orders()) == 1


def test_send_that_is_refused_is_taken_back_from_the_list(pair, shop):
    counter, _desk = pair
    counter.till.add_product(PRODUCT)
    total = counter.till.order()["total"]
    unplug(counter)
    counter.send(CLOTHES)
    shop.rpc("pos.config", "write", [CLOTHES], {"is_sync_receiver": False})
    try:
        plug(counter)
        wait_until(lambda: [one["state"] for one in counter.waiting()] == ["failed"], 60)
        assert counter.open_orders() == []
        counter.take_back_refused()
        assert [order["total"] for order in counter.open_orders()] == [total]
        assert counter.waiting() == []
    finally:
        shop.rpc("pos.config", "write", [CLOTHES], {"is_sync_receiver": True})


def test_closing_the_session_warns_of_orders_on_their_way(pair, sent):
    _counter, desk = pair
    desk.page.click(".pos-rightheader button:has(.fa-bars)")
    desk.page.click(".o-dropdown-item:has-text('Close Register')")
    desk.page.wait_for_selector(".modal:has-text('Orders are on their way')")
    desk.page.click(".modal:has-text('Orders are on their way') .btn-secondary")
    desk.page.wait_for_selector(INBOX)


def test_two_devices_of_one_point_of_sale_take_an_order_once(pair, sent, shop, make_till):
    _counter, desk = pair
    with lines_of(shop) as make_line:
        second = open_till(make_till, make_line, CLOTHES)
        second.wait_badge(1)
        second.preview()
        desk.take_over()
        second.press_take_over()
        text = second.page.locator(f"{PREVIEW} [role=alert]").inner_text(timeout=15_000)
        assert "has taken" in text
        (transfer,) = wait_state(shop, sent, "delivered")
        assert [order["transfer"] for order in desk.open_orders()] == [transfer["uuid"]]
        assert second.open_orders() in ([], desk.open_orders())
        second.wait_badge(0)


def test_order_handed_over_does_not_come_back_after_a_kill(pair, shop):
    counter, desk = pair
    counter.till.add_product(PRODUCT)
    counter.till.wait_written()
    unplug_uuid = counter.send(CLOTHES)
    url = counter.till.page.url
    counter.till.kill()
    counter.till.open()
    counter.till.sign_in_quickly(shop.database, "admin")
    counter.till.visit(url)
    counter.till.wait_ready()
    wait_state(shop, unplug_uuid, "sent")
    assert counter.open_orders() == []
    desk.wait_badge(1)
