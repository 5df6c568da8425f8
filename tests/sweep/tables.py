"""Scenes in a restaurant, and the register that is opened and closed."""

from tests.sweep.scene import scene
from tests.till.shop import BAKERY, CLOTHES, PRODUCT

OTHER = "Letter Tray"
FLOOR = "() => document.querySelector('.floor-screen') !== null"
NO_MODAL = "() => document.querySelector('.modal') === null"


def _sit(hand, table):
    hand.do(
        "the table",
        "(id) => posmodel.setTableFromUi(posmodel.models['restaurant.table'].get(id))",
        """(id) => posmodel.getOrder()?.table_id?.id === id
            && document.querySelector(".product-screen") !== null""",
        table,
    )


def _to_the_floor(hand):
    hand.do("the floor", "() => { posmodel.navigate('FloorScreen'); }", FLOOR)


def _seated(hand):
    _to_the_floor(hand)
    _sit(hand, hand.data.tables[0])
    hand.add(PRODUCT)
    hand.do(
        "a second course",
        "() => { posmodel.addCourse(); }",
        "() => posmodel.getOrder().course_ids.length === 2",
    )
    hand.add(OTHER)


@scene("table with two courses", config=CLOTHES, needs="restaurant.table")
def table(hand, _made):
    """Seated, saved, opened again, paid."""
    _seated(hand)
    _to_the_floor(hand)
    _sit(hand, hand.data.tables[0])
    hand.pay()


@scene("table changed", config=CLOTHES, needs="restaurant.table")
def transfer(hand, _made):
    """A saved order moves to another table and is paid there."""
    _seated(hand)
    _to_the_floor(hand)
    _sit(hand, hand.data.tables[0])
    hand.do(
        "the other table",
        """(id) => posmodel.transferOrder(posmodel.getOrder().uuid,
            posmodel.models["restaurant.table"].get(id))""",
        """(id) => posmodel.getOrder()?.table_id?.id === id
            && posmodel.getOrder().lines.length === 2""",
        hand.data.tables[1],
    )
    hand.pay()


@scene("bill split", config=CLOTHES, needs="restaurant.table")
def split(hand, _made):
    """One pays their part, the other the rest."""
    _seated(hand)
    hand.do(
        "the split",
        """() => posmodel.navigate("SplitBillScreen", { orderUuid: posmodel.getOrder().uuid })""",
        "() => document.querySelector('.splitbill-screen .orderline') !== null",
    )
    hand.till.page.click(".splitbill-screen .orderline >> nth=0")
    hand.do(
        "a part paid",
        "() => { document.querySelector('.splitbill-screen .pay-button button').click(); }",
        "() => document.querySelector('.payment-screen') !== null",
        again=False,
    )
    hand.validate()
    _to_the_floor(hand)
    _sit(hand, hand.data.tables[0])
    hand.pay()


# -- The register ----------------------------------------------------------------------------------


@scene("register of a day", config=BAKERY)
def register(hand, _made):
    """A register that is opened, sells, has cash put in and taken out, and is closed."""
    hand.begin()
    hand.do(
        "a product",
        """() => posmodel.addLineToCurrentOrder({ product_tmpl_id:
            posmodel.models["product.template"].find((one) => one.available_in_pos
                && !one.isConfigurable() && !one.isCombo() && one.tracking === "none") })""",
        "() => posmodel.getOrder().lines.length > 0",
    )
    hand.pay()
    for kind, amount in (("in", 20), ("out", 5)):
        _move_cash(hand, kind, amount)
    hand.do(
        "the closing popup",
        "() => { void posmodel.closeSession(); }",
        "() => document.querySelector('.modal .payment-methods-overview') !== null",
    )
    hand.till.page.click(".modal .fa-clone >> nth=0")
    hand.do(
        "the register closed",
        """() => Array.from(document.querySelectorAll(".modal .btn-primary"))
            .find((button) => button.innerText.trim() === "Close Register").click()""",
        "() => !window.posmodel || posmodel.session.state === 'closed'",
    )


def _move_cash(hand, kind, amount):
    hand.do(
        f"cash {kind}: the popup",
        "() => { posmodel.cashMove(); }",
        "() => document.querySelector('.modal .cash-reason') !== null",
    )
    hand.till.page.click(f".modal .input-type:text-is('Cash {kind.title()}')")
    hand.till.page.fill(".modal .input-amount input", str(amount))
    hand.till.page.fill(".modal .cash-reason", f"change {kind}")
    hand.do(
        f"cash {kind}",
        "() => { document.querySelector('.modal .button.confirm')?.click(); }",
        NO_MODAL,
    )
