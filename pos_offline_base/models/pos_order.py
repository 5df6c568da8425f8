# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import re

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import MissingError

from ..tools.gone_references import GoneReferences, describe, is_number

# As PostgreSQL says it in each language: the column with its value, then the table.
BROKEN_KEY = re.compile(r"\((\w+)\)=\((\d+)\)")


class PosOrder(models.Model):
    """A sale arrives whatever was deleted meanwhile: it goes without, and it is told."""

    _inherit = "pos.order"

    offline_left_out = fields.Json(
        "Left out",
        readonly=True,
        copy=False,
        help="What the till named and what had been deleted before the order arrived.",
    )

    @api.model
    def sync_from_ui(self, orders):
        """Take the orders without what they name and what is gone.

        :raises MissingError: a product, a payment method or the session is gone; its ``context``
            has ``missing``, a list of ``{"model", "id", "field", "label"}``
        """
        self._leave_out_gone(orders)
        try:
            return super().sync_from_ui(orders)
        except psycopg2.errors.ForeignKeyViolation as error:
            raise self._as_missing(error) from error

    def _leave_out_gone(self, orders):
        references = GoneReferences(self.env, self._name, orders)
        for order in orders:
            order.pop("offline_left_out", None)  # the server's word, not the till's
            left_out, needed = references.take_out(order)
            if needed:
                raise self._get_missing_error(needed)
            if left_out:
                order["offline_left_out"] = left_out

    @api.model
    def _process_order(self, order, existing_order):
        self._leave_out_customer(order)
        left_out = order.get("offline_left_out")
        if left_out and existing_order:
            order["offline_left_out"] = [*(existing_order.offline_left_out or []), *left_out]
        number = super()._process_order(order, existing_order)
        if left_out:
            self.browse(number)._tell_left_out(left_out)
        return number

    def _leave_out_customer(self, order):
        """Say that the customer is gone, whom Odoo leaves out without a word."""
        number = order.get("partner_id")
        if is_number(number) and not self.env["res.partner"].browse(number).exists():
            self._note_left_out(order, "partner_id", number)
            order.update({"partner_id": False, "to_invoice": False})

    @api.model
    def _note_left_out(self, order, name, number):
        """Have it told that the order goes without what its field ``name`` named.

        :param dict order: as the till sends it, changed in place
        """
        note = describe(self.env, self._fields[name], number)
        order["offline_left_out"] = [*order.get("offline_left_out", []), note]

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
