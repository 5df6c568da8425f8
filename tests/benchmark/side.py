"""One side of the comparison: a shop of one kind, with a till that visited it."""

import shutil
import tempfile

from tests.benchmark.till import MeasuredTill
from tests.e2e import scenarios
from tests.till.shop import Shop


class Side:
    """Context manager: shop and till of `kind`, after two online visits.

    prepare: called with the running shop before the till comes, to add data.
    """

    def __init__(self, postgres, playwright, kind, prepare=None):
        self.kind = kind
        self.prepare = prepare
        self.shop = Shop(postgres, kind, f"bench_{kind}")
        self.playwright = playwright
        self._profile = tempfile.mkdtemp(prefix="bench-")
        self.till = None

    def __enter__(self):
        self.shop.__enter__()
        try:
            if self.prepare:
                self.prepare(self.shop)
            self._visit()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exc):
        if self.till:
            self.till.remove()
        shutil.rmtree(self._profile, ignore_errors=True)
        self.shop.__exit__()

    def _visit(self):
        self.till = MeasuredTill(self.playwright, self._profile, self.shop.origin)
        self.till.sign_in("admin")
        scenarios.visit_twice(self.till, self.shop)

    def online(self):
        """Line whole again, and a reload over it, so that the next row starts from the same."""
        self.shop.line.mode("pass")
        self.till.time_reload()

    def waterfall(self):
        """Requests of one reload: `(start ms, length ms, method, path, status)` in order."""
        requests = self.shop.line.requests
        requests.clear()
        usable = self.till.time_reload()
        entries = list(requests)
        first = min(entry.started for entry in entries)
        rows = [
            (
                round((entry.started - first) * 1000),
                round(((entry.finished or entry.started) - entry.started) * 1000),
                entry.method,
                entry.path,
                entry.status,
            )
            for entry in entries
        ]
        return usable, rows
