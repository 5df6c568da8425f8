# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models

UNDECIDED = ("open", "failed")


class ResPartner(models.Model):
    _inherit = "res.partner"

    # What duplicates are looked up by; Odoo has an index on none.
    _offline_phone_idx = models.Index(
        "(right(regexp_replace(phone, '[^0-9]', '', 'g'), 7)) WHERE phone IS NOT NULL"
    )
    _offline_vat_idx = models.Index(
        "(regexp_replace(upper(vat), '[^A-Z0-9]', '', 'g')) WHERE vat IS NOT NULL"
    )
    _offline_email_idx = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")

    @api.model
    def _get_offline_fields(self):
        """Return the names of the only fields that a till may set while it has no server."""
        return [
            "name",
            "is_company",
            "parent_id",
            "phone",
            "email",
            "street",
            "street2",
            "zip",
            "city",
            "state_id",
            "country_id",
            "vat",
            "barcode",
            "lang",
            "property_product_pricelist",
            "comment",
        ]

    @api.model
    def _load_pos_data_fields(self, config):
        """Load what the offline form shows beside what Odoo's own till needs."""
        config = self.env["pos.config"]._browse_loading(config)
        names = super()._load_pos_data_fields(config)
        if not config.offline_customer_enabled:
            return names
        return [*names, *(name for name in ("comment", "parent_id") if name not in names)]

    def unlink(self):
        """Forget what tills entered of who is deleted, where nothing is left to decide."""
        # As superuser: nobody has a right to write the log.
        logs = self.env["pos.customer.offline.log"].sudo()
        decided = logs.search([("partner_id", "in", self.ids), ("state", "not in", UNDECIDED)])
        result = super().unlink()
        decided._forget_values()
        return result

    @api.model
    def _follow_offline_merge(self, partner_id):
        """Return the customer of that number, or who it was merged into, or nobody.

        The record is not checked yet: the caller's rights decide what may be done with it.
        """
        partner = self.browse(partner_id).exists()
        if partner:
            return partner
        # As superuser: a number for a number, from rows on which nobody has rights.
        redirects = self.env["pos.customer.offline.merge"].sudo()
        return self.browse(redirects.search([("merged_id", "=", partner_id)]).partner_id.id)
