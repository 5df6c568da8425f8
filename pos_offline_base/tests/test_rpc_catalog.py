# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import re
from pathlib import Path

from odoo.modules import get_module_path
from odoo.tests import TransactionCase

CATALOG = "pos_offline_base/static/src/app/connection/rpc_catalog.js"
# What a till of ours meets in many shops.
ASKING = [
    "point_of_sale",
    "pos_discount",
    "pos_hr",
    "pos_loyalty",
    "pos_online_payment",
    "pos_restaurant",
    "pos_sale",
    "pos_self_order",
]
# The customers' own page is none of the till's.
OUTSIDE_OF_THE_TILL = "pos_self_order/static/src/app/"
ASKED = re.compile(
    r"(?:data\.(?:call|silentCall|callRelated)|orm(?:\.silent)?\.call)"
    r"\(\s*\"([\w.]+)\",\s*\"(\w+)\""
)
ADDRESS = re.compile(r"\brpc\(\s*[\"'`](/[\w/.-]+)")
# The first is ours to send, bounded as a ping; the second is of what nobody knows (`UNKNOWN`).
KNOWN_ADDRESSES = {"/pos/ping", "/web/action/load"}


class TestRpcCatalog(TransactionCase):
    """A request that nobody thought of is one that a sale may wait for."""

    def test_whatever_odoos_own_modules_ask_from_the_till_has_a_rule(self):
        asked = {name for module in ASKING for name in self._asked_by(module)}
        self.assertGreater(len(asked), 30)
        self.assertFalse(asked - self._known())

    def test_no_address_beside_the_models_is_asked_that_nobody_thought_of(self):
        asked = {
            address
            for module in ASKING
            for text in self._sources_of(module)
            for address in ADDRESS.findall(text)
        }
        self.assertEqual(asked, KNOWN_ADDRESSES)

    def _asked_by(self, module):
        return {
            f"{model}/{method}"
            for text in self._sources_of(module)
            for model, method in ASKED.findall(text)
        }

    def _sources_of(self, module):
        sources = Path(get_module_path(module), "static/src").rglob("*.js")
        return [each.read_text() for each in sources if OUTSIDE_OF_THE_TILL not in each.as_posix()]

    def _known(self):
        base = Path(get_module_path("pos_offline_base")).parent
        return set(re.findall(r'"([\w.]+/\w+)": ', (base / CATALOG).read_text()))
