"""A till that measures itself: when its product screen was usable, and its long tasks."""

from tests.till.driver import Till
from tests.waiting import wait_until

QUIET_MS = 500
# performance.now() counts from the start of the navigation, the wait for the network included.
STOPWATCH = """(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries()) {
            window.longTasks.push([Math.round(startTime), Math.round(duration)]);
        }
    }).observe({ type: "longtask", buffered: true });
    const look = () => {
        if (document.querySelector(".product-screen article.product")) {
            window.usableAt = performance.now();
        } else {
            requestAnimationFrame(look);
        }
    };
    look();
})()"""
USABLE = "() => (window.seenByTest ? null : window.usableAt)"
# What a page does after it is usable would else be paid by whoever is measured next.
RESTS = f"""() => {{
    const ends = window.longTasks.map(([start, took]) => start + took);
    return performance.now() - Math.max(window.usableAt, ...ends) > {QUIET_MS};
}}"""


class MeasuredTill(Till):
    """A till with a stopwatch in each of its pages, which are as a cashier has them."""

    def __init__(self, playwright, profile, origin):
        super().__init__(playwright, profile, origin, init_script=STOPWATCH, moves=True)

    def time_reload(self, limit=60):
        """Reload; ms until the product screen is usable, None when not within `limit` seconds.

        Returns when the till rests.
        """
        self.reload()
        try:
            took = wait_until(lambda: self.evaluate(USABLE, timeout=1), limit, "a usable till")
        except TimeoutError:
            return None
        wait_until(lambda: self.evaluate(RESTS), limit, "a till that rests")
        return took

    def long_tasks(self):
        """`[start, duration]` in ms of the tasks over 50 ms since the page was opened."""
        return self.evaluate("() => window.longTasks")
