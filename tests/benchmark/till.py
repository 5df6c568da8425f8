"""A till that measures itself: when its product screen was usable, and its long tasks."""

from tests.till.driver import Till
from tests.waiting import wait_until

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


class MeasuredTill(Till):
    """A till with a stopwatch in each of its pages."""

    def __init__(self, playwright, profile, origin):
        super().__init__(playwright, profile, origin, init_script=STOPWATCH)

    def time_reload(self, limit=60):
        """Reload; ms until the product screen is usable, None when not within `limit` seconds."""
        self.reload()
        try:
            return wait_until(lambda: self.evaluate(USABLE, timeout=1), limit, "a usable till")
        except TimeoutError:
            return None

    def long_tasks(self):
        """`[start, duration]` in ms of the tasks over 50 ms since the page was opened."""
        return self.evaluate("() => window.longTasks")
