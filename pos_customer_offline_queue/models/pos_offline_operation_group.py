# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, models

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from ..tools.customer_values import CustomerValues
from ..tools.duplicates import DuplicateFinder
from .pos_offline_operation import CREATE


class PosOfflineOperation(models.Model):
    """Customers that are plainly new are made together; each of the others by itself."""

    _inherit = "pos.offline.operation"

    @api.model
    def _get_group_handlers(self):
        return {**super()._get_group_handlers(), CREATE: "_create_customers"}

    def _create_customers(self, config, operations):
        """Do what `_create_customer` does for each, or raise where one is more than just new."""
        self.env["res.partner"].check_access("create")
        entered = [self._read_new(config, operation.payload) for operation in operations]
        finder = DuplicateFinder(config)
        finder.lock(*entered)
        if not finder.are_new(entered):
            raise OfflineOperationError("duplicate")
        prepare = CustomerValues(config).prepare
        customers = self.env["res.partner"].create([prepare(values) for values in entered])
        self.env["pos.customer.offline.log"]._note_created(config, operations, customers, entered)
        return self._answer_creates(config, operations, customers)

    def _answer_creates(self, config, operations, customers):
        of_uuid = {
            operation.uuid: customer
            for operation, customer in zip(operations, customers, strict=True)
        }
        for uuid in self.env["pos.order"]._find_waiting_uuids(of_uuid):
            self.env["pos.order"]._link_offline_customer(uuid, of_uuid[uuid])
        records = self.env["res.partner"]._load_pos_data_read(customers, config)
        of_id = {record["id"]: record for record in records}
        return [self._answer_create(one, of_id[one.id], "created", []) for one in customers]
