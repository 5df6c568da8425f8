"""Loyalty programmes of a shop, and what the database has of points and cards."""

from tests.waiting import wait_until

# The way of a customer onto the order, without the list that a till shows for it.
CHOOSE = """async (id) => {
    posmodel.setPartnerToCurrentOrder(posmodel.models["res.partner"].get(id));
    await posmodel.updateRewards();
}"""
# Of each change of points in that programme: what it brings, and what its card has.
CHANGES = """(program) => Object.values(posmodel.getOrder().uiState.couponPointChanges)
    .filter(({ program_id }) => program_id === program)
    .map(({ points, coupon_id }) => [points, coupon_id])
    .map(([points, card]) => [points, posmodel.models["loyalty.card"].get(card)?.points])"""


def make_loyalty(shop, points=10, name="Points"):
    """A programme that gives `points` for each order; its id."""
    rule = {"reward_point_amount": points, "reward_point_mode": "order", "minimum_amount": 0}
    reward = {"reward_type": "discount", "discount": 10, "required_points": 1000}
    values = {"name": name, "program_type": "loyalty", "trigger": "auto", "applies_on": "both"}
    values |= {"pos_ok": True, "rule_ids": [[0, 0, rule]], "reward_ids": [[0, 0, reward]]}
    return shop.rpc("loyalty.program", "create", values)


def delete(shop, program):
    """A manager deletes a programme: Odoo wants it archived first."""
    shop.rpc("loyalty.program", "write", [program], {"active": False})
    shop.rpc("loyalty.program", "unlink", [program])


def make_ewallet(shop):
    """A programme of eWallets; its id."""
    top_up = shop.rpc("product.product", "search", [["name", "=", "Top-up eWallet"]], limit=1)
    rule = {"reward_point_amount": 1, "reward_point_mode": "money", "product_ids": [[6, 0, top_up]]}
    reward = {"reward_type": "discount", "discount_mode": "per_point", "discount": 1}
    values = {"name": "eWallet", "program_type": "ewallet", "trigger": "auto"}
    values |= {"applies_on": "future", "pos_ok": True, "rule_ids": [[0, 0, rule]]}
    values |= {"reward_ids": [[0, 0, reward | {"required_points": 1}]]}
    return shop.rpc("loyalty.program", "create", values)


def find_gift_cards(shop):
    """The programme of gift cards that comes with loyalty, with its product for sale; its id."""
    (program,) = shop.rpc("loyalty.program", "search", [["program_type", "=", "gift_card"]])
    (rule,) = shop.rpc("loyalty.rule", "search", [["program_id", "=", program]])
    (sold,) = shop.rpc("loyalty.rule", "read", [rule], ["product_ids"])
    values = {"available_in_pos": True, "taxes_id": [[6, 0, []]]}
    shop.rpc("product.product", "write", sold["product_ids"], values)
    report = shop.rpc("ir.actions.report", "search", [["model", "=", "loyalty.card"]], limit=1)
    template = shop.rpc("mail.template", "search", [["model", "=", "loyalty.card"]], limit=1)
    values = {"pos_ok": True, "mail_template_id": template[0], "pos_report_print_id": report[0]}
    shop.rpc("loyalty.program", "write", [program], values)
    return program


def make_gift_card(shop, program, code, points):
    """A gift card that somebody has bought; its id."""
    values = {"program_id": program, "code": code, "points": points}
    return shop.rpc("loyalty.card", "create", values)


def make_customer(shop, name, program=None, points=None):
    """A customer, with a card of `points` in the programme where they are given; its id."""
    partner = shop.rpc("res.partner", "create", {"name": name})
    if points is not None:
        card = {"program_id": program, "partner_id": partner, "points": points}
        shop.rpc("loyalty.card", "create", card)
    return partner


def choose(till, partner):
    """Put a customer on the open order."""
    till.evaluate(CHOOSE, partner)


def points_of(shop, program, partner):
    """Points of each card of a customer."""
    domain = [["program_id", "=", program], ["partner_id", "=", partner]]
    cards = shop.rpc("loyalty.card", "search_read", domain, ["points"])
    return [card["points"] for card in cards]


def history_of(shop, program, partner):
    """`(issued, used)` of each line in the history of a customer's cards."""
    domain = [["card_id.program_id", "=", program], ["card_id.partner_id", "=", partner]]
    lines = shop.rpc("loyalty.history", "search_read", domain, ["issued", "used"])
    return [(line["issued"], line["used"]) for line in lines]


def wait_counted(till, program, points, balance, timeout=20):
    """Wait until the open order brings `points` to one card, which has `balance`.

    A till counts them on its own: neither who chooses a customer nor who pays waits for it.
    """
    counted = [[points, balance]]
    wait_until(lambda: changes(till, program) == counted, timeout, f"{points} points counted")


def changes(till, program):
    """`[points, balance]` of each change of points that the open order brings in a programme."""
    return till.evaluate(CHANGES, program)
