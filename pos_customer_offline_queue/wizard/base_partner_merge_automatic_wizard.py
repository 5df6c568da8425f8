# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _log_merge_operation(self, src_partners, dst_partner):
        """Keep where each one went, for what still waits on tills under its number."""
        # As superuser: nobody has rights on these rows, whoever may merge.
        redirects = self.env["pos.customer.offline.merge"].sudo()
        redirects.create(
            [{"merged_id": id_, "partner_id": dst_partner.id} for id_ in src_partners.ids]
        )
        self.env["pos.customer.offline.log"]._after_merge(dst_partner)
        return super()._log_merge_operation(src_partners, dst_partner)
