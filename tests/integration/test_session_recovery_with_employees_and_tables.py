"""With Odoo's employees and restaurant installed: cashier, table and courses come back right."""

import pytest

from tests.e2e import places
from tests.till.shop import FURNITURE
from tests.waiting import wait_until

COURSES = """() => posmodel.getOrder().course_ids.map((course) => [course.index,
    course.line_ids.map((line) => line.uuid)])"""

KIND = "suite_with_others"


@pytest.fixture(scope="module")
def restaurant(shop):
    """The shop with employees Ann and Bob, and a floor with one table; returns the table's id."""
    for name in ("Ann", "Bob"):
        shop.rpc("hr.employee", "create", {"name": name})
    values = {"module_pos_hr": True, "module_pos_restaurant": True}
    shop.rpc("pos.config", "write", [FURNITURE], values)
    floor = {"name": "Garden", "pos_config_ids": [[4, FURNITURE]]}
    floor = shop.rpc("restaurant.floor", "create", floor)
    table = {"table_number": 7, "floor_id": floor, "seats": 2}
    table |= {"position_h": 10, "position_v": 10}
    return shop.rpc("restaurant.table", "create", table)


def log_in(till, name):
    till.wait_state("login", "other", timeout=60)
    till.page.click(".screen-login .open-register-btn")
    till.page.click(".screen-login .select-cashier")
    till.page.locator(".modal button, .modal .selection-item", has_text=name).first.click()
    wait_until(lambda: till.evaluate("() => posmodel.cashier?.name") == name, 10, f"{name} in")


def open_register(till):
    till.wait_state("opening")
    till.page.click(".modal-footer .btn-primary")
    till.page.wait_for_selector(".modal .opening-notes", state="detached")


def seat(till, table):
    """An order on the table with two courses, the second selected."""
    till.evaluate(
        """async (id) => {
            const table = posmodel.models["restaurant.table"].get(id);
            const order = posmodel.addNewOrder({ table_id: table });
            posmodel.navigate("ProductScreen", { orderUuid: order.uuid });
        }""",
        table,
    )
    till.wait_state("product")
    till.add_product("Desk Organizer")
    till.evaluate("() => posmodel.addCourse()")
    till.add_product("Letter Tray")
    assert len(till.evaluate(COURSES)) == 2
    return places.place(till)


def test_cashier_table_and_courses_come_back_to_their_own_cashier_only(new_till, shop, restaurant):
    till = new_till
    till.visit(till.shop_url(FURNITURE))
    log_in(till, "Ann")
    open_register(till)
    before = seat(till, restaurant)
    courses = till.evaluate(COURSES)
    places.settle(till, shop)
    till.reload()
    assert places.wait_place(till) == before
    assert till.evaluate("() => posmodel.cashier.name") == "Ann"
    assert till.evaluate("() => posmodel.selectedTable.id") == restaurant
    assert till.evaluate(COURSES) == courses
    places.settle(till, shop)
    till.reopen()
    till.visit(till.shop_url(FURNITURE))
    log_in(till, "Ann")
    places.wait_place(till)  # what is shown first may be where who logs in begins
    wait_until(lambda: places.place(till) == before, what="the place of before")
    assert till.evaluate(COURSES) == courses
    places.settle(till, shop)
    till.reopen()
    till.visit(till.shop_url(FURNITURE))
    log_in(till, "Bob")
    assert till.evaluate("() => odoo.posSessionRecovery.last") is None
    assert (places.place(till) or {}).get("order") != before["order"]
