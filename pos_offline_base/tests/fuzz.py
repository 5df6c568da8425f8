# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Makes strange things of sound ones, the same with the same seed: what a till might send."""

import copy
import json
import os
import random

# `POS_SUITE_FUZZ=10000 make test-one T=…` tries more; each failure names its seed.
TRIES = int(os.environ.get("POS_SUITE_FUZZ", "300"))
SEED = int(os.environ.get("POS_SUITE_FUZZ_SEED", "0")) or random.randrange(2**32)

STRANGE = [
    None,
    False,
    True,
    0,
    -1,
    1,
    2**31 - 1,
    2**31,
    2**63,
    10**400,
    0.5,
    1e308,
    float("inf"),
    float("nan"),
    "",
    "x",
    "0",
    "[",
    "[5]",
    "é" * 5000,
    "\x00",
    "\ud800",
    "<script>alert(1)</script>",
    "%(x)s {0} \\",
    "' OR 1=1 --",
    "__class__",
    "4111 1111 1111 1111",
    "00000000-0000-4000-8000-000000000000",
    [],
    [None],
    [[[]]],
    {},
    {"": None},
    {"__proto__": {}},
]


class Fuzz:
    """A stream of strange values of one seed."""

    def __init__(self, seed=SEED):
        self.seed = seed
        self.random = random.Random(seed)

    def make_strange(self):
        """Return a value that nobody expects."""
        return copy.deepcopy(self.random.choice(STRANGE))

    def spoil(self, value):
        """Return a copy of ``value``, one to three parts of it dropped, replaced or added."""
        value = copy.deepcopy(value)
        for _time in range(self.random.choice((1, 1, 1, 2, 3))):
            value = self._spoil_one(value)
        return value

    def _spoil_one(self, value):
        keys = self._get_keys(value)
        if not keys or self.random.random() < 0.1:
            return self.make_strange()
        key = self.random.choice(keys)
        choice = self.random.random()
        if self._get_keys(value[key]) and choice < 0.7:
            value[key] = self._spoil_one(value[key])
        elif choice < 0.85:
            value[key] = self.make_strange()
        elif choice < 0.95:
            del value[key]
        elif isinstance(value, dict):
            value[self.random.choice(("id", "x", "company_id", "__class__"))] = self.make_strange()
        return value

    def _get_keys(self, value):
        if isinstance(value, dict):
            return list(value)
        return list(range(len(value))) if isinstance(value, list) else []


class FuzzMixin:
    """Sends spoilt operations; each is answered in order, with words, and without a traceback."""

    def send_spoilt(self, make_operations, config=None, tries=TRIES):
        """Send batches of operations made by ``make_operations()`` until ``tries`` are answered."""
        config = self.config if config is None else config
        fuzz, answered = Fuzz(), 0
        while answered < tries:
            operations = [self._spoil(fuzz, operation) for operation in make_operations()]
            batch = self.make_batch(*operations)
            if fuzz.random.random() < 0.05:
                batch = fuzz.spoil(batch)
            with self.subTest(seed=fuzz.seed, batch=repr(batch)[:3000]):
                answer = config.apply_offline_operations(batch)
                self.env.flush_all()
                self.check_answer(answer, batch)
            answered += len(operations)
        return answered

    def _spoil(self, fuzz, operation):
        if fuzz.random.random() < 0.2:
            return fuzz.spoil(operation)
        return {**operation, "payload": fuzz.spoil(operation["payload"])}

    def check_answer(self, answer, batch):
        """Check that it can be sent, says what happened to each, and that nothing broke."""
        self.assertTrue(json.dumps(answer, ensure_ascii=False, allow_nan=False).encode())
        if "error" in answer:
            self.assertTrue(answer["error"]["message"])
            return
        self.assertEqual(len(answer["results"]), len(batch["operations"]))
        for result in answer["results"]:
            self.assertIn(result["status"], ("done", "failed", "retry"))
            self.assertNotEqual(result.get("code"), "server_error", result)
            self.assertTrue(result["status"] == "done" or result["message"] and result["advice"])
