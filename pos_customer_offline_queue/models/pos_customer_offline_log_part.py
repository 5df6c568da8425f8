# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.customer_values import CustomerValues
from ..tools.merge import SERVER, TILL


class PosCustomerOfflineLog(models.Model):
    """How a customer that was taken for another becomes one of its own again."""

    _inherit = "pos.customer.offline.log"

    def action_part(self):
        """Say that they are two people: make the one that the till entered, with its orders.

        What the till had filled in the other's record is taken out again, where it is unchanged.

        :raises UserError: it is no such line, or what was entered is not kept any more
        """
        self._get_decidable().ensure_one()
        self._check_may_be_parted()
        tools = CustomerValues(self._get_config())
        other = self.partner_id.with_env(tools.env)
        filled = self._take_out_filled(tools, other)
        customer = self._make_entered(tools, other)
        invoiced = self._move_orders(other, customer)
        self._note_parted(other, customer, filled)
        self._tell_parted(other, customer, invoiced)
        tools.config._tell_tills_of_customers([other.id, customer.id])
        return self.action_open_customer()

    def _check_may_be_parted(self):
        if self.outcome != "linked" or not self.partner_id:
            raise UserError(self.env._("This customer was not taken for another one."))
        if not self.value_ids.filtered(lambda line: line.field == "name"):
            raise UserError(self.env._("What was entered is not kept any more. Enter it by hand."))

    def _take_out_filled(self, tools, other):
        """Return the lines whose values were put into the other customer, and are out again."""
        lines = self.value_ids.filtered(lambda line: line.kept == TILL)
        current = tools.get_current(other, lines.mapped("field"))
        unchanged = lines.filtered(lambda line: current[line.field] == line.till_value)
        if unchanged:
            other.write(dict.fromkeys(unchanged.mapped("field"), False))
        return unchanged

    def _make_entered(self, tools, other):
        entered = {line.field: line.till_value for line in self.value_ids}
        if other.barcode and other.barcode == entered.get("barcode"):
            entered.pop("barcode")  # it names one customer: it stays with the one who has it
        return tools.env["res.partner"].create(self._prepare_chosen(tools, entered))

    def _move_orders(self, other, customer):
        """Give the till's orders their customer, but those with an invoice; return the latter."""
        orders = other.env["pos.order"].search(
            [("offline_customer_uuid", "=", self.uuid), ("partner_id", "=", other.id)]
        )
        invoiced = orders.filtered("account_move")
        (orders - invoiced).write({"partner_id": customer.id})
        return invoiced

    def _note_parted(self, other, customer, filled):
        ledger = self._get_ledger()
        if ledger:
            # What a till still sends of this customer is for the right one.
            ledger.result = {**ledger.result, "id": customer.id}
        lines = [
            Command.update(line.id, {"kept": TILL, "server": False})
            for line in filled | self.value_ids.filtered(lambda line: line.kept == SERVER)
        ]
        row = {"partner_id": customer.id, "name": customer.name, "outcome": "created"}
        self.sudo().write({**row, "value_ids": lines})
        self._close("resolved", self.env._("Parted from %s.", other.display_name))

    def _tell_parted(self, other, customer, invoiced):
        text = self.env._(
            "A manager parted %(customer)s from %(other)s: they are two people.",
            customer=customer.display_name,
            other=other.display_name,
        )
        if invoiced:
            text += " " + self.env._(
                "Invoiced already, and left as they are: %s.", ", ".join(invoiced.mapped("name"))
            )
        for each in (customer, other):
            each.message_post(body=text)
