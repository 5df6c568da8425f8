"""A large shop: 5,000 products and 10,000 customers, all of them loaded by the till."""

PRODUCTS = 5_000
CUSTOMERS = 10_000
BATCH = 1_000


def fill(shop):
    """Add the records and raise the limits under which a till loads them."""
    # All first: Odoo's own limit of customers that a till loads at start is 100.
    for name in ("limited_customer_count", "limited_product_count"):
        shop.rpc("ir.config_parameter", "set_param", f"point_of_sale.{name}", "20000")
    _create(shop, "product.template", PRODUCTS, _product)
    _create(shop, "res.partner", CUSTOMERS, _customer)


def _create(shop, model, count, values):
    for start in range(0, count, BATCH):
        records = [values(number) for number in range(start, min(start + BATCH, count))]
        shop.rpc(model, "create", records)


def _product(number):
    return {
        "name": f"Large shop product {number:05}",
        "default_code": f"LARGE-{number:05}",
        "barcode": f"29{number:010}",
        "list_price": 1 + number % 100,
        "available_in_pos": True,
        "type": "consu",
    }


def _customer(number):
    return {
        "name": f"Large shop customer {number:05}",
        "email": f"customer{number:05}@example.com",
        "phone": f"+1 555 {number:06}",
    }
