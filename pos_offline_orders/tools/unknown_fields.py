# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What a till says of fields and models that this database does not have.

A page that was opened before a module was uninstalled or updated goes on as it is, and sends what
it knows; without the server it may be opened anew from the browser's own store for days.
"""

RELATIONS = "relations_uuid_mapping"  # of stock: {model: {uuid: {field: uuids}}}


def leave_out_unknown(env, model, values):
    """Return a copy of ``values`` that this database can write, and the names of what it lacks."""
    fields = env[model]._fields
    unknown = {f"{model}.{name}" for name in values if name not in fields and name != RELATIONS}
    known = {}
    for name, value in values.items():
        if name == RELATIONS:
            known[name] = _get_known_relations(env, value, unknown)
        elif name in fields:
            known[name] = _get_known_commands(env, fields[name], value, unknown)
    return known, unknown


def _get_known_commands(env, field, value, unknown):
    if field.type not in ("one2many", "many2many") or not isinstance(value, list):
        return value
    commands = []
    for command in value:
        if isinstance(command, list | tuple) and isinstance(command[-1], dict):
            child, lacking = leave_out_unknown(env, field.comodel_name, command[-1])
            command = [*command[:-1], child]
            unknown |= lacking
        commands.append(command)
    return commands


def _get_known_relations(env, relations, unknown):
    known = {}
    for model, records in relations.items():
        fields = env[model]._fields if model in env else {}
        known[model] = {
            uuid: {name: uuids for name, uuids in values.items() if name in fields}
            for uuid, values in records.items()
        }
        named = {name for values in records.values() for name in values}
        unknown |= {f"{model}.{name}" for name in named if name not in fields}
    return {model: records for model, records in known.items() if model in env}
