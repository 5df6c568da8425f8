# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models


class PosOfflineWizardMixin(models.AbstractModel):
    """What a person decides in a dialog: about nothing that this person may not read.

    Odoo keeps transient records to nobody. Each of ours has a rule on who made it, and what it
    points at is checked here: a number is easily guessed, and a related field shows what is
    behind it.
    """

    _name = "pos.offline.wizard.mixin"
    _description = "Dialog that keeps to its user's rights"

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards._check_reach()
        return wizards

    def write(self, vals):
        result = super().write(vals)
        self._check_reach()
        return result

    def _check_reach(self):
        """Refuse what points at a record that the user may not read."""
        for field in self._fields.values():
            if field.relational and field.store:
                # As superuser, as relations leave out what the user may not read.
                self.sudo()[field.name].sudo(self.env.su).check_access("read")
