# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

MAX_REASON = 200


class PosSession(models.Model):
    """A register is closed over what its other tills have not sent only where a manager says so."""

    _inherit = "pos.session"

    offline_device_ids = fields.One2many("pos.offline.device", "session_id", "Tills", readonly=True)
    offline_close_reason = fields.Char(
        "Closed without tills because",
        readonly=True,
        copy=False,
        groups="point_of_sale.group_pos_manager",
    )

    def get_unsent_tills(self):
        """Return what other tills of the session have not sent, for the till that would close it.

        A till that is silent may have sold without the server since: nobody knows.

        :returns: list of ``{"device", "count", "minutes", "silent"}``: orders that were not sent,
            minutes that the oldest has waited, and minutes since a silent till was heard of, else 0
        """
        self.ensure_one()
        self.check_access("read")
        if self.sudo().offline_close_reason:
            return []
        own = str(self.env.context.get("device_identifier", ""))
        domain = [("session_id", "=", self.id), ("device", "!=", own)]
        # As superuser: of tills of this very register how many wait, and since when; no names.
        tills = self.env["pos.offline.device"].sudo().search(domain, order="device")
        found = [till._describe_unsent() for till in tills]
        return [till for till in found if till["count"] or till["silent"]]

    def close_without_tills(self, reason):
        """Let the session be closed over what other tills have not sent, and note who and why.

        :raises AccessError: only a manager may
        :raises UserError: there is no reason
        """
        self.ensure_one()
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only a manager of the Point of Sale can do this."))
        reason = reason.strip()[:MAX_REASON] if isinstance(reason, str) else ""
        if not reason:
            raise UserError(self.env._("Say why the register is closed without them."))
        texts = [self._tell_unsent(till) for till in self.get_unsent_tills()]
        self.offline_close_reason = reason
        body = self.env._("Closed without waiting for other tills: %s", reason)
        self.message_post(body=" ".join([body, *texts]))

    def close_session_from_ui(self, bank_payment_method_diff_pairs=None):
        """Refuse while another till has told of orders that the server does not have."""
        tills = [till for till in self.get_unsent_tills() if till["count"]]
        if not tills:
            return super().close_session_from_ui(bank_payment_method_diff_pairs)
        texts = [self._tell_unsent(till) for till in tills]
        help_text = self.env._("Send them there first, or ask a manager to close without them.")
        message = " ".join([*texts, help_text])
        return {"successful": False, "message": message, "redirect": False, "open_order_ids": []}

    def _tell_unsent(self, till):
        if till["count"]:
            return self.env._(
                "Till %(device)s: orders that the server does not have: %(count)s. The oldest has"
                " waited for %(minutes)s minutes.",
                device=till["device"],
                count=till["count"],
                minutes=till["minutes"],
            )
        return self.env._(
            "Till %(device)s has not been heard of for %(minutes)s minutes.",
            device=till["device"],
            minutes=till["silent"],
        )
