"""Each module of ours alone, beside those of Odoo: it comes, the till starts and sells, it goes.

With all of Odoo's at once: what two of them do to each other shows there as well. A run takes two
of ours; EVERY=1 takes all, also for each pair of one of ours and one of Odoo's, which takes long.
"""

import os

import pytest

from dev.databases import OTHERS
from dev.paths import our_modules
from tests.integration.test_multi_session_sync_uninstall import give_up_all
from tests.sampling import sampled
from tests.till.shop import FURNITURE, Shop
from tests.waiting import wait_until

ENDS = [name.removeprefix("pos_") for name in OTHERS] if os.environ.get("EVERY") else []
BASE = "pos_offline_base"
EMPLOYEE = "Ann"
SEATED = """(id) => {
    const table = posmodel.models["restaurant.table"].get(id);
    const order = posmodel.addNewOrder({ table_id: table });
    posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
}"""
# A plain product and a customer, whatever the page shows.
FILLED = """async () => {
    const { models } = posmodel;
    const product = models["product.template"].find((one) => one.available_in_pos
        && !one.isConfigurable() && !one.isCombo() && one.tracking === "none");
    await posmodel.addLineToCurrentOrder({ product_tmpl_id: product });
    posmodel.getOrder().setPartner(models["res.partner"].find(({ name }) => name));
    posmodel.getOrder().setToInvoice(false); // not every machine has a tool for the invoice's PDF
    posmodel.navigate("ProductScreen", { orderUuid: posmodel.getOrder().uuid });
}"""


@pytest.fixture(scope="module", params=["others", *ENDS])
def shop(request, postgres):
    """A shop that uses what it has of Odoo: employees, tables, points."""
    with Shop(postgres, f"stock_with_{request.param}", f"test_alone_{request.param}") as running:
        _use_neighbours(running)
        yield running


def _use_neighbours(shop):
    config = shop.rpc("pos.config", "fields_get", [], ["type"])
    for name in sorted({"module_pos_hr", "module_pos_restaurant"}.intersection(config)):
        shop.rpc("pos.config", "write", [FURNITURE], {name: True})
    if _is_installed(shop, "pos_hr"):
        shop.rpc("hr.employee", "create", {"name": EMPLOYEE})
    if _is_installed(shop, "pos_loyalty"):
        rule = {"reward_point_amount": 1, "reward_point_mode": "order", "minimum_amount": 0}
        values = {"name": "Points", "program_type": "loyalty", "trigger": "auto"}
        values |= {"applies_on": "both", "pos_ok": True, "rule_ids": [[0, 0, rule]]}
        shop.rpc("loyalty.program", "create", values)
    if _is_installed(shop, "pos_restaurant"):
        floor = {"name": "Garden", "pos_config_ids": [[4, FURNITURE]]}
        floor = shop.rpc("restaurant.floor", "create", floor)
        table = {"table_number": 7, "floor_id": floor, "seats": 2}
        shop.rpc("restaurant.table", "create", table | {"position_h": 9, "position_v": 9})


def _is_installed(shop, module):
    domain = [["name", "=", module], ["state", "=", "installed"]]
    return bool(shop.rpc("ir.module.module", "search_count", domain))


def _switch(shop, module, action):
    modules = shop.rpc("ir.module.module", "search", [["name", "=", module]])
    shop.rpc("ir.module.module", f"button_immediate_{action}", modules)


def _start(till, shop):
    """From the address of the till to the product screen, past what its neighbours ask."""
    till.visit(till.shop_url(FURNITURE, from_backend=True))
    while till.wait_state("product", "opening", "login", "other", timeout=60) != "product":
        if till.state() == "login":
            till.page.click(".screen-login .open-register-btn")
            if _is_installed(shop, "pos_hr"):
                till.page.click(".screen-login .select-cashier")
                choice = ".modal button, .modal .selection-item"
                till.page.locator(choice, has_text=EMPLOYEE).first.click()
            till.page.wait_for_selector(".screen-login", state="detached")
        elif till.state() == "opening":
            till.page.click(".modal-footer .btn-primary")
            till.page.wait_for_selector(".modal .opening-notes", state="detached")
        elif till.evaluate("() => Boolean(document.querySelector('.floor-screen'))"):
            (table,) = shop.rpc("restaurant.table", "search", [["floor_id.name", "=", "Garden"]])
            till.evaluate(SEATED, table)


def _sell(till, shop):
    _start(till, shop)
    till.evaluate(FILLED)
    sale = till.pay_cash()
    assert len(shop.wait_paid(sale["uuid"])) == 1
    assert till.errors() == []


@pytest.mark.parametrize("module", sampled(our_modules(), 2))
def test_module_comes_sells_and_goes_beside_odoos(module, make_till, shop):
    _switch(shop, module, "install")
    till = make_till("admin")
    _sell(till, shop)
    if _is_installed(shop, "pos_multi_session_sync"):
        give_up_all(shop)  # of its demo data: it does not go while orders are on their way
    _switch(shop, BASE, "uninstall")
    assert not [name for name in our_modules() if _is_installed(shop, name)]
    wait_until(lambda: till.visit("about:blank") is None, what="the page left")
    _sell(till, shop)
