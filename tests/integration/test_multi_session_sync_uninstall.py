"""Orders between tills go alone: none is lost by it, and all else of till and server is stock's."""

import pytest

from tests.e2e import sync_scenarios as scenarios
from tests.e2e.sync_scenarios import lines_of, open_till
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT
from tests.till.sync_orders import BUTTON, allow_routes
from tests.waiting import wait_until

MODULE = "pos_multi_session_sync"
HAS_MODULE = "() => Boolean(posmodel.syncOrders)"
STATES = """() => posmodel.env.services.pos_outbox.list().map(({ kind, state }) => [kind, state])"""
KEPT = """async () => {
    const { pos_offline_store: store } = posmodel.env.services;
    const areas = ["sync_transfers", "sync_meta"];
    return (await Promise.all(areas.map((area) => store.getAll(area)))).flat().length;
}"""


def switch(shop, action):
    (module,) = shop.rpc("ir.module.module", "search", [["name", "=", MODULE]])
    shop.rpc("ir.module.module", f"button_immediate_{action}", [module])


def left_over(shop):
    """How much of the module the server has."""
    like = {
        "ir.model": [["model", "like", "pos.sync"]],
        "ir.model.fields": [["name", "like", "sync_transfer"]],
        "ir.model.data": [["module", "=", MODULE]],
        "ir.cron": [["name", "like", "between tills"]],
    }
    return sum(shop.rpc(model, "search_count", domain) for model, domain in like.items())


def give_up_all(shop):
    """Nothing of before, and nothing of the demo data, is on its way."""
    scenarios.expire_waiting(shop)
    claimed = shop.rpc("pos.sync.order", "search", [["transfer_ids.state", "=", "claimed"]])
    if claimed:
        values = {"sync_order_ids": [[6, 0, claimed]], "step": "fail", "reason": "uninstalled"}
        wizard = shop.rpc("pos.sync.reason", "create", [values])
        shop.rpc("pos.sync.reason", "action_confirm", wizard)


def reopen(sync, shop, has_module):
    """The till is opened anew: a page that is open meanwhile knows of no uninstall.

    A server that has just read its modules anew may be slower than the till's deadline: then the
    page of before comes once more.
    """

    def is_of_today():
        sync.till.visit("about:blank")
        sync.till.visit(sync.till.shop_url(FURNITURE, from_backend=True))
        sync.till.wait_ready(timeout=60)
        return sync.till.evaluate(HAS_MODULE) is has_module

    wait_until(is_of_today, 120, "the page as the server has it now")


def test_uninstall_waits_for_orders_on_their_way_and_loses_none_that_was_not_sent_yet(
    make_till, shop
):
    allow_routes(shop)
    give_up_all(shop)
    with lines_of(shop) as make_line:
        counter = open_till(make_till, make_line, FURNITURE)
        counter.till.add_product(PRODUCT)
        counter.send(CLOTHES)
        counter.wait_sent()
        with pytest.raises(Exception, match="Orders are on their way between tills"):
            switch(shop, "uninstall")
        give_up_all(shop)
        scenarios.unplug(counter)
        counter.till.add_product(PRODUCT)
        total = counter.till.order()["total"]
        counter.send(CLOTHES)
        switch(shop, "uninstall")
        assert left_over(shop) == 0
        counter.till.visit("about:blank")
        scenarios.plug(counter)
        reopen(counter, shop, has_module=False)
        failed = [["sync.send", "failed"]]
        wait_until(lambda: counter.till.evaluate(STATES) == failed, 60, "the list of what failed")
        wait_until(lambda: counter.till.evaluate(KEPT) == 0, 30, "nothing kept")
        sale = counter.till.sell(PRODUCT)
        assert len(shop.wait_paid(sale["uuid"])) == 1
        assert counter.till.errors() == []
        switch(shop, "install")
        allow_routes(shop)
        reopen(counter, shop, has_module=True)
        counter.page.wait_for_selector(BUTTON)
        assert counter.take_back_refused()["total"] == total
        assert counter.waiting() == []
