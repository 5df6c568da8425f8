# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.exceptions import ValidationError

MAX_CUSTOMERS = 100_000
SHARED = (
    "One is shared by a household: customers with the same and unlike names are kept apart and"
    " flagged."
)


class PosConfig(models.Model):
    _inherit = "pos.config"

    offline_customer_enabled = fields.Boolean(
        "Customers without the server",
        default=True,
        help="The till creates and edits customers while the server is away.",
    )
    offline_customer_field_ids = fields.Many2many(
        "pos.customer.offline.field",
        string="Fields of the offline form",
        help="All of them where none is chosen. The name is always asked for.",
    )
    offline_customer_conflict_policy = fields.Selection(
        [
            ("ask", "Ask a manager, keep the server's value until then"),
            ("server", "Keep the server's value"),
            ("till", "Take the till's value"),
        ],
        "Same field changed on both sides",
        default="ask",
        required=True,
    )
    offline_customer_gone_policy = fields.Selection(
        [
            ("list", "List the change for a manager"),
            ("recreate", "Bring the customer back with the change"),
        ],
        "Changed customer was archived or deleted",
        default="list",
        required=True,
    )
    offline_customer_duplicate_policy = fields.Selection(
        [
            ("use", "Use the existing customer and fill its empty fields"),
            ("review", "Create the customer and flag both for review"),
            ("ask", "Ask a manager first"),
        ],
        "New customer is already there",
        default="use",
        required=True,
    )
    offline_customer_match_phone = fields.Boolean("Same phone", default=True, help=SHARED)
    offline_customer_match_email = fields.Boolean("Same email", default=True, help=SHARED)
    offline_customer_match_vat = fields.Boolean("Same tax ID", default=True)
    offline_customer_match_barcode = fields.Boolean("Same barcode", default=True)
    offline_customer_retention = fields.Integer(
        "Keep history (days)", default=365, help="What is still to be decided is kept longer."
    )
    offline_customer_limit = fields.Integer(
        "Customers loaded",
        help="How many customers the till knows without the server. 0: as many as Odoo loads.",
    )

    @api.constrains("offline_customer_retention", "offline_customer_limit")
    def _check_offline_customer_bounds(self):
        for config in self:
            if config.offline_customer_retention < 1:
                raise ValidationError(self.env._("Keep the log of customers for at least one day."))
            if not 0 <= config.offline_customer_limit <= MAX_CUSTOMERS:
                raise ValidationError(
                    self.env._("Load between 0 and %s customers on the till.", MAX_CUSTOMERS)
                )

    def _get_limited_partner_count(self):
        return self.offline_customer_limit or super()._get_limited_partner_count()

    @api.model
    def _load_pos_data_read(self, records, config):
        config = self._browse_loading(config)
        read_records = super()._load_pos_data_read(records, config)
        if read_records:
            read_records[0]["_offline_customers"] = config._get_offline_customer_form()
        return read_records

    def _get_offline_customer_form(self):
        """Tell the till what its user may do with customers, so that it need not ask later.

        :returns: ``{"create": bool, "write": bool, "fields": [name], "required": [name]}``
        """
        partners = self.env["res.partner"]
        chosen = {"name", *self.offline_customer_field_ids.mapped("field")}
        if not self.offline_customer_field_ids:
            chosen.update(partners._get_offline_fields())
        return {
            "create": partners.has_access("create"),
            "write": partners.has_access("write"),
            "fields": [
                name
                for name in partners._get_offline_fields()
                if name in chosen and partners._has_field_access(partners._fields[name], "write")
            ],
            "required": self._get_offline_customer_required_fields(),
        }

    def _get_offline_customer_required_fields(self):
        """Return the fields without which the server takes no customer; localisations extend it."""
        partners = self.env["res.partner"]
        names = partners._get_offline_fields()
        return ["name", *(name for name in names if partners._fields[name].required)]

    def _tell_tills_of_customers(self, ids, device=""):
        """Have the tills read these customers again, as Odoo's own synchronisation does.

        :param device: the till that knows already
        """
        session = self.current_session_id
        self.notify_synchronisation(session.id, device, {"res.partner": ids})
