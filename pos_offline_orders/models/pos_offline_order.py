# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging
from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools.constants import GC_UNLINK_LIMIT

from odoo.addons.pos_offline_base.exceptions import as_operation_error, is_transient
from odoo.addons.pos_offline_base.tools.batch import RETENTION_DAYS

from ..tools.gone_references import GoneReferences
from ..tools.refusals import ADVICE, CODES
from ..tools.refused_order import children, correct, fingerprint

_logger = logging.getLogger(__name__)

# What a manager can put in the place of what is gone.
REPLACEABLE = {"product_id": "lines", "payment_method_id": "payment_ids"}


class PosOfflineOrder(models.Model):
    """A sale that the server has refused, as its till has it: a manager delivers or voids it here.

    The till keeps its own copy until the server has the sale, or a manager has voided it. What came
    is never changed; what a manager chooses in the place of what is gone is kept beside it. Nobody
    has a right to write rows: the methods here do as superuser (`sudo`), and only the rows. The
    sale itself is delivered with the rights of whoever asks, the way of all orders.
    """

    _name = "pos.offline.order"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Sale of a till that the server has refused"
    _order = "id desc"
    _rec_name = "reference"
    _mail_post_access = "read"

    uuid = fields.Char("Identifier", required=True, readonly=True)
    reference = fields.Char("Receipt", required=True, readonly=True)
    state = fields.Selection(
        [("refused", "Refused"), ("delivered", "Delivered"), ("voided", "Voided")],
        required=True,
        readonly=True,
        tracking=True,
    )
    code = fields.Selection(CODES, "Cause", readonly=True, tracking=True)
    message = fields.Char("The server says", readonly=True)
    advice = fields.Char("What to do", compute="_compute_advice")
    payload = fields.Json(readonly=True)
    fingerprint = fields.Char(readonly=True, help="SHA-256 of the sale as the till has sent it.")
    replacements = fields.Json(readonly=True)
    content = fields.Html("Receipt's content", compute="_compute_content")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    config_id = fields.Many2one("pos.config", "Point of Sale", required=True, readonly=True)
    device = fields.Char("Till", readonly=True, help="Odoo's number of the device")
    user_id = fields.Many2one("res.users", "Signed in", readonly=True)
    cashier = fields.Char(readonly=True)
    amount_total = fields.Monetary("Total", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    sold_at = fields.Datetime(
        "Time of sale", readonly=True, help="By the age that the till told, not its clock."
    )
    received_at = fields.Datetime("Handed in", readonly=True)
    closed_at = fields.Datetime("Settled", readonly=True, index="btree_not_null")
    order_id = fields.Many2one("pos.order", readonly=True)

    _uuid_unique = models.Constraint("UNIQUE (uuid)", "A sale is handed in once.")

    @api.depends("code", "state")
    @api.depends_context("lang")
    def _compute_advice(self):
        for row in self:
            advice = ADVICE.get(row.code) if row.state == "refused" else None
            row.advice = advice and self.env._(advice)

    @api.depends("payload")
    def _compute_content(self):
        for row in self:
            row.content = row._describe_lines() + row._describe_payments()

    def _describe_lines(self):
        money = self.currency_id.format
        row = Markup("<tr><td>%s</td><td class='text-end'>%s</td><td class='text-end'>%s</td></tr>")
        rows = Markup().join(
            row
            % (
                values.get("full_product_name") or self.env._("Unnamed product"),
                f"{_number(values.get('qty')):g}",
                money(_number(values.get("price_subtotal_incl"))),
            )
            for values in children(self._get_message(), "lines")
        )
        head = Markup("<thead><tr><th>%s</th><th class='text-end'>%s</th>") % (
            self.env._("Product"),
            self.env._("Quantity"),
        )
        head += Markup("<th class='text-end'>%s</th></tr></thead>") % self.env._("Amount")
        return Markup("<table class='table table-sm'>%s<tbody>%s</tbody></table>") % (head, rows)

    def _describe_payments(self):
        item = Markup("<li>%s: %s</li>")
        items = Markup().join(
            item
            % (
                self._get_method_name(values.get("payment_method_id")),
                self.currency_id.format(_number(values.get("amount"))),
            )
            for values in children(self._get_message(), "payment_ids")
        )
        return Markup("<p>%s</p><ul>%s</ul>") % (self.env._("Paid with"), items)

    def _get_method_name(self, number):
        method = self.env["pos.payment.method"].browse(number if type(number) is int else ())
        method = method.exists()._filtered_access("read")
        return method.name or self.env._("a payment method that is gone")

    def _get_message(self):
        return (self.payload or {}).get("order") or {}

    # -- What tills hand in ------------------------------------------------------------------------

    @api.model
    def _hand_in(self, config, operation, refused):
        """Note a sale that the server has refused, or one more reason of it.

        :param RefusedOrder refused: what the till has sent
        :returns: ``{state}``, empty where the server has the sale
        """
        row = self.sudo().search([("uuid", "=", refused.uuid)])
        if row.config_id != config.sudo() and row:
            return {"state": row.state}  # another shop's till: it has it, and is not told more
        if not row:
            if find_order(self.env["pos.order"], refused.uuid):
                return {"state": ""}
            row = self.sudo().create(self._prepare_row(config, operation, refused))
        if row.state == "refused":
            row._take_news(refused)
        return {"state": row.state}

    @api.model
    def _prepare_row(self, config, operation, refused):
        now = fields.Datetime.now()
        return {
            "uuid": refused.uuid,
            "reference": refused.reference,
            "state": "refused",
            "payload": refused.payload,
            "fingerprint": fingerprint(refused.payload),
            "company_id": config.company_id.id,
            "config_id": config.id,
            "device": operation.device,
            "user_id": self.env.uid,
            "cashier": config._get_offline_cashier_name(operation.cashier),
            "amount_total": refused.total,
            "currency_id": config.currency_id.id,
            "sold_at": now - timedelta(seconds=refused.age),
            "received_at": now,
        }

    def _take_news(self, refused):
        if refused.given_up:
            self._close("voided", self.env._("Given up on the till: %s", refused.given_up))
        else:
            self.write({"code": refused.code, "message": refused.text})

    # -- What becomes of them ----------------------------------------------------------------------

    @api.model
    def _get_known(self, orders):
        """Return the rows, as superuser, of the sales among what a till sends."""
        uuids = [each.get("uuid") for each in orders if each.get("state") == "paid"]
        uuids = [uuid for uuid in uuids if isinstance(uuid, str)]
        return self.sudo().search([("uuid", "in", uuids)]) if uuids else self.sudo()

    def _check_not_voided(self):
        """Refuse what a manager has voided.

        :raises UserError: its ``context`` has ``voided``, ``{uuid: reason}``, for the till
        """
        voided = self.filtered(lambda row: row.state == "voided")
        if voided:
            names = ", ".join(voided.mapped("reference"))
            error = UserError(self.env._("A manager has voided this sale: %s", names))
            error.context = {"voided": {row.uuid: row.message or "" for row in voided}}
            raise error

    def _note_arrived(self, orders):
        """Close those that the server has by now, whoever has brought them.

        :param orders: the model of the orders, with the rights of whoever brings them
        """
        for row in self.filtered(lambda row: row.state == "refused"):
            order = find_order(orders, row.uuid)
            if order and row._is_same_sale(order):
                row.order_id = order
                row._close("delivered", self.env._("The order %s has it.", order.name))

    def _is_same_sale(self, order):
        """Tell whether an order has the sale's amount; the server may round each line."""
        step = self.currency_id.rounding or 0.01
        tolerance = step * (len(children(self._get_message(), "lines")) + 0.5)
        return abs(order.amount_total - self.amount_total) < tolerance

    def _close(self, state, text):
        self.write({"state": state, "message": text, "closed_at": fields.Datetime.now()})
        self.activity_unlink(["mail.mail_activity_data_todo"])

    # -- What managers do --------------------------------------------------------------------------

    def action_deliver(self):
        """Deliver the sale; ask first what takes the place of what is gone."""
        self.ensure_one()
        self._check_manager()
        if self._get_gone():
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Choose what takes its place"),
                "res_model": "pos.offline.order.deliver",
                "view_mode": "form",
                "target": "new",
                "context": {"default_offline_order_id": self.id},
            }
        return self._deliver()

    def action_void(self):
        """Ask for the reason why the sale is voided."""
        self.ensure_one()
        self._check_manager()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Void the sale"),
            "res_model": "pos.offline.order.void",
            "view_mode": "form",
            "target": "new",
            "context": {"default_offline_order_id": self.id},
        }

    def action_reopen(self):
        """Take back that the sale was voided: it can be delivered again."""
        self.ensure_one()
        self._check_manager(state="voided")
        self.sudo().write({"state": "refused", "message": False, "closed_at": False})

    def _void(self, reason):
        self.ensure_one()
        self._check_manager()
        self.sudo()._close("voided", reason)
        self.message_post(body=self.env._("Voided: %s", reason))
        self._ring()

    def _deliver(self):
        """Bring the sale to the server with the rights of whoever asks, in the cashier's name.

        :returns: an action that shows how it went; a refusal is noted, and changes nothing else
        """
        rights = self.with_env(self.config_id._in_own_company().env)
        try:
            with self.env.cr.savepoint():
                rights._send()
        except Exception as error:
            if is_transient(error) or isinstance(error, ConcurrencyError):
                raise
            text = self._explain(error)
            self.sudo().write({"message": text})
            self.message_post(body=self.env._("Delivery was refused: %s", text))
            return self._tell("danger", self.env._("The server refused it again: %s", text))
        self._ring()
        return self._tell("success", self.env._("The sale is on the server."))

    def _explain(self, error):
        """Return the words of a refusal; of what no person has written the log has the rest."""
        if isinstance(error, UserError):
            return str(error)
        _logger.error("The refused sale %s was not delivered", self.uuid, exc_info=error)
        return as_operation_error(self.env, error).describe(self.env)["message"]

    def _send(self):
        message = correct(self._get_message(), self.replacements or {})
        message["session_id"] = self._get_session(message).id
        kept = self.payload or {}
        orders = self.env["pos.order"].with_context(
            device_identifier=self.device,
            offline_sold_lines={self.uuid: kept.get("sold") or []} if kept.get("sold") else {},
            offline_changes=kept.get("changes") or {},
            offline_sale_ages={self.uuid: (fields.Datetime.now() - self.sold_at).total_seconds()},
        )
        orders.sync_from_ui([message])
        if self.state != "delivered":
            raise UserError(self.env._("The server has another sale under this receipt."))

    def _get_session(self, message):
        """Return the session of the sale, or the one that is open in its place.

        :raises UserError: there is none; nothing of a closed register is changed
        """
        session = self.env["pos.session"].browse(message.get("session_id")).exists()
        is_own = session.config_id == self.config_id and session.state in (
            "opened",
            "opening_control",
        )
        session = session if is_own else self.config_id.current_session_id
        if not session:
            raise UserError(self.env._("The register is closed. Open it, then deliver the sale."))
        return session

    def _get_gone(self):
        """Return what was deleted and needs another in its place.

        :returns: list of ``{"field", "id", "label"}``; the label as the receipt has it
        """
        message = correct(self._get_message(), self.replacements or {})
        message["session_id"] = False  # another one is found
        references = GoneReferences(self.env, "pos.order", [message])
        _left_out, needed = references.take_out(message)
        gone = [note for note in needed if note["field"] in REPLACEABLE]
        return [{**note, "label": self._name_gone(note)} for note in gone]

    def _name_gone(self, note):
        """Return how the receipt calls what is gone: of a payment it is the amount."""
        names = [
            values.get("full_product_name")
            or self.currency_id.format(_number(values.get("amount")))
            for values in children(self._get_message(), REPLACEABLE[note["field"]])
            if values.get(note["field"]) == note["id"]
        ]
        return ", ".join(dict.fromkeys(map(str, names))) or note["label"]

    def _set_replacements(self, choices):
        """Keep what a manager has chosen: ``{field: {gone number: record}}``."""
        kept = {name: dict((self.replacements or {}).get(name, {})) for name in REPLACEABLE}
        for name, records in choices.items():
            kept[name].update({str(number): record.id for number, record in records.items()})
        self.sudo().replacements = kept
        names = [
            self.env._("number %(number)s: %(name)s", number=number, name=record.display_name)
            for records in choices.values()
            for number, record in records.items()
        ]
        self.message_post(body=self.env._("In the place of what is gone: %s", ", ".join(names)))

    def _check_manager(self, state="refused"):
        if not self.env.user.has_group("point_of_sale.group_pos_manager"):
            raise AccessError(self.env._("Only a manager of the Point of Sale can do this."))
        self.check_access("read")
        # Of two managers at once one does it.
        if not self.sudo().try_lock_for_update() or self.state != state:
            raise UserError(self.env._("Somebody else is at this sale, or has settled it."))

    def _ring(self):
        """Have the tills send what waits: they learn what became of the sale from the answer."""
        self.config_id._notify("POS_OFFLINE_ORDERS", {"uuids": self.mapped("uuid")})

    def _tell(self, kind, text):
        params = {"type": kind, "message": text, "sticky": kind == "danger"}
        params["next"] = {"type": "ir.actions.client", "tag": "soft_reload"}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}

    @api.autovacuum
    def _gc_settled(self):
        """Drop what was settled long ago, run daily: the orders themselves stay."""
        before = fields.Datetime.now() - timedelta(days=RETENTION_DAYS)
        rows = self.search([("closed_at", "<", before)], limit=GC_UNLINK_LIMIT)
        rows.unlink()
        return len(rows), len(rows) == GC_UNLINK_LIMIT


def find_order(orders, uuid):
    """Return the order that the server has for good under this identifier."""
    domain = [("uuid", "=", uuid), ("state", "not in", ("draft", "cancel"))]
    return orders.search(domain, limit=1)


def _number(value):
    return value if type(value) in (int, float) else 0
