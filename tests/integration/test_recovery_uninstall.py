"""The session recovery goes alone, and takes with it all that it had kept in a browser."""

from tests.e2e import recovery_scenarios as scenarios
from tests.integration.test_customers_uninstall import opens_anew
from tests.waiting import wait_until

MODULE = "pos_session_recovery"
KEPT = """async () => {
    const store = posmodel.env.services.pos_offline_store;
    const areas = ["recovery", "recovery_ring", "recovery_quarantine"];
    const records = await Promise.all(areas.map((area) => store.getAll(area)));
    records.push((await store.getAll("kept")).filter(({ id }) => id === "pos_session_recovery"));
    const keys = Object.keys(localStorage).filter((key) => key.startsWith("pos_session_recovery."));
    return records.flat().length + keys.length;
}"""


def test_uninstalled_nothing_of_it_is_left_and_the_order_is_stocks(till, shop):
    left = scenarios.begin_order(till)
    assert till.evaluate(KEPT) > 0
    (module,) = shop.rpc("ir.module.module", "search", [["name", "=", MODULE]])
    shop.rpc("ir.module.module", "button_immediate_uninstall", [module])
    fields = shop.rpc("pos.config", "fields_get", [], ["type"])
    assert not [name for name in fields if "recovery" in name]
    wait_until(lambda: opens_anew(till), 120, "the page of the server")
    wait_until(lambda: till.evaluate(KEPT) == 0, 30, "nothing kept")
    assert left["uuid"] in [each["uuid"] for each in scenarios.open_orders(till)]
