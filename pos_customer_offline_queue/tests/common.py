# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.addons.pos_offline_base.tests.common import OperationCase


class CustomerCase(OperationCase):
    """A till that creates and changes customers."""

    def make_create(self, values=None, **more):
        """Return a partner.create of `values`."""
        values = {"name": "Ada Till", **(values or {})}
        return self.make_operation("partner.create", {"values": values, "local_id": "x", **more})

    def make_write(self, customer, base, values):
        """Return a partner.write for a customer, a number or the operation that creates it."""
        target = {"id": customer if isinstance(customer, int) else customer.id}
        return self.make_operation("partner.write", {**target, "base": base, "values": values})

    def send_create(self, values=None, **more):
        """Send a partner.create and return its result."""
        return self.send_one(self.make_create(values, **more))

    def send_write(self, customer, base, values):
        """Send a partner.write and return its result."""
        return self.send_one(self.make_write(customer, base, values))

    def get_customer(self, result):
        """Return the customer that a result names."""
        return self.env["res.partner"].browse(result["result"]["id"])

    def get_log(self, result):
        """Return the log of the operation that a result answers."""
        return self.env["pos.customer.offline.log"].search([("uuid", "=", result["uuid"])])

    def make_customer(self, **values):
        """Return a customer that somebody entered in the back office."""
        return self.env["res.partner"].create({"name": "Known Customer", **values})
