# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import json
import re

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from odoo.addons.pos_offline_base.tests.common import OperationCase
from odoo.addons.pos_offline_base.tools.card_numbers import has_card_number

from .test_diagnosis import VERSION, DiagnosisCase

CARD = 4111111111111111
PERSONAL = [
    "Jean Dupont",
    "jean.dupont@example.com",
    "4111 1111 1111 1111",
    str(CARD),
    "411.111.111.111.111.1",
]


def walk(value):
    """Yield each key and each value of what was made of JSON, as text."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from walk(item)
    elif isinstance(value, list):
        for item in value:
            yield from walk(item)
    else:
        yield str(value)


def make_foreign_manager(case):
    """Return a manager of another company alone."""
    shop, _cashier = case.make_foreign_shop()
    return new_test_user(
        case.env,
        "foreign_manager",
        groups="base.group_user,point_of_sale.group_pos_manager",
        company_id=shop.company_id.id,
        company_ids=[shop.company_id.id],
    )


@tagged("post_install", "-at_install")
class TestDiagnosisFile(DiagnosisCase):
    def read_file(self, till):
        """Return what the manager's file says of a till."""
        return json.loads(till.with_user(self.manager)._make_diagnosis_file())

    def test_the_file_says_what_support_needs(self):
        rows = self.diagnose(
            waiting=self.waiting(count=3, failed=2, age=600),
            failures={"rights": 2},
            ready=False,
            reasons=["copy_incomplete"],
            release="0123456789abcdef",
            outages=[{"id": 1, "begin": 600, "end": 300, "layer": "network"}],
        )
        said = self.read_file(self.get_till())
        self.assertEqual(said["diagnosis"], rows)
        self.assertTrue(rows)
        self.assertEqual(said["till"]["device"], "7")
        self.assertEqual(said["versions"]["till"], VERSION)
        self.assertEqual(said["versions"]["server"], VERSION)
        self.assertEqual(said["versions"]["stored_copy"], "0123456789abcdef")
        self.assertEqual(said["versions"]["browser"], "Chrome 140, Linux")
        self.assertEqual(said["states"]["state"], "stuck")
        self.assertEqual(said["times"]["last_seen"], "2026-03-04T10:16:00Z")
        self.assertEqual(
            said["waiting"], [{"kind": "orders", "count": 3, "failed": 2, "oldest_seconds": 600}]
        )
        self.assertEqual(said["failures"], {"rights": 2})
        self.assertEqual(said["reasons"], ["copy_incomplete"])
        self.assertEqual(said["outages"][0]["layer"], "network")
        self.assertTrue(said["alerts"])

    def test_the_file_of_a_till_that_is_well_has_no_rows(self):
        self.diagnose()
        self.assertEqual(self.read_file(self.get_till())["diagnosis"], [])

    def test_no_name_no_address_and_no_card_number_is_in_the_file(self):
        """Planted in all that a till reports, and in what belongs to it here."""
        self.cashier.name = self.shop.name = "Jean Dupont"
        for planted in PERSONAL:
            with self.subTest(planted):
                self.env["pos.offline.device"].search([]).unlink()
                self.diagnose(**self.plant(planted))
                till = self.env["pos.offline.device"].search([])
                content = till.with_user(self.manager)._make_diagnosis_file()
                self.assertNothingPersonal(content)
                self.assertNothingPersonal(json.dumps(till.diagnosis))
                row = json.dumps([till.device, till.version, till.release])
                with self.assertRaises(AssertionError, msg="control: the till's row has it"):
                    self.assertNothingPersonal(row)

    def assertNothingPersonal(self, content):
        """Nothing that was planted is left, with whatever between its letters and digits."""
        for text in walk(json.loads(content)):
            self.assertNotRegex(text.lower(), "jean|dupont|example")
            self.assertNotIn(str(CARD), re.sub(r"\D", "", text))
            self.assertFalse(has_card_number(text), text)

    def plant(self, text):
        """Return a report that has a text in each place that takes one, or its number."""
        code = "c" + re.sub("[^a-z0-9]", "_", text.lower())[:30]
        waiting = [{"name": code, "label": text, "count": 2, "failed": 1, "age": 41111111.11}]
        return {
            "device": re.sub(r"[^\w.]", "-", text),
            "version": text,
            "release": text,
            "browser": text,
            "sale": {"reference": text, "age": 5},
            "waiting": waiting + self.waiting(count=50),
            "failures": {code: 1},
            "ready": False,
            "reasons": [code],
            "outages": [{"id": CARD, "begin": 600, "end": 300, "layer": "session"}],
            "storage": {"used": CARD, "quota": CARD, "persisted": False},
            "connection": {"status": "slow", "layer": None, "age": 41111111.11},
            "cashier": self.cashier.id,
            "now": CARD,
        }

    # -- Rights ------------------------------------------------------------------------------------

    def test_only_managers_of_the_tills_company_get_it(self):
        self.diagnose()
        till = self.get_till()
        action = till.with_user(self.manager).action_download_diagnosis()
        self.assertEqual(action["url"], f"/pos/offline/diagnosis/{till.id}")
        self.assertEqual(till.with_user(self.cashier).device, "7", "a cashier sees their own till")
        for user in (self.cashier, self.plain, make_foreign_manager(self)):
            for method in ("action_download_diagnosis", "_make_diagnosis_file"):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    getattr(till.with_user(user), method)()

    def test_the_button_is_for_managers(self):
        for user, is_there in ((self.manager, True), (self.cashier, False)):
            arch = self.env["pos.offline.device"].with_user(user).get_view(view_type="form")["arch"]
            self.assertEqual("action_download_diagnosis" in arch, is_there, user.login)


@tagged("post_install", "-at_install")
class TestDiagnosisDownload(OperationCase, HttpCase):
    def download(self, till, login=None):
        """Return the answer that a browser gets."""
        self.authenticate(login, login)
        with mute_logger("odoo.http"):
            return self.url_open(f"/pos/offline/diagnosis/{till.id}", allow_redirects=False)

    def test_the_browser_of_a_manager_downloads_it_and_no_other(self):
        till = self.env["pos.offline.device"].create({"config_id": self.shop.id, "device": "7"})
        answer = self.download(till, "offline_manager")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("attachment", answer.headers["Content-Disposition"])
        self.assertEqual(answer.headers["Content-Type"], "application/json; charset=utf-8")
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.json()["till"]["id"], till.id)
        foreign = make_foreign_manager(self)
        for login in ("offline_cashier", foreign.login):
            self.assertEqual(self.download(till, login).status_code, 403, login)
        self.assertIn("/web/login", self.download(till).headers["Location"])

    def test_a_till_that_is_gone_is_not_found(self):
        till = self.env["pos.offline.device"].create({"config_id": self.shop.id, "device": "7"})
        till.unlink()
        self.assertIn(self.download(till, "offline_manager").status_code, (403, 404))
