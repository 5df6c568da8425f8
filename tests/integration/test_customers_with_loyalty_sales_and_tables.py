"""With Odoo's loyalty, sales and restaurant installed: a waiting customer leads to no traceback."""

import pytest

from tests.e2e import scenarios
from tests.till.customers import Customers
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT
from tests.waiting import wait_until

NEEDS_SERVER = '.modal:has-text("This needs the server")'
# Points that the open order gives, as the till has counted them; and whether anything broke.
POINTS = """(program) => Object.values(posmodel.getOrder().uiState.couponPointChanges || {})
    .filter(({ program_id }) => program_id === program).map(({ points }) => points)"""
ADD_ANY = """async () => {
    const product = posmodel.models["product.template"].find((one) => one.available_in_pos
        && !one.isConfigurable() && !one.isCombo() && one.tracking === "none");
    await posmodel.addLineToCurrentOrder({ product_tmpl_id: product });
}"""
BROKEN = "() => document.querySelector('.o_error_dialog, .pos-error')?.innerText ?? null"

KIND = "suite_with_others"
NEW_SHOP = True


@pytest.fixture(scope="module")
def program(shop):
    """A loyalty program: one point for each order."""
    rule = {"reward_point_amount": 1, "reward_point_mode": "order", "minimum_amount": 0}
    values = {"name": "Points", "program_type": "loyalty", "trigger": "auto"}
    values |= {"applies_on": "both", "pos_ok": True, "rule_ids": [[0, 0, rule]]}
    return shop.rpc("loyalty.program", "create", values)


@pytest.fixture(scope="module")
def visited(program, visited):
    """The program comes first: a till does not learn of it while it opens from what it stored."""
    return visited


@pytest.fixture
def customers(till, shop, program):
    """The customers of a till that is ready for an outage."""
    scenarios.visit_twice(till, shop)
    return Customers(till)


def cards(shop, program, name):
    """Points of the cards of the customers with that name."""
    domain = [["program_id", "=", program], ["partner_id.name", "=", name]]
    found = shop.rpc("loyalty.card", "search_read", domain, ["points"])
    return [card["points"] for card in found]


def open_quotations(till):
    till.page.click(".product-screen .more-btn")
    till.page.click('.modal button:has-text("Quotation/Order")')


def test_points_of_a_waiting_customer_are_on_their_card_once(customers, till, shop, program):
    shop.unplug()
    customers.create(name="Loya Waiting")
    till.add_product(PRODUCT)
    wait_until(lambda: till.evaluate(POINTS, program) == [1], what="the point of the order")
    order = till.pay_cash()
    shop.plug()
    customers.wait_through()
    shop.wait_paid(order["uuid"])
    wait_until(lambda: cards(shop, program, "Loya Waiting") == [1], 30, "the point on the card")
    assert till.evaluate(BROKEN) is None
    assert till.errors() == []


def test_quotations_of_a_waiting_customer_say_that_they_need_the_server(customers, till, shop):
    shop.unplug()
    customers.create(name="Quota Waiting")
    till.add_product(PRODUCT)
    open_quotations(till)
    till.page.wait_for_selector(NEEDS_SERVER)
    assert "Quota Waiting" in till.page.inner_text(NEEDS_SERVER)
    till.page.click(f"{NEEDS_SERVER} .btn-primary")
    shop.plug()
    customers.wait_through()
    open_quotations(till)
    till.page.wait_for_selector(".modal .o_list_view, .modal .o_kanban_view")
    assert till.errors() == []


def test_code_for_a_customer_that_was_refused_says_that_it_needs_the_server(
    customers, till, shop, program
):
    shop.rpc("pos.config", "write", [FURNITURE], {"offline_customer_duplicate_policy": "ask"})
    shop.rpc("res.partner", "create", {"name": "Cody Known", "email": "cody@example.com"})
    shop.unplug()
    customers.create(name="Cody Refused", email="cody@example.com")
    till.add_product(PRODUCT)
    shop.plug()
    wait_until(lambda: [one["state"] for one in customers.waiting()] == ["failed"], 30)
    till.evaluate("() => { posmodel.activateCode('SOME-CODE'); }")
    till.page.wait_for_selector(NEEDS_SERVER)
    till.page.click(f"{NEEDS_SERVER} .btn-primary")
    order = till.pay_cash()
    assert len(shop.wait_paid(order["uuid"])) == 1
    assert till.evaluate(BROKEN) is None
    assert cards(shop, program, "Cody Known") == []
    (log,) = shop.rpc("pos.customer.offline.log", "search", [["name", "=", "Cody Refused"]])
    wizard = shop.rpc("pos.customer.offline.resolve", "create", {"log_id": log})
    shop.rpc("pos.customer.offline.resolve", "action_use_existing", [wizard])
    assert cards(shop, program, "Cody Known") == [1]


def test_order_on_a_table_reaches_the_server_with_its_waiting_customer(till, shop, program):
    shop.rpc("pos.config", "write", [CLOTHES], {"module_pos_restaurant": True})
    floor = {"name": "Garden", "pos_config_ids": [[4, CLOTHES]]}
    floor = shop.rpc("restaurant.floor", "create", floor)
    table = {"table_number": 7, "floor_id": floor, "seats": 2}
    table = shop.rpc("restaurant.table", "create", table | {"position_h": 9, "position_v": 9})
    till.visit(till.shop_url(CLOTHES))
    till.wait_state("login", timeout=60)
    till.page.click(".screen-login .open-register-btn")
    till.wait_state("opening")
    till.page.click(".modal-footer .btn-primary")
    till.page.wait_for_selector(".modal .opening-notes", state="detached")
    till.wait_offline_ready()
    shop.unplug()
    till.evaluate(
        """(id) => {
            const order = posmodel.addNewOrder({
                table_id: posmodel.models["restaurant.table"].get(id) });
            posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
        }""",
        table,
    )
    till.wait_state("product")
    customers = Customers(till)
    customers.create(name="Tabea Waiting")
    till.evaluate(ADD_ANY)
    order = till.pay_cash()
    shop.plug()
    shop.wait_paid(order["uuid"])
    domain = [["uuid", "=", order["uuid"]], ["partner_id.name", "=", "Tabea Waiting"]]
    wait_until(lambda: shop.rpc("pos.order", "search_count", domain) == 1, 30, "its customer")
    assert till.errors() == []
