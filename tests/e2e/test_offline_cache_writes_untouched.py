"""Writes pass byte by byte as they would without the worker, and pages beside the till as well."""

import json

import pytest

from tests.e2e import scenarios
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

WRITES = [
    ("pos.order", "sync_from_ui", [[]]),
    ("res.partner", "create", [[{"unknown_field": 1}]]),
    ("res.partner", "write", [[0], {"unknown_field": 1}]),
    ("res.partner", "unlink", [[]]),
    ("pos.session", "set_opening_control", [0, 0, ""]),
    ("pos.session", "close_session_from_ui", [0]),
    ("pos.session", "try_cash_in_out", [[], "in", 0, "", False, {}]),
    ("pos.payment.method", "unknown_terminal_call", [[]]),
    ("pos.order", "unlisted_read", [[]]),
]
SEND = """async (writes) => {
    for (const [model, method, args] of writes) {
        const params = { model, method, args, kwargs: {} };
        await fetch(`/web/dataset/call_kw/${model}/${method}`, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ id: 1, jsonrpc: "2.0", method: "call", params }),
        });
    }
}"""
CONTROLLED = "() => Boolean(navigator.serviceWorker.controller)"
# Headers that differ from one request to the next, whoever sends it.
VOLATILE_HEADERS = {"cookie", "connection"}


def sent(shop, fragment="/web/dataset/call_kw/"):
    """What came over the line, as it can be compared: method, path, headers, body bytes."""
    return [
        (each.method, each.path, _stable(each.headers), each.body)
        for each in shop.line.requests
        if fragment in each.path
    ]


def _stable(headers):
    return {name: value for name, value in headers.items() if name not in VOLATILE_HEADERS}


def send_writes(till, shop):
    """Send every write of the list from a page that nothing else disturbs; return what came."""
    shop.line.requests.clear()
    till.evaluate(SEND, WRITES, timeout=60)
    wanted = {method for _model, method, _args in WRITES}
    return [each for each in sent(shop) if json.loads(each[3])["params"]["method"] in wanted]


def without_worker(till):
    """The same address without a worker: it is bypassed for this browser from now on."""
    till.cdp.send("Network.enable")
    till.cdp.send("Network.setBypassServiceWorker", {"bypass": True})
    till.reload()
    till.wait_ready()
    assert till.evaluate(CONTROLLED) is False


def test_writes_are_the_same_bytes_with_and_without_the_worker(till, shop):
    scenarios.visit_once(till, shop)
    till.reload()
    till.wait_ready()
    assert till.evaluate(CONTROLLED) is True
    with_worker = send_writes(till, shop)
    without_worker(till)
    assert with_worker == send_writes(till, shop)
    assert len(with_worker) == len(WRITES)


def test_a_sale_is_sent_once_and_as_the_page_wrote_it(till, shop):
    scenarios.visit_once(till, shop)
    till.reload()
    till.wait_ready()
    wrote = []
    till.page.on("request", lambda request: wrote.append((request.url, request.post_data)))
    shop.line.requests.clear()
    sale = till.sell(PRODUCT)
    shop.wait_paid(sale["uuid"])
    calls = shop.line.requests.calls("sync_from_ui")
    assert len(calls) == 1
    body = calls[0].body.decode()
    # What the page has asked is told only while something is asked of the page.
    wait_until(lambda: till.state() and body in sent_by_page(wrote), what="the page's own text")


def sent_by_page(wrote):
    return [body for url, body in wrote if "sync_from_ui" in url]


def test_a_write_on_a_dead_link_gets_no_invented_answer(till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode("swallow")
    till.reload()
    till.opens()
    race = """async () => Promise.race([
        fetch("/web/dataset/call_kw/pos.order/sync_from_ui", { method: "POST", body: "{}" })
            .then(() => "answered", () => "failed"),
        new Promise((resolve) => setTimeout(() => resolve("nothing"), 5000)),
    ])"""
    assert till.evaluate(race) == "nothing"


@pytest.mark.parametrize(
    "path", ["/pos/ticket", "/pos_customer_display/1/none", "/pos-self/1", "/pos/unknown"]
)
def test_a_page_beside_the_till_comes_as_it_does_without_the_worker(path, till, shop):
    scenarios.visit_once(till, shop)
    fetching = "async (path) => (await fetch(path)).text()"
    with_worker = till.evaluate(fetching, path, timeout=60)
    seen = title_at(till, path)
    without_worker_at_the_till(till)
    assert masked(till.evaluate(fetching, path, timeout=60)) == masked(with_worker)
    assert title_at(till, path) == seen


def title_at(till, path):
    till.visit(till.origin + path)
    till.page.wait_for_load_state("domcontentloaded")
    return till.page.title()


def without_worker_at_the_till(till):
    """Back to the till, with the worker bypassed."""
    till.visit(till.shop_url(FURNITURE))
    till.wait_ready()
    without_worker(till)


def masked(text):
    """The page without its token, which is another one each time."""
    return "\n".join(line for line in text.splitlines() if "csrf_token" not in line)


def test_a_page_beside_the_till_is_not_served_from_a_store(till, shop):
    scenarios.visit_once(till, shop)
    till.visit(f"{till.origin}/pos/ticket")
    shop.unplug()
    till.visit(f"{till.origin}/pos/ticket")
    till.wait_state("browser error")
