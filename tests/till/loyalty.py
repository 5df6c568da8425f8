"""Loyalty programmes of a shop, and what the database has of points and cards."""

from tests.till.shop import PRODUCT

# The way of a customer onto the order, without the list that a till shows for it.
CHOOSE = """async (id) => {
    posmodel.setPartnerToCurrentOrder(posmodel.models["res.partner"].get(id));
    await posmodel.updateRewards();
}"""
CHANGES = """() => Object.values(posmodel.getOrder().uiState.couponPointChanges)
    .map(({ points, program_id }) => [program_id, points])"""


def make_loyalty(shop, points=10, name="Points"):
    """A programme that gives `points` for each order; its id."""
    rule = {"reward_point_amount": points, "reward_point_mode": "order", "minimum_amount": 0}
    reward = {"reward_type": "discount", "discount": 10, "required_points": 1000}
    values = {"name": name, "program_type": "loyalty", "trigger": "auto", "applies_on": "both"}
    values |= {"pos_ok": True, "rule_ids": [[0, 0, rule]], "reward_ids": [[0, 0, reward]]}
    return shop.rpc("loyalty.program", "create", values)


def make_ewallet(shop):
    """A programme of eWallets; its id."""
    top_up = shop.rpc("product.product", "search", [["name", "=", "Top-up eWallet"]], limit=1)
    rule = {"reward_point_amount": 1, "reward_point_mode": "money", "product_ids": [[6, 0, top_up]]}
    reward = {"reward_type": "discount", "discount_mode": "per_point", "discount": 1}
    values = {"name": "eWallet", "program_type": "ewallet", "trigger": "auto"}
    values |= {"applies_on": "future", "pos_ok": True, "rule_ids": [[0, 0, rule]]}
    values |= {"reward_ids": [[0, 0, reward | {"required_points": 1}]]}
    return shop.rpc("loyalty.program", "create", values)


def make_gift_cards(shop, product=PRODUCT):
    """A programme of gift cards, sold as `product`; its id."""
    sold = shop.rpc("product.product", "search", [["name", "=", product]], limit=1)
    rule = {"reward_point_amount": 1, "reward_point_mode": "money", "reward_point_split": True}
    reward = {"reward_type": "discount", "discount_mode": "per_point", "discount": 1}
    values = {"name": "Gift Cards", "program_type": "gift_card", "trigger": "auto"}
    values |= {"applies_on": "future", "pos_ok": True}
    values |= {"rule_ids": [[0, 0, rule | {"product_ids": [[6, 0, sold]]}]]}
    values |= {"reward_ids": [[0, 0, reward | {"required_points": 1}]]}
    return shop.rpc("loyalty.program", "create", values)


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


def changes(till):
    """`[program, points]` of each change of points that the open order brings."""
    return till.evaluate(CHANGES)
