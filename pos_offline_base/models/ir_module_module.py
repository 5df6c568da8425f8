# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models
from odoo.exceptions import UserError

MOST_NAMES = 5


class IrModuleModule(models.Model):
    """A module of the suite is not uninstalled while it alone has something that would be lost."""

    _inherit = "ir.module.module"

    def button_uninstall(self):
        """Refuse while something would be lost with one of these, or with what they take along.

        :raises UserError: says what, and what to do first
        """
        names = (self + self.downstream_dependencies()).mapped("name")
        for name, check in self._get_offline_uninstall_checks().items():
            if name in names:
                check()
        return super().button_uninstall()

    @api.model
    def _get_offline_uninstall_checks(self):
        """Return ``{module: function}``; it raises UserError while the module is needed."""
        return {}

    @api.model
    def _refuse_uninstall(self, text, names):
        """Raise UserError with a text of what would be lost and the first of its names, if any."""
        if names:
            more = "…" if len(names) > MOST_NAMES else ""
            raise UserError(text % (", ".join(names[:MOST_NAMES]) + more))
