"""A seeded storm over orders that travel: three tills, a server and lines that all fail.

    SyncStorm(shop, open_till, seed).run(steps)

Each step is one thing that a cashier or bad luck does. In the end all is mended and everybody
finishes what they can: every order must then have been paid, none of them twice.
"""

import random

from tests.e2e import scenarios
from tests.e2e.sync_scenarios import expire_waiting, plug, unplug
from tests.till import sync_storm_page as page
from tests.till.shop import BAKERY, CLOTHES, FURNITURE
from tests.till.sync_orders import allow_routes
from tests.till.sync_storm_till import PATIENCE, StormTill
from tests.till.sync_truth import SyncTruth

LOSSY = "apply_offline_operations|sync_from_ui|claim_sync_order"
ROUNDS = 12  # of finishing: an order that comes back may be sent on by nobody then
CONFIGS = (FURNITURE, CLOTHES, BAKERY)
NOTHING = object()  # to do at this till: another one is tried


class SyncStorm:
    """Three tills of one shop, and everything that can happen to them; repeatable by its seed.

    open_till: called with the number of a point of sale, gives a SyncTill with a `line`.
    """

    def __init__(self, shop, open_till, seed, configs=CONFIGS):
        self.shop = shop
        self.dice = random.Random(seed)
        allow_routes(shop)
        # Of a product that only one of them sells, a till asks before it is paid after a kill.
        shop.rpc("pos.config", "write", list(CONFIGS), {"limit_categories": False})
        expire_waiting(shop)
        self.truth = SyncTruth(shop, f"Storm {seed}")
        self.tills = [self._open(open_till, config) for config in configs]
        self.trace = []

    def _open(self, open_till, config):
        till = StormTill(open_till(config), config)
        scenarios.settle(till.till, self.shop)
        return till

    def run(self, steps):
        """Let it blow, then calm; return what does not hold, and print the steps that led there."""
        try:
            for _step in range(steps):
                self._step()
            faults = self.calm()
        except Exception as error:
            error.add_note("\n".join([*self._describe(), "After these steps:", *self.trace]))
            raise
        if faults:
            print("\n".join([*faults, "After these steps:", *self.trace]))
        return faults

    def calm(self):
        """Mend all, finish all; return the invariants that do not hold."""
        self._server_back()
        for till in self.tills:
            plug(till)
            till.visit()
        for _round in range(ROUNDS):
            if faults := [fault for till in self.tills for fault in till.wait_through()]:
                return faults
            if not sum(till.finish(self.truth, self.trace) for till in self.tills):
                return self.truth.check()
        return [f"I7: still something to do after {ROUNDS} rounds: {self._describe()}"]

    def _step(self):
        actions = {
            self._create: 8,
            self._send: 12,
            self._deliver: 10,
            self._give_back: 3,
            self._recall: 3,
            self._reopen: 6,
            self._edit: 3,
            self._delete: 2,
            self._pay: 4,
            self._save: 2,
            self._unplug: 2,
            self._swallow: 1,
            self._drop_replies: 3,
            self._plug: 5,
            self._kill: 2,
            self._kill_in_the_act: 3,
            self._kill_server: 1,
            self._server_back: 3,
        }
        (action,) = self.dice.choices(list(actions), list(actions.values()))
        for number in self.dice.sample(range(len(self.tills)), len(self.tills)):
            self.trace.append(f"till {number}: {action.__name__.removeprefix('_')}")
            if action(self.tills[number]) is not NOTHING:
                return

    # -- Cashiers ----------------------------------------------------------------------------------

    def _create(self, till):
        mark = self.truth.new_mark()
        self._note(mark)
        argument = [mark, self.dice.randrange(100)]
        uuid = till.till.evaluate(page.MAKE, argument, timeout=PATIENCE)
        till.wait_written(uuid)
        self.truth.made(mark)

    def _edit(self, till):
        order = self._choose_order(till)
        if not order:
            return NOTHING
        self._note(order["mark"])
        argument = [order["uuid"], self.dice.randrange(100)]
        return till.till.evaluate(page.EDIT, argument, timeout=PATIENCE)

    def _save(self, till):
        return self._ask(till, page.SAVE, True)

    def _send(self, till):
        return self._ask(till, page.SEND, self._choose_send(till))

    def _deliver(self, till):
        return self._ask(till, page.DELIVER, self._choose(till, "waiting", "begun"))

    def _give_back(self, till):
        return self._ask(till, page.GIVE_BACK, self._choose(till, "waiting", "begun"))

    def _recall(self, till):
        return self._ask(till, page.RECALL, self._choose(till, "sent"))

    def _reopen(self, till):
        return self._ask(till, page.REOPEN, self._choose(till, "back"))

    def _delete(self, till):
        order = self._choose_order(till, is_received=True)
        return self._ask(till, page.DELETE, order and order["uuid"])

    def _pay(self, till):
        orders = till.look()["orders"]
        if not orders:
            return NOTHING
        order = self.dice.choice(orders)
        self._note(order["mark"])
        return self.truth.paid(till.pay(order["uuid"]))

    # -- What they choose --------------------------------------------------------------------------

    def _choose(self, till, *lists):
        there = till.look()
        found = [uuid for name in lists for uuid in there[name]]
        return self.dice.choice(found) if found else None

    def _choose_order(self, till, is_received=False):
        orders = till.look()["orders"]
        wanted = [order for order in orders if bool(order["transfer"]) == is_received]
        return self.dice.choice(wanted) if wanted else None

    def _choose_send(self, till):
        """An order and what the popup would say; what may become of it is noted."""
        order = self._choose_order(till)
        if not order:
            return None
        others = sorted({other.config for other in self.tills} - {till.config})
        choice = {
            "receivers": self.dice.sample(others, self.dice.randint(1, len(others))),
            "mode": self.dice.choices(["first", "each"], [4, 1])[0],
            "keep": self.dice.choices(["hand_over", "copy"], [4, 1])[0],
        }
        self._note(order["mark"], choice)
        self.truth.sent(order["mark"], choice)
        return [order["uuid"], choice]

    # -- Bad luck ----------------------------------------------------------------------------------

    def _unplug(self, till):
        unplug(till)

    def _swallow(self, till):
        till.line.mode("swallow")

    def _drop_replies(self, till):
        seed = self.dice.randrange(1000)
        till.line.mode("drop_reply", path=LOSSY, share=0.5, seed=seed)

    def _plug(self, till):
        plug(till)

    def _kill(self, till):
        till.kill()

    def _kill_server(self, _till):
        self.shop.kill()

    def _server_back(self, _till=None):
        self.shop.plug()

    def _kill_in_the_act(self, till):
        """Kill while an order leaves, or while one comes."""
        chosen, script = self._choose(till, "waiting", "begun"), page.DELIVER
        if not chosen or self.dice.random() < 0.5:
            chosen, script = self._choose_send(till), page.SEND
        if not chosen:
            return NOTHING
        till.till.evaluate(f"(argument) => {{ ({script})(argument); }}", chosen)
        # Not a wait for a state: the instant of the kill is what is random here.
        till.page.wait_for_timeout(self.dice.uniform(0, 150))
        return till.kill()

    # -- What is told ------------------------------------------------------------------------------

    def _ask(self, till, script, argument):
        if not argument:
            return NOTHING
        problem = till.ask(script, argument)
        return self._note(argument if isinstance(argument, str) else "", problem)

    def _note(self, *what):
        self.trace[-1] += " " + " ".join(str(one) for one in what if one)

    def _describe(self):
        return [text for till in self.tills for text in till.describe()]
