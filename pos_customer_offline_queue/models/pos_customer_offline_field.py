# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models


class PosCustomerOfflineField(models.Model):
    """A field of the till's own customer form, which a shop may leave out."""

    _name = "pos.customer.offline.field"
    _description = "Field of the offline customer form"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    field = fields.Char("Technical name", required=True, readonly=True)
    sequence = fields.Integer(default=10)

    _field_unique = models.Constraint("UNIQUE (field)", "A field is in the form once.")
