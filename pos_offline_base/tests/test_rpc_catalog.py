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
]
ASKED = re.compile(
    r"(?:data\.(?:call|silentCall|callRelated)|orm(?:\.silent)?\.call)"
    r"\(\s*\"([\w.]+)\",\s*\"(\w+)\""
)


class TestRpcCatalog(TransactionCase):
    """A request that nobody thought of is one that a sale may wait for."""

    def test_whatever_odoos_own_modules_ask_from_the_till_has_a_rule(self):
        asked = {name for module in ASKING for name in self._asked_by(module)}
        self.assertGreater(len(asked), 30)
        self.assertFalse(asked - self._known())

    def _asked_by(self, module):
        sources = Path(get_module_path(module), "static/src").rglob("*.js")
        return {
            f"{model}/{method}"
            for source in sources
            for model, method in ASKED.findall(source.read_text())
        }

    def _known(self):
        base = Path(get_module_path("pos_offline_base")).parent
        return set(re.findall(r'"([\w.]+/\w+)": ', (base / CATALOG).read_text()))
