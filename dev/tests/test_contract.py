"""What the suite uses of Odoo's code is listed, and is there."""

import pytest

from dev import contract
from dev.contract import document


@pytest.fixture(scope="module")
def rows():
    return contract.read()


def test_all_that_the_modules_use_is_in_the_odoo_at_hand(rows):
    assert [contract.name_of(row) for row in rows if not row["exists"]] == []


def test_the_page_is_as_the_sources_are(rows):
    assert contract.PAGE.read_text() == document.write(rows), "make contract ARGS=--write"


@pytest.mark.parametrize(
    "wanted",
    [
        ("@point_of_sale/app/services/pos_store", "PosStore", "syncAllOrders", "overridden"),
        ("@point_of_sale/app/services/pos_store", "PosStore", "", "imported"),
        ("model", "pos.order", "sync_from_ui", "overridden"),
    ],
)
def test_a_patch_an_import_and_a_method_of_a_model_are_found(rows, wanted):
    keys = ("stock", "name", "member", "how")
    assert wanted in [tuple(row[key] for key in keys) for row in rows]


def test_a_node_of_a_template_is_found(rows):
    nodes = [row["name"] for row in rows if row["how"] == "template"]
    assert "point_of_sale.Navbar" in nodes


def test_a_method_that_odoo_no_longer_has_is_named(monkeypatch, capsys):
    gone = {"name": "PosStore", "member": "gone", "stock": "@point_of_sale/x", "file": "our.js"}
    monkeypatch.setattr(contract, "read", lambda: [{**gone, "exists": False}])
    assert contract.run() == 1
    assert "PosStore.gone (@point_of_sale/x) is not in this Odoo; our.js uses it." in (
        capsys.readouterr().out
    )
