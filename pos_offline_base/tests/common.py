# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import threading
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import quote
from uuid import uuid4

from odoo import api
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, HttpCase, TransactionCase, get_db_name, new_test_user
from odoo.tools import mute_logger

from odoo.addons.web.tests.test_js import unit_test_error_checker

# A machine may be slow, and busy with other tests: what takes long is not wrong for that.
TEST_MS = 60_000
SUITE_SECONDS = 1800
TOUR_SECONDS = 180
URL = f"/web/tests?headless&loglevel=2&preset=desktop&timeout={TEST_MS}&filter="


@contextmanager
def committed(user_id=api.SUPERUSER_ID):
    """Yield the environment of a real transaction of its own, committed at the end."""
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, user_id, {})


class PatientTours:
    """Gives tours of the suite more time than the minute of Odoo's."""

    def start_tour(self, *args, **options):
        """Start a tour as Odoo does."""
        return super().start_tour(*args, **{"timeout": TOUR_SECONDS, **options})


class UnitTestCase(HttpCase):
    """Runs unit tests of the browser's code, for the tests of all modules of the suite."""

    @classmethod
    def setUpClass(cls):
        # Built within a test they are undone with it, and the next one builds 25 MB anew.
        with committed() as env:
            for bundle in ("web.assets_unit_tests_setup", "web.assets_unit_tests"):
                assets = env["ir.qweb"]._get_asset_bundle(bundle)
                assets.js()
                assets.css()
        super().setUpClass()

    def run_unit_tests(self, suite):
        """Run those of ``suite``, which is ``@<module>``."""
        self.browser_js(
            URL + quote(f'"{suite}"'),  # a name without quotes is looked for letter by letter
            "",
            "",
            login="admin",
            timeout=SUITE_SECONDS,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=unit_test_error_checker,
        )


class OperationMixin:
    """Makes batches as a till does. `config` is a point of sale; `device` this till's number."""

    device = "7"

    def make_operation(self, kind, payload, **values):
        """Return one operation with a new uuid and the next sequence."""
        type(self).sequence = getattr(self, "sequence", 0) + 1
        operation = {
            "uuid": str(uuid4()),
            "sequence": self.sequence,
            "kind": kind,
            "payload": payload,
            "cashier": None,
            "created": 1_700_000_000_000,
        }
        return {**operation, **values}

    def make_batch(self, *operations, **values):
        """Return what a till sends."""
        database = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        batch = {"protocol": 1, "database": database, "device": self.device, "acknowledged": 0}
        return {**batch, "operations": list(operations), **values}

    def send(self, *operations, config=None, **values):
        """Return the results of a batch, sent as `config`'s user."""
        config = config if config is not None else self.config
        return config.apply_offline_operations(self.make_batch(*operations, **values))["results"]

    def send_one(self, operation, config=None):
        """Return the one result of a batch of one."""
        (result,) = self.send(operation, config=config)
        return result

    def get_ledger(self, operation):
        """Return the row of an operation."""
        ledger = self.env["pos.offline.operation"].sudo()
        return ledger.search([("uuid", "=", operation["uuid"])])


class OperationCase(OperationMixin, TransactionCase):
    """A shop with a cashier who may enter customers, a plain one and a manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cashier = new_test_user(
            cls.env,
            "offline_cashier",
            groups="base.group_user,base.group_partner_manager,point_of_sale.group_pos_user",
        )
        cls.plain = new_test_user(
            cls.env, "offline_plain", groups="base.group_user,point_of_sale.group_pos_user"
        )
        cls.manager = new_test_user(
            cls.env,
            "offline_manager",
            groups="base.group_user,base.group_partner_manager,point_of_sale.group_pos_manager",
        )
        cls.shop = cls.env["pos.config"].create({"name": "Offline Shop"})
        cls.config = cls.shop.with_user(cls.cashier)

    def make_foreign_shop(self):
        """Return a point of sale of another company, and a cashier of that company alone."""
        company = self.env["res.company"].create({"name": "Foreign Company"})
        self.env["account.chart.template"].try_loading("generic_coa", company, install_demo=False)
        shop = self.env["pos.config"].with_company(company).create({"name": "Foreign Shop"})
        user = new_test_user(
            self.env,
            "foreign_cashier",
            groups="base.group_user,base.group_partner_manager,point_of_sale.group_pos_user",
            company_id=company.id,
            company_ids=[company.id],
        )
        return shop, user


class ConcurrentCase(OperationMixin, BaseCase):
    """Real transactions beside each other: what is made is committed, and removed at the end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The thread that runs the tests holds it, and each new transaction takes it.
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))
        with committed() as env:
            cls.user_id = new_test_user(
                env,
                f"concurrent_{uuid4()}",
                groups="base.group_user,base.group_partner_manager,point_of_sale.group_pos_user",
            ).id
            cls.config_id = env["pos.config"].create({"name": "Concurrent Shop"}).id
        cls.addClassCleanup(cls._remove)

    @classmethod
    def _remove(cls):
        with committed() as env:
            env["pos.offline.operation"].search([("config_id", "=", cls.config_id)]).unlink()
            env["pos.config"].browse(cls.config_id).unlink()
            env["res.users"].browse(cls.user_id).unlink()

    def setUp(self):
        super().setUp()
        # What PostgreSQL refuses here is refused on purpose.
        muted = mute_logger("odoo.sql_db")
        muted.__enter__()
        self.addCleanup(muted.__exit__)
        reader = Registry(get_db_name()).cursor()
        self.addCleanup(reader.close)
        self.env = api.Environment(reader, api.SUPERUSER_ID, {})

    def send_together(self, *batches):
        """Send each batch from a thread and transaction of its own; return their answers.

        All have taken their view of the database before the first may write: none sees another's.
        """
        barrier = threading.Barrier(len(batches))
        answers = [None] * len(batches)
        threads = [
            threading.Thread(target=self._send, args=(batch, barrier, answers, index))
            for index, batch in enumerate(batches)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return answers

    def _send(self, batch, barrier, answers, index):
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, self.user_id, {})
            first_try = [True]

            def call():
                config = env["pos.config"].browse(self.config_id)
                config.read(["name"])
                if first_try:
                    first_try.clear()
                    barrier.wait(30)
                return config.apply_offline_operations(batch)

            answers[index] = retrying(call, env)
