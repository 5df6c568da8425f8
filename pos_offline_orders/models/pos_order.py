# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import logging
import re

import psycopg2
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import MissingError
from odoo.fields import Command

from odoo.addons.pos_offline_base.exceptions import BUSY, OfflineOperationError

from ..tools.gone_references import GoneReferences, describe, is_number
from ..tools.order_cancel import is_as_known
from ..tools.unchanged_fields import keep_unchanged
from ..tools.unknown_fields import leave_out_unknown

_logger = logging.getLogger(__name__)

# Seconds after which a sale was not brought by the request that its receipt waited for.
SOLD_OFFLINE_AFTER = 30
OLDEST_SALE = 400 * 24 * 3600  # seconds; what is said to be older is no honest age
# Of these the server says what they are, not the till.
SERVERS_OWN = ("offline_left_out", "offline_received_at", "offline_delay", "offline_device")

# As PostgreSQL says it in each language: the column with its value, then the table.
BROKEN_KEY = re.compile(r"\((\w+)\)=\((\d+)\)")


class PosOrder(models.Model):
    """A sale arrives, as its receipt shows it, whatever became of the database meanwhile.

    It goes without what was deleted, and without fields of a module that is gone; both are told. It
    is paid with the lines that were charged, and waits for no program that the server lacks.
    """

    _inherit = "pos.order"

    offline_left_out = fields.Json(
        "Left out",
        readonly=True,
        copy=False,
        help="What the till named and what had been deleted before the order arrived.",
    )

    offline_received_at = fields.Datetime("Received from the till", readonly=True, copy=False)
    offline_delay = fields.Float(
        "Received after (minutes)",
        readonly=True,
        copy=False,
        aggregator="avg",
        help="From the payment until the server had the sale. Empty where it came at once.",
    )
    offline_device = fields.Char(
        "Till", readonly=True, copy=False, help="Odoo's number of the device"
    )

    @api.model
    def sync_from_ui(self, orders):
        """Take the orders without fields that no installed module has, and without what is gone.

        :raises MissingError: a product, a payment method or the session is gone; its ``context``
            has ``missing``, a list of ``{"model", "id", "field", "label"}``
        """
        handed_in = self.env["pos.offline.order"]._get_known(orders)
        handed_in._check_not_voided()
        answer = self._sync_what_is_known(super().sync_from_ui, orders)
        handed_in._note_arrived(self)
        return answer

    @api.model
    def _sync_what_is_known(self, take, orders):
        known = [leave_out_unknown(self.env, self._name, order) for order in orders]
        unknown = sorted(set().union(*(names for _order, names in known)))
        if not unknown:
            return self._sync_without_gone(take, orders)
        try:
            # Another module may use a name that is no field, and take it out itself.
            with self.env.cr.savepoint():
                return self._sync_without_gone(take, orders)
        except (KeyError, ValueError):
            uuids = [order.get("uuid") for order in orders]
            _logger.warning("Orders %s arrive without unknown fields: %s", uuids, unknown)
            return self._sync_without_gone(take, [order for order, _names in known])

    @api.model
    def _sync_without_gone(self, take, orders):
        self._leave_out_gone(orders)
        try:
            return take(orders)
        except psycopg2.errors.ForeignKeyViolation as error:
            raise self._as_missing(error) from error

    def _leave_out_gone(self, orders):
        references = GoneReferences(self.env, self._name, orders)
        for order in orders:
            for name in SERVERS_OWN:
                order.pop(name, None)
            left_out, needed = references.take_out(order)
            if needed:
                raise self._get_missing_error(needed)
            if left_out:
                order["offline_left_out"] = left_out

    @api.model
    def _process_order(self, order, existing_order):
        customer = order.get("partner_id")
        if existing_order and existing_order.state == "draft":
            keep_unchanged(existing_order, order, self.env.context.get("offline_changes"))
        left_out = order.get("offline_left_out")
        if left_out and existing_order:
            order["offline_left_out"] = [*(existing_order.offline_left_out or []), *left_out]
        unsold = self._take_off_unsold_lines(order, existing_order)
        order.update(self._describe_arrival(order, existing_order))
        number = super()._process_order(order, existing_order)
        saved = self.browse(number)
        notes = [*(left_out or []), *saved._note_gone_customer(customer)]
        if notes:
            saved._tell_left_out(notes)
        if unsold:
            saved._note_unsold_lines(unsold)
        return number

    @api.model
    def _describe_arrival(self, order, existing_order):
        """Return the values that say when and from which till a sale has come."""
        if order.get("state") != "paid" or (existing_order and existing_order.state != "draft"):
            return {}
        device = self.env.context.get("device_identifier")
        values = {"offline_received_at": fields.Datetime.now()}
        if isinstance(device, str | int) and len(str(device)) <= 16:
            values["offline_device"] = str(device)
        ages = self.env.context.get("offline_sale_ages")
        age = ages.get(order.get("uuid")) if isinstance(ages, dict) else None
        if type(age) in (int, float) and SOLD_OFFLINE_AFTER <= age <= OLDEST_SALE:
            values["offline_delay"] = age / 60
        return values

    def _note_gone_customer(self, number):
        """Note that a customer is gone, whom Odoo leaves out without a word.

        :param number: what the till named, before modules took another in the place of who is gone
        """
        gone = self.env["res.partner"].browse(number if is_number(number) else ())
        if not gone or self.partner_id or gone.exists():
            return []
        note = describe(self.env, self._fields["partner_id"], number)
        self.offline_left_out = [*(self.offline_left_out or []), note]
        return [note]

    def _compute_prices(self):
        """Keep the amounts as sold: what they were computed with is not there any more."""
        sold = [
            (order, {"amount_tax": order.amount_tax, "amount_total": order.amount_total})
            for order in self.filtered("offline_left_out")
        ]
        result = super()._compute_prices()
        for order, amounts in sold:
            order.update(amounts)
        return result

    def _tell_left_out(self, notes):
        text = self.env._(
            "Deleted before the order arrived from the till, and left out: %s. "
            "The amounts are as sold.",
            self._name_gone(notes),
        )
        self.message_post(body=text)

    def _get_missing_error(self, notes):
        """Return an error that names what is gone, for people and for the till."""
        text = self.env._("Deleted on the server: %s.", self._name_gone(notes))
        error = MissingError(text)
        error.context = {"missing": notes}
        return error

    @api.model
    def _name_gone(self, notes):
        return ", ".join(
            self.env._("%(label)s (number %(number)s)", label=note["label"], number=note["id"])
            for note in notes
        )

    def _as_missing(self, error):
        """Return what it means that a key was broken: something was deleted just now."""
        tables = {model._table: model for model in self.env.registry.values()}
        key = BROKEN_KEY.search(error.diag.message_detail or "")
        model = tables.get(error.diag.table_name)
        field = model._fields.get(key[1]) if key and model is not None else None
        if field is None:
            return MissingError(self.env._("Something that the order uses was just deleted."))
        label = {"model": field.comodel_name, "id": int(key[2]), "field": key[1]}
        return self._get_missing_error([{**label, "label": field.string or key[1]}])

    # -- What a receipt shows is what is sold ------------------------------------------------------

    @api.model
    def _take_off_unsold_lines(self, order, existing_order):
        """Have lines removed that were not charged; return how each is told."""
        unsold = self._find_unsold_lines(order, existing_order)
        if unsold:
            removals = [Command.delete(line.id) for line in unsold]
            order["lines"] = [*(order.get("lines") or []), *removals]
        return [
            f"{line.full_product_name or line.product_id.display_name}: "
            f"{line.qty:g}, {line.currency_id.format(line.price_subtotal_incl)}"
            for line in unsold
        ]

    @api.model
    def _find_unsold_lines(self, order, existing_order):
        """Return lines of the server's draft that the till neither charged nor removed.

        Tills of this suite say which lines a receipt shows: the order's total is theirs, and an
        order with more lines than its total would be wrong for ever.
        """
        sold = (self.env.context.get("offline_sold_lines") or {}).get(order.get("uuid"))
        lines = self.env["pos.order.line"]
        if not existing_order or order.get("state") != "paid" or not isinstance(sold, list):
            return lines
        named = {command[1] for command in order.get("lines") or [] if command[0] in (1, 2, 3)}
        return existing_order.lines.filtered(
            lambda line: line.uuid not in sold and line.id not in named
        )

    def _note_unsold_lines(self, texts):
        intro = self.env._("Not on the receipt, and so taken off the order when it was paid:")
        items = Markup().join(Markup("<li>%s</li>") % text for text in texts)
        self.message_post(body=Markup("<p>%s</p><ul>%s</ul>") % (intro, items))

    # -- What a till cancelled without the server --------------------------------------------------

    def _cancel_from_till(self, config, payload):
        """Cancel the order as stock does, unless somebody has gone on with it since.

        :param config: the till's point of sale
        :param dict payload: what `is_as_known` reads, and ``anyway``: a person has seen the change
        :raises OfflineOperationError: it was paid, or changed, meanwhile
        """
        if self.company_id != config.company_id:
            raise OfflineOperationError("wrong_company")
        if self.state == "draft":
            self._check_as_known(payload)
            self.action_pos_order_cancel()
        elif self.state != "cancel":
            raise OfflineOperationError(
                "validation",
                self.env._("The order was paid before it was cancelled. It stays as it is."),
                self.env._("Bring it back. To undo the sale, refund it."),
            )

    def _check_as_known(self, payload):
        self.check_access("write")
        # Who adds to it now comes before, or finds it cancelled.
        if not self.try_lock_for_update():
            raise OfflineOperationError(BUSY)
        if payload.get("anyway") is not True and not is_as_known(self, payload):
            raise OfflineOperationError(
                "conflict",
                self.env._("Somebody has changed the order since. It was not cancelled."),
                self.env._("Cancel it anyway, or bring it back and look at it."),
            )

    # -- A sale does not wait for a program that is missing on the server --------------------------

    def _process_saved_order(self, draft):
        if draft or not self.to_invoice or self._can_print_invoice():
            return super()._process_saved_order(draft)
        # The invoice is made and posted; only its PDF is owed, and can be made at any time.
        quiet = self.with_context(generate_pdf=False)
        order_id = super(PosOrder, quiet)._process_saved_order(draft)
        self.message_post(
            body=self.env._(
                "The invoice was made without its PDF: the program wkhtmltopdf is missing on the"
                " server. The PDF can be printed or sent from the invoice once it is installed."
            )
        )
        return order_id

    @api.model
    def _can_print_invoice(self):
        return self.env["ir.actions.report"].get_wkhtmltopdf_state() != "install"
