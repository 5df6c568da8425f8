"""With several processes one takes the order and another one rings: the till hears it."""

from tests.e2e.sync_scenarios import expire_waiting, lines_of, open_till
from tests.e2e.test_multi_session_sync import wait_state
from tests.till.shop import CLOTHES, FURNITURE, PRODUCT
from tests.till.sync_orders import allow_routes
from tests.waiting import wait_until

WORKERS = 2
# Less than the time after which a till looks without having heard the bell.
HEARD = 15  # s


def test_order_and_its_delivery_are_heard_of_across_processes(make_till, shop):
    allow_routes(shop)
    expire_waiting(shop)
    with lines_of(shop) as make_line:
        counter, desk = (open_till(make_till, make_line, one) for one in (FURNITURE, CLOTHES))
        assert shop.server.gevent_port != shop.server.port
        counter.till.add_product(PRODUCT)
        uuid = counter.send(CLOTHES, note="across")
        desk.wait_badge(1, timeout=HEARD)
        desk.take_over()
        wait_state(shop, uuid, "delivered")
        counter.open_sent()
        wait_until(lambda: counter.states_of("across") == ["delivered"], HEARD, "the delivery")
        assert not counter.is_degraded()
        assert not desk.is_degraded()
