"""Outages that a till meets. Each is run on the suite, and on stock Odoo as failing control.

Every scenario takes a till that is signed in, and its shop; it returns True when the till opens at
the end, False when it does not.
"""

from tests.till import storage
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

# The bound of a till that opens at all; the dead link gives stock more than ours needs.
OPEN_SECONDS = 15
DEAD_LINK_SECONDS = 20
STOCK_CACHED = """async () => {
    await navigator.serviceWorker.ready;
    const cache = await caches.open("odoo-pos-cache");
    const urls = JSON.parse(odoo.urls_to_cache);
    const found = await Promise.all(urls.map((url) => cache.match(url)));
    return found.every(Boolean);
}"""

# ms from the start of the navigation to the page's first byte: what the deadline bounds, however
# busy the machine is afterwards.
FIRST_BYTE = "() => performance.getEntriesByType('navigation')[0].responseStart"


def visit_once(till, shop, config_id=FURNITURE, anew=False):
    """One online visit, until the till is as ready for an outage as it will be.

    anew: by the backend's link, which reads all data again, settings and rights as well. Without
    need a till that was there before comes by its own address, in a third of the processor's time.
    """
    till.open_shop(config_id, from_backend=anew or not till.has_visited)
    settle(till, shop)


def visit_twice(till, shop, config_id=FURNITURE):
    """Two online visits at least, the last under the service worker."""
    visit_once(till, shop, config_id)
    if till.has_visited and shop.is_ours and config_id == FURNITURE:
        return
    visit_again(till, shop)


def visit_again(till, shop):
    """Reload online, and wait until all is stored."""
    till.reload()
    till.wait_ready()
    settle(till, shop)


def settle(till, shop):
    """Wait until the worker has stored all that it is going to store."""
    if shop.is_ours:
        till.wait_offline_ready()
    else:
        wait_until(lambda: till.evaluate(STOCK_CACHED), 60, "stock's cache filled")
    till.wait_written()


def server_gone_after_two_visits(till, shop):
    """Two online visits, the server is killed, reload."""
    visit_twice(till, shop)
    return opens_after_kill(till, shop)


def server_gone_after_one_visit(till, shop):
    """One online visit of a till that never saw the shop, the server is killed, reload."""
    assert not till.has_visited
    visit_once(till, shop)
    return opens_after_kill(till, shop)


def order_made_since_the_last_visit(till, shop):
    """Two visits, one sale, and a reload on the address of the order that follows it."""
    visit_twice(till, shop)
    shop.wait_paid(till.sell(PRODUCT)["uuid"])
    till.next_order()
    return opens_after_kill(till, shop)


def name_of_a_second_user(till, shop):
    """A visit; then, with no sign-out, the cashier signs in and comes by the plain address."""
    visit_once(till, shop)
    till.context.clear_cookies()
    till.sign_in("cashier")
    till.open_shop(FURNITURE, from_backend=False)
    return till.evaluate("() => posmodel.user.name")


def dead_link(till, shop):
    """Two visits, then packets vanish without an error, reload."""
    visit_twice(till, shop)
    shop.line.mode("swallow")
    till.reload()
    return till.opens(DEAD_LINK_SECONDS)


def proxy_answered_502(till, shop):
    """Two visits, a reload while the reverse proxy answers 502, then the server is gone."""
    return wrong_answer_then_gone(till, shop, "502")


def portal_answered_200(till, shop):
    """Two visits, a reload behind a captive portal that answers 200, then the server is gone."""
    return wrong_answer_then_gone(till, shop, "portal_200")


def portal_redirected(till, shop):
    """Two visits, a reload behind a portal that redirects to its host, then the server is gone."""
    return wrong_answer_then_gone(till, shop, "portal_302")


def shell_was_truncated(till, shop):
    """Two visits, a reload that gets half of the page as if it were whole, then gone."""
    return wrong_answer_then_gone(till, shop, "truncate", path="^/pos/ui", reframe=True)


def french_without_stored_translations(till, shop):
    """Two visits in French, the page's own store of translations is lost, the server is gone."""
    shop.set_language("admin", "fr_FR")
    try:
        visit_twice(till, shop)
    finally:
        shop.set_language("admin", "en_US")
    url = till.page.url
    forget_translations(till)
    shop.unplug()
    till.visit(url)
    return till.opens(OPEN_SECONDS)


def opens_without_local_storage(till, shop):
    """After what a kill leaves (local storage is written late); True when the till opens."""
    url = till.page.url
    leave(till)
    till.evaluate("() => localStorage.clear()")
    shop.unplug()
    till.visit(url)
    return till.opens(OPEN_SECONDS)


def forget_orders(till):
    """Leave the till as one in which no order was ever begun: copies must not share its number.

    The browser is started again before: a page that goes may still write.
    """
    till.reopen()
    leave(till)
    storage.forget_orders(till.page)


def leave(till):
    """Go to a page of the origin that has no database open."""
    till.visit(f"{till.origin}/web/static/img/favicon.ico")


def forget_translations(till):
    """Delete stock's own database of translations."""
    leave(till)
    delete_database(till, "localization")


def delete_database(till, name):
    """Delete a database, from a page that has none open: that of before may still be closing."""
    wait_until(lambda: storage.delete_database(till.page, name), what=f"{name} deleted")


def opens_after_kill(till, shop):
    """Kill the server, reload where the till stands; True when it opens."""
    shop.kill()
    till.reload()
    return till.opens(OPEN_SECONDS)


def opens_unplugged(till, shop):
    """Unplug the server, reload where the till stands; True when it opens."""
    shop.unplug()
    till.reload()
    return till.opens(OPEN_SECONDS)


def wrong_answer_then_gone(till, shop, mode, **options):
    """Two visits, a reload that the line answers in its `mode`, then a reload with all gone."""
    visit_twice(till, shop)
    url = till.page.url
    shop.line.mode(mode, **options)
    till.reload()
    wait_until(lambda: till.at_error_page or till.state(), what="an answer to the reload")
    shop.unplug()
    till.visit(url)
    return till.opens(OPEN_SECONDS)
