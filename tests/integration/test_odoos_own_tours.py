"""Odoo's own tours of what a shop has beside the till, with ours installed: a part of all of them.

`make test-odoo` runs all, and compares them with what they say without ours.
"""

import pytest

from dev import odoo_parts, paths
from dev.children import run_visible
from dev.testing import odoo_environment, odoo_pytest

QUOTATION = (
    "pos_sale/tests/test_pos_sale_flow.py::TestPoSSale::test_settle_order_with_different_product"
)
LOYALTY = "pos_loyalty/tests/test_frontend.py::TestUi::test_loyalty_free_product_rewards_2"
FLOOR = "pos_restaurant/tests/test_frontend.py::TestFrontend::test_delete_line_release_table"
EMPLOYEE = "pos_hr/tests/test_frontend.py::TestUi::test_01_pos_hr_tour"
SELF_ORDER = (
    "pos_self_order/tests/test_self_order_common.py"
    "::TestSelfOrderCommon::test_self_order_consultation_open"
)
CHOSEN = [QUOTATION, LOYALTY, FLOOR, EMPLOYEE, SELF_ORDER]


@pytest.fixture(scope="module")
def outcomes(postgres, tmp_path_factory):
    """What each of the chosen tests says, by its name."""
    noted = tmp_path_factory.mktemp("odoo") / "outcomes.jsonl"
    nodes = [str(paths.odoo_module(name.split("/")[0]).parent / name) for name in CHOSEN]
    plugin = ["-p", "dev.odoo_parts", f"--outcomes={noted}", "--tb=short"]
    shop = {"kind": "suite_with_others", "more": ["pos_self_order"], "patient": True}
    with odoo_pytest(postgres, *plugin, *nodes, **shop) as command:
        run_visible(command, env=odoo_environment())
    return odoo_parts.read(noted)


def test_quotation_is_settled_at_the_till(outcomes):
    assert outcomes[QUOTATION] == "passed"


def test_loyalty_gives_its_rewards(outcomes):
    assert outcomes[LOYALTY] == "passed"


def test_table_is_taken_and_released_on_the_floor(outcomes):
    assert outcomes[FLOOR] == "passed"


def test_employees_log_in_one_after_another(outcomes):
    assert outcomes[EMPLOYEE] == "passed"


def test_page_for_self_orders_opens(outcomes):
    assert outcomes[SELF_ORDER] == "passed"
