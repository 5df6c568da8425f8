# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Makes many customers at once, where all of them are plainly new."""

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from .customer_values import CustomerValues
from .duplicates import DuplicateFinder


def make_new_customers(config, operations, entered):
    """Create customers with their lines in the log, and put them into the orders that wait.

    :param list entered: values for each of ``operations``, checked
    :returns: the customers in the same order
    :raises OfflineOperationError: one of them is like another or like one that is there
    """
    env = config.env
    finder = DuplicateFinder(config)
    finder.lock(*entered)
    if not finder.are_new(entered):
        raise OfflineOperationError("duplicate")
    prepare = CustomerValues(config).prepare
    customers = env["res.partner"].create([prepare(values) for values in entered])
    env["pos.customer.offline.log"]._note_created(config, operations, customers, entered)
    uuids = [operation.uuid for operation in operations]
    made = dict(zip(uuids, customers, strict=True))
    for uuid in env["pos.order"]._find_waiting_uuids(uuids):
        env["pos.order"]._link_offline_customer(uuid, made[uuid])
    return customers
