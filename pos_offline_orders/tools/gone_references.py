# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""What a till's records name and the database has no more.

A till works with what it read in the morning; by the time its orders arrive somebody may have
deleted a price list, a tax, a table. These are taken out of the values, so that the order arrives.
"""

from collections import defaultdict

from odoo.fields import Command

MOST = 2**31  # what a number of a record is below
WITH_VALUES = (Command.CREATE, Command.UPDATE)


class GoneReferences:
    """Takes out of values for ``create`` or ``write`` what they name and what does not exist.

    Existence is all that is asked for, one query for each model however many values there are;
    nothing is read of a record, so that no right and no company is passed by.
    """

    # What is sold and how it is paid: without one of these it would be another sale.
    WHOLE = ("pos.order", "pos.order.line", "pos.payment")
    # Fields that the database does without and the sale does not.
    NEEDED = {"pos.order": ("session_id",)}
    # Looked at by those who know whom a customer was merged into.
    LEFT_TO_OTHERS = {"pos.order": ("partner_id",)}

    def __init__(self, env, model, values_list):
        """:param values_list: what a till sent of some records of ``model``"""
        self.env = env
        self.model = model
        self._missing = {}
        named = defaultdict(set)
        for values in values_list:
            self._collect(model, values, named)
        for name, numbers in named.items():
            known = env[name].browse(number for number in numbers if number < MOST)
            self._missing[name] = numbers.difference(known.exists().ids)

    def take_out(self, values):
        """Change ``values`` so that they can be written.

        :returns: ``(left_out, needed)``: what was taken out, and what nothing can be written
            without; each a list of ``{"model", "id", "field", "label"}``
        """
        left_out, needed = [], []
        if any(self._missing.values()):
            self._take_out(self.model, values, left_out, needed)
        return unique(left_out), unique(needed)

    def _take_out(self, model, values, left_out, needed, inverse=None):
        for field in self._get_relations(model, values, inverse):
            if field.type != "many2one":
                values[field.name] = self._get_links(field, values[field.name], left_out, needed)
            elif self._is_missing(field, values[field.name]):
                note = describe(self.env, field, values[field.name])
                is_needed = field.required or field.name in self.NEEDED.get(model, ())
                (needed if is_needed else left_out).append(note)
                if field.compute:
                    del values[field.name]  # it follows from others
                else:
                    values[field.name] = False

    def _get_links(self, field, value, left_out, needed):
        kept = []
        for link in _get_list(value):
            if not _is_command(link):
                kept += self._get_known(field, [link], left_out)
            elif link[0] == Command.SET:
                kept.append([Command.SET, 0, self._get_known(field, _get_set(link), left_out)])
            elif link[0] == Command.LINK:
                kept += [link] if self._get_known(field, [_get_part(link, 1)], left_out) else []
            elif link[0] in WITH_VALUES:
                kept += self._get_child(field, link, left_out, needed)
            elif link[0] == Command.CLEAR or not self._is_missing(field, _get_part(link, 1)):
                kept.append(link)  # else it is removed already
        return kept

    def _get_known(self, field, numbers, left_out):
        missing = [number for number in numbers if self._is_missing(field, number)]
        left_out += [describe(self.env, field, number) for number in missing]
        return [number for number in numbers if number not in missing]

    def _get_child(self, field, command, left_out, needed):
        """Return the command in a list, or none where the child makes no sense any more."""
        code, number, values = command
        if code == Command.UPDATE and self._is_missing(field, number):
            # Sold here, removed elsewhere: it is in what the customer pays.
            values.pop("id", None)
            code, number = Command.CREATE, 0
        missed = []
        self._take_out(field.comodel_name, values, left_out, missed, _get_inverse(field))
        is_whole = field.comodel_name in self.WHOLE
        (needed if is_whole else left_out).extend(missed)
        return [[code, number, values]] if is_whole or not missed else []

    def _collect(self, model, values, named, inverse=None):
        for field in self._get_relations(model, values, inverse):
            value = values[field.name]
            if field.type == "many2one":
                named[field.comodel_name].update(filter(is_number, [value]))
                continue
            for link in _get_list(value):
                is_command = _is_command(link)
                numbers = [_get_part(link, 1), *_get_set(link)] if is_command else [link]
                named[field.comodel_name].update(filter(is_number, numbers))
                if is_command and link[0] in WITH_VALUES:
                    self._collect(field.comodel_name, link[2], named, _get_inverse(field))

    def _get_relations(self, model, values, inverse):
        """Return the relational fields in the values, but the one that leads back to the parent."""
        others = (inverse, *self.LEFT_TO_OTHERS.get(model, ()))
        fields = self.env[model]._fields
        named = [fields[name] for name in values if name in fields and name not in others]
        return [field for field in named if field.relational]

    def _is_missing(self, field, value):
        return is_number(value) and value in self._missing.get(field.comodel_name, ())


def describe(env, field, number):
    """Return what is told of a record that is gone: of its name nothing is left here."""
    label = field._description_string(env)
    return {"model": field.comodel_name, "id": number, "field": field.name, "label": label}


def unique(notes):
    """Return the notes, one for each record that is gone."""
    return list({(note["model"], note["id"]): note for note in notes}.values())


def is_number(value):
    """Tell whether it is the number of a record that the server has given."""
    return type(value) is int and value > 0


def _get_inverse(field):
    return field.inverse_name if field.type == "one2many" else None


def _get_list(value):
    return value if isinstance(value, list | tuple) else []


def _is_command(link):
    """Tell whether it is a command of the ORM; anything else is left to Odoo to refuse."""
    is_known = isinstance(link, list | tuple) and bool(link) and type(link[0]) is int
    return is_known and (link[0] not in WITH_VALUES or isinstance(_get_part(link, 2), dict))


def _get_part(command, index):
    return command[index] if len(command) > index else None


def _get_set(command):
    return _get_list(_get_part(command, 2)) if command[0] == Command.SET else []
