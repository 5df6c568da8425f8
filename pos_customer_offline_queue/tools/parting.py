# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Makes a customer that was taken for another one of its own again."""

from odoo.exceptions import UserError
from odoo.fields import Command

from .customer_values import CustomerValues
from .merge import TILL


class Parting:
    """Parts whom a line of the log has taken for one, with the rights of who decides."""

    def __init__(self, log):
        self.log = log
        self.env = log.env
        self.tools = CustomerValues(log._get_config())
        self.other = log.partner_id.with_env(self.tools.env)

    def run(self):
        """Make the customer that the till entered, and give it its orders; return it.

        What the till had filled in the other's record is taken out again, where it is unchanged.

        :raises UserError: the line is no such one, or what was entered is not kept any more
        """
        self._check()
        self._take_out_filled()
        customer = self._make_entered()
        invoiced = self._move_orders(customer)
        self._note(customer)
        self._tell(customer, invoiced)
        self.tools.config._tell_tills_of_customers([self.other.id, customer.id])
        return customer

    def _check(self):
        if self.log.outcome != "linked" or not self.other:
            raise UserError(self.env._("This customer was not taken for another one."))
        if "name" not in self.log.value_ids.mapped("field"):
            raise UserError(self.env._("What was entered is not kept any more. Enter it by hand."))

    def _take_out_filled(self):
        lines = self.log.value_ids.filtered(lambda line: line.kept == TILL)
        current = self.tools.get_current(self.other, lines.mapped("field"))
        unchanged = lines.filtered(lambda line: current[line.field] == line.till_value)
        if unchanged:
            self.other.write(dict.fromkeys(unchanged.mapped("field"), False))

    def _make_entered(self):
        entered = {line.field: line.till_value for line in self.log.value_ids}
        if self.other.barcode and self.other.barcode == entered.get("barcode"):
            entered.pop("barcode")  # it names one customer: it stays with the one who has it
        return self.tools.env["res.partner"].create(self.log._prepare_chosen(self.tools, entered))

    def _move_orders(self, customer):
        """Give the till's orders their customer, but those with an invoice; return the latter."""
        orders = self.other.env["pos.order"].search(
            [("offline_customer_uuid", "=", self.log.uuid), ("partner_id", "=", self.other.id)]
        )
        invoiced = orders.filtered("account_move")
        (orders - invoiced).write({"partner_id": customer.id})
        return invoiced

    def _note(self, customer):
        ledger = self.log._get_ledger()
        if ledger:
            # What a till still sends of this customer is for the right one.
            ledger.result = {**ledger.result, "id": customer.id}
        kept = {"kept": TILL, "server": False}
        lines = [Command.update(line.id, kept) for line in self.log.value_ids]
        row = {"partner_id": customer.id, "name": customer.name, "outcome": "created"}
        # As superuser: nobody has a right to write the log.
        self.log.sudo().write({**row, "value_ids": lines})
        self.log._close("resolved", self.env._("Parted from %s.", self.other.display_name))

    def _tell(self, customer, invoiced):
        text = self.env._(
            "A manager parted %(customer)s from %(other)s: they are two people.",
            customer=customer.display_name,
            other=self.other.display_name,
        )
        if invoiced:
            text += " " + self.env._(
                "Invoiced already, and left as they are: %s.", ", ".join(invoiced.mapped("name"))
            )
        for each in (customer, self.other):
            each.message_post(body=text)
