"""The customer queue goes alone: what waits is seen, all else of till and server is stock's."""

from tests.e2e import scenarios
from tests.till.customers import Customers
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

MODULE = "pos_customer_offline_queue"
STATES = (
    """() => posmodel.env.services.pos_outbox?.list().map(({ kind, state }) => [kind, state])"""
)
STORED = """() => {
    const mark = document.querySelector('meta[name="pos-offline-cache"]');
    return mark?.dataset.served === "cache";
}"""
KEPT = "async () => (await posmodel.env.services.pos_offline_store.getAll('customer_ids')).length"


def ours(shop, model, field):
    return shop.rpc(model, "search_count", [[field, "like", "%offline_customer%"]])


def opens_anew(till):
    """A server that answers late, as just after an uninstall, is waited for only so long."""
    till.visit(till.shop_url(FURNITURE, from_backend=True), timeout=30)
    till.wait_ready(timeout=60)
    return not till.evaluate(STORED)


def test_uninstalled_nothing_of_it_is_left_and_a_customer_that_waits_is_told(till, shop):
    scenarios.visit_twice(till, shop)
    customers = Customers(till)
    shop.line.mode("refuse")
    customers.create(name="Vic Through")
    shop.line.mode("pass")
    customers.wait_through()
    wait_until(lambda: till.evaluate(KEPT) == 1, what="the number of the first kept")
    shop.line.mode("refuse")
    customers.create(name="Wim Waits")
    order = till.sell(PRODUCT)
    (module,) = shop.rpc("ir.module.module", "search", [["name", "=", MODULE]])
    shop.rpc("ir.module.module", "button_immediate_uninstall", [module])
    assert ours(shop, "ir.model.fields", "name") == 0
    assert shop.rpc("ir.model", "search_count", [["model", "like", "pos.customer.offline"]]) == 0
    assert shop.rpc("ir.model.data", "search_count", [["module", "=", MODULE]]) == 0
    # A page from before, still open or opened while the server is slow, knows of no uninstall.
    till.visit("about:blank")
    shop.line.mode("502", path="^/pos/ui")
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    assert till.evaluate(STORED)
    shop.wait_paid(order["uuid"])
    till.visit("about:blank")
    shop.line.mode("pass")
    wait_until(lambda: opens_anew(till), 120, "the page of the server")
    failed = [["partner.create", "failed"]]
    wait_until(lambda: till.evaluate(STATES) == failed, 60, "the list of what failed")
    wait_until(lambda: till.evaluate(KEPT) == 0, 30, "nothing kept")
    assert shop.rpc("res.partner", "search_count", [["name", "=", "Vic Through"]]) == 1
    assert till.errors() == []
