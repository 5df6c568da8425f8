# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class PosCustomerOfflineMerge(models.Model):
    """Where a customer went that was merged into another: Odoo itself keeps only a line in its log.

    Merging moves what points to the old record, these rows included, so that a chain of merges
    needs no walk: each old number points to who is left.
    """

    _name = "pos.customer.offline.merge"
    _description = "Customer that was merged into another"

    merged_id = fields.Integer("Number of the merged customer", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Merged into", required=True, readonly=True, ondelete="cascade", index=True
    )

    _merged_unique = models.Constraint("UNIQUE (merged_id)", "A customer is merged away once.")
