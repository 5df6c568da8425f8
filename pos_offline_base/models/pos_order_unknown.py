# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging

from odoo import api, models

from ..tools.unknown_fields import leave_out_unknown

_logger = logging.getLogger(__name__)


class PosOrder(models.Model):
    """A sale arrives also from a page that knows fields which this database has no more."""

    _inherit = "pos.order"

    @api.model
    def sync_from_ui(self, orders):
        """Take the orders without fields that no installed module has."""
        known = [leave_out_unknown(self.env, self._name, order) for order in orders]
        unknown = sorted(set().union(*(names for _order, names in known)))
        if not unknown:
            return super().sync_from_ui(orders)
        try:
            # Another module may use a name that is no field, and take it out itself.
            with self.env.cr.savepoint():
                return super().sync_from_ui(orders)
        except (KeyError, ValueError):
            uuids = [order.get("uuid") for order in orders]
            _logger.warning("Orders %s arrive without unknown fields: %s", uuids, unknown)
            return super().sync_from_ui([order for order, _names in known])
