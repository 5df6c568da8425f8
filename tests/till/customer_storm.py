"""A seeded storm over customers: two tills, a server and a line that all fail; then what must hold.

    Storm(shop, make_till, seed).run(steps)

Each step is one thing that a cashier, a manager, or bad luck does. `calm` mends everything and
checks the invariants: nothing shown is lost, nothing is there twice, nothing waits for ever.
"""

import contextlib
import random

from tests.e2e import connection, scenarios
from tests.till.customer_truth import Truth
from tests.till.customers import Customers
from tests.till.rpc import RpcError
from tests.till.shop import FURNITURE, PRODUCT
from tests.waiting import wait_until

LOSSY = "apply_offline_operations|sync_from_ui"
THROUGH = 120  # s after which the queues must be empty once all is well again
# Saves as the form does; what of it is on the disk when it resolves. `name` is new or known here.
SAVE = """async ([name, values]) => {
    const partners = posmodel.models["res.partner"];
    const known = partners.find((one) => one.name === name) || null;
    await posmodel.customerQueue.save(known, { ...values, name });
    return posmodel.env.services.pos_outbox.list().map(({ uuid }) => uuid);
}"""
KNOWN = """(prefix) => posmodel.models["res.partner"].filter(({ name }) =>
    name?.startsWith(prefix)).map(({ name }) => name).sort()"""
CHOOSE = """(name) => {
    const partners = posmodel.models["res.partner"];
    posmodel.getOrder().setPartner(partners.find((one) => one.name === name));
}"""
EDITED = ("city", "street", "phone")


