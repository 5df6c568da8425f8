"""What a shop says about customers without the server is what its tills do."""

from tests.e2e import scenarios
from tests.e2e.test_customer_queue_stock import ASKED
from tests.till.customers import Customers
from tests.waiting import wait_until

FORM = ".pos-customer-form"
MANY = 160  # more than stock loads
PHONE = "+1 555 0199"


def without_server(till, shop):
    """The till's customers, after a visit under the settings of now; then the server is gone."""
    scenarios.visit_once(till, shop, anew=True)
    scenarios.visit_again(till, shop)
    shop.unplug()
    return Customers(till)


def test_fields_that_the_shop_left_out_are_not_asked_for(till, shop, setting):
    kept = shop.rpc("pos.customer.offline.field", "search", [["field", "=", "phone"]])
    setting(offline_customer_field_ids=[[6, 0, kept]])
    customers = without_server(till, shop)
    customers.begin()
    customers.fill(name="Nora Short", phone=PHONE)
    fields = till.page.locator(f"{FORM} [id^=pos-customer-]").evaluate_all(
        "(found) => found.map(({ id }) => id.replace('pos-customer-', ''))"
    )
    assert "email" not in fields
    assert "street" not in fields
    customers.save()
    shop.plug()
    customers.wait_through()
    domain = [["name", "=", "Nora Short"]]
    (partner,) = shop.rpc("res.partner", "search_read", domain, ["phone"])
    assert partner["phone"] == PHONE


def test_switched_off_the_till_is_stocks_without_the_server(till, shop, setting):
    setting(offline_customer_enabled=False)
    customers = without_server(till, shop)
    customers.begin()
    # What the console says arrives only while something is asked of the page.
    wait_until(lambda: till.state() and ASKED in str(till.console), 30, "stock's error")
    assert till.page.locator(FORM).count() == 0
    assert customers.waiting() == []


def test_as_many_customers_as_the_shop_says_are_found_without_the_server(till, shop, setting):
    phones = {f"Zoe Beyond {number:03}": f"+1 555 {1000 + number}" for number in range(MANY)}
    values = [{"name": name, "phone": phone} for name, phone in phones.items()]
    shop.rpc("res.partner", "create", values)
    customers = without_server(till, shop)
    customers.open_list()
    missing = [name for name in list(phones)[-5:] if customers.search(name) == []]
    assert missing, "stock's own number is not a limit any more"
    customers.close_list()
    shop.plug()
    setting(offline_customer_limit=5000)
    customers = without_server(till, shop)
    customers.open_list()
    for name in missing:
        assert customers.search(name) == customers.search(phones[name]) == [name]
    customers.choose(missing[-1])
    assert till.order()["partner"] == missing[-1]
