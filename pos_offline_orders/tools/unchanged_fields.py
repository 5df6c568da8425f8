# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What a till sends of an order that it shares with others, and has not changed itself.

A till sends the whole order. What somebody else has written since it was read would be overwritten
with what the till knew. Tills of this suite say which fields they have changed.
"""

from odoo import fields
from odoo.fields import Command

# What is written and chosen; numbers belong to the prices, which the till has computed together.
TYPES = ("char", "text", "html", "selection", "boolean", "many2one", "date", "datetime")
COUNTS = {"pos.order": ("customer_count",)}
# Each line is charged as the till shows it, and so is an order that is paid: of these only what is
# written is anybody's.
WRITTEN = ("char", "text")
NEEDED = ("id", "uuid", "name", "state", "access_token", "session_id", "config_id", "company_id")
# Stock merges it by its date.
NEEDED += ("last_order_preparation_change", "pos_reference", "source")


def keep_unchanged(order, values, changes):
    """Put the order's own values in the place of those that the till has not changed.

    :param order: a draft of the server, which is changed or paid
    :param dict values: the order as the till sends it, changed in place
    :param changes: ``{uuid: names of fields}`` of the records that the till knew
    """
    if not isinstance(changes, dict):
        return
    types = TYPES if values.get("state") == "draft" else WRITTEN
    _keep(order, values, changes.get(order.uuid), types)
    lines = {line.id: line for line in order.lines}
    for command in values.get("lines") or []:
        if command[0] == Command.UPDATE and command[1] in lines:
            line = lines[command[1]]
            _keep(line, command[2], changes.get(line.uuid), WRITTEN)


def _keep(record, values, changed, types):
    if not isinstance(changed, list):
        return
    for name in set(values).difference(changed, NEEDED):
        field = record._fields.get(name)
        counts = COUNTS.get(record._name, ())
        if field and field.store and (field.type in types or name in counts):
            values[name] = _as_sent(field, record[name])


def _as_sent(field, value):
    if field.type == "many2one":
        return value.id
    if field.type == "datetime":
        return fields.Datetime.to_string(value)
    return fields.Date.to_string(value) if field.type == "date" else value