class Storm:
    """Two tills of one shop, and everything that can happen to them; repeatable by its seed."""

    def __init__(self, shop, make_till, seed):
        self.shop = shop
        self.dice = random.Random(seed)
        self.prefix = f"Storm {seed}"
        self.truth = Truth(shop, self.prefix)
        self.tills = [make_till("admin") for _number in range(2)]
        self.trace = []
        self.is_frozen = False
        for till in self.tills:
            scenarios.visit_twice(till, shop)
            _read_notices(till)

    def run(self, steps):
        """Let it blow, then calm; return what does not hold, and print the steps that led there."""
        for _step in range(steps):
            try:
                self._step()
            except Exception as error:
                error.add_note("\n".join([*self._look(), "After these steps:", *self.trace]))
                raise
        faults = self.calm()
        if faults:
            print("\n".join([*faults, "After these steps:", *self.trace]))
        return faults

    def _look(self):
        """Return what the tills show: the state, the texts of dialogs over it, and why."""
        return [text for till in self.tills for text in _describe(till)]

    def calm(self):
        """Mend all; return the invariants that do not hold."""
        self._server_back()
        faults = [fault for till in self.tills for fault in self._end(till)]
        return faults or self.truth.check()

    def _step(self):
        actions = {
            self._create: 6,
            self._edit: 5,
            self._sell: 5,
            self._kill_browser: 2,
            self._kill_while_saving: 1,
            self._kill_server: 1,
            self._freeze_server: 1,
            self._drop_replies: 2,
            self._server_back: 4,
            self._edit_on_server: 2,
            self._merge_on_server: 1,
            self._delete_on_server: 1,
        }
        (action,) = self.dice.choices(list(actions), list(actions.values()))
        self.trace.append(action.__name__)
        action(self.dice.choice(self.tills))

    # -- Cashiers ----------------------------------------------------------------------------------

    def _create(self, till):
        name = self.truth.new_name()
        values = {"email": f"{name.replace(' ', '.').lower()}@example.com", "city": "Gent"}
        self._save(till, name, values)
        self.truth.saved.add(name)

    def _edit(self, till):
        known = till.evaluate(KNOWN, self.prefix)
        if known:
            field = self.dice.choice(EDITED)
            text = f"0470 {self.dice.randrange(10**6):06}"
            self._save(till, self.dice.choice(known), {field: text})

    def _save(self, till, name, values):
        self.trace[-1] += f" {name} {values}"
        self.truth.uuids.update(till.evaluate(SAVE, [name, values], timeout=60))

    def _sell(self, till):
        known = till.evaluate(KNOWN, self.prefix)
        till.add_product(PRODUCT)
        name = self.dice.choice(known) if known else None
        if name:
            till.evaluate(CHOOSE, name)
        order = till.pay_cash()
        self.trace[-1] += f" {name} {order['uuid']}"
        self.truth.receipts[order["uuid"]] = (order["total"], name)
        till.next_order()

    # -- Bad luck ----------------------------------------------------------------------------------

    def _kill_browser(self, till):
        self._kill(till)

    def _kill_while_saving(self, till):
        name = self.truth.new_name()
        till.evaluate(f"(args) => {{ ({SAVE})(args); }}", [name, {"city": "Gent"}])
        # Not a wait for a state: the instant of the kill is what is random here.
        till.page.wait_for_timeout(self.dice.uniform(0, 80))
        self._kill(till)

    def _kill(self, till):
        till.kill_and_return()
        _read_notices(till)
        till.wait_ready(90)

    def _kill_server(self, _till):
        self._thaw()
        self.shop.kill()

    def _freeze_server(self, _till):
        if self.shop.server.pid:
            self.shop.server.pause()
            self.is_frozen = True

    def _drop_replies(self, _till):
        if self._is_answering:
            seed = self.dice.randrange(1000)
            self.shop.line.mode("drop_reply", path=LOSSY, share=0.5, seed=seed)

    def _server_back(self, _till=None):
        self._thaw()
        self.shop.plug()

    def _thaw(self):
        if self.is_frozen:
            self.shop.server.resume()
            self.is_frozen = False

    # -- Others on the server ----------------------------------------------------------------------

    def _edit_on_server(self, _till):
        for partner in self._pick_on_server(1):
            self.shop.rpc("res.partner", "write", [partner], {"city": "Server"})

    def _merge_on_server(self, _till):
        partners = self._pick_on_server(2)
        if len(partners) == 2:
            self.truth.gone |= self._names(partners)
            values = {"partner_ids": [[6, 0, partners]], "dst_partner_id": partners[0]}
            wizard = self.shop.rpc("base.partner.merge.automatic.wizard", "create", values)
            self.shop.rpc("base.partner.merge.automatic.wizard", "action_merge", [wizard])

    def _delete_on_server(self, _till):
        for partner in self._pick_on_server(1):
            names = self._names([partner])
            with contextlib.suppress(RpcError):  # it has orders: Odoo keeps it
                self.shop.rpc("res.partner", "unlink", [partner])
                self.truth.gone |= names

    def _pick_on_server(self, count):
        if not self._is_answering:
            return []
        domain = [["name", "=like", f"{self.prefix} %"]]
        found = self.shop.rpc("res.partner", "search", domain, order="id")
        return self.dice.sample(found, count) if len(found) >= count else []

    def _names(self, partners):
        found = self.shop.rpc("res.partner", "read", partners, ["name"])
        return {partner["name"] for partner in found}

    @property
    def _is_answering(self):
        return bool(self.shop.server.pid) and not self.is_frozen

    # -- The end -----------------------------------------------------------------------------------

    def _end(self, till):
        """Faults of a till whose queues do not empty; a till that was signed out is opened anew."""
        till.visit(till.shop_url(FURNITURE))
        till.wait_ready(90)

        def is_through():
            waiting = till.evaluate(connection.PENDING)
            left = Customers(till).waiting()
            if waiting == [] and all(one["state"] == "failed" for one in left):
                # Noted now: any may be asked for again in a moment, and is on its way then.
                self.truth.failed |= {one["uuid"] for one in left}
                return True
            return False

        try:
            wait_until(is_through, THROUGH)
        except TimeoutError:
            left = till.evaluate(connection.PENDING), Customers(till).waiting()
            return [f"I7: still waiting after {THROUGH} s: {left}"]
        return []


def _read_notices(till):
    """Close what the till says of the time in which it was off, whenever it does."""
    notice = till.page.locator(".modal:has-text('meanwhile') .modal-footer .btn-primary")
    till.page.add_locator_handler(notice, lambda button: button.click())


def _describe(till):
    dialogs = "() => [...document.querySelectorAll('.modal')].map((each) => each.innerText)"
    errors = [text for kind, text in till.console if kind == "error" and "resource" not in text]
    return [f"{till.state()}: {till.evaluate(dialogs)}", *till.page_errors[-3:], *errors[-3:]]
