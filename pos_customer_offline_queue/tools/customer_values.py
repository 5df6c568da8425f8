# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Reads a customer's values as a till sends them: only listed fields, only values of their kind."""

from odoo.tools import html2plaintext, plaintext2html

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError
from odoo.addons.pos_offline_base.tools.card_numbers import has_card_number

MAX_TEXT = 2000

NOTES = ("comment",)


class CustomerValues:
    """Checks and converts values for `config`'s user and company."""

    def __init__(self, config):
        self.config = config
        self.env = config.env
        self.allowed = config.env["res.partner"]._get_offline_fields()

    def check(self, raw):
        """Return what the till wants to write, checked; raise OfflineOperationError."""
        values = self.convert(raw)
        if values.get("parent_id"):
            partners = self.env["res.partner"]
            values["parent_id"] = partners._follow_offline_merge(values["parent_id"]).id
        for name, value in values.items():
            self._check(name, value)
        self._check_state(values)
        return values

    def convert(self, raw):
        """Return values that are compared but never written: records may be gone by now."""
        if not isinstance(raw, dict):
            raise OfflineOperationError("malformed")
        unknown = sorted(set(raw) - set(self.allowed))
        if unknown:
            text = self.env._(
                "These fields cannot be set from a till: %s", ", ".join(unknown)[:200]
            )
            raise OfflineOperationError("malformed", text)
        return {name: self._convert(name, value) for name, value in raw.items()}

    def get_current(self, partner, names):
        """Return the server's values in the same form, to be compared with a till's."""
        return {name: self._get_comparable(partner, name) for name in names}

    def prepare(self, values):
        """Return the values as Odoo's ``create`` and ``write`` take them."""
        notes = {name: plaintext2html(values[name]) for name in NOTES if values.get(name)}
        return {**values, **notes}

    def show(self, name, value):
        """Return a value as people read it."""
        field = self.env["res.partner"]._fields[name]
        if field.type == "many2one" and value:
            record = self.env[field.comodel_name].browse(value).exists()
            # A name for the managers' list, but of what the sender may see and no other number.
            is_seen = record and not self._is_foreign(record) and record.has_access("read")
            return record.display_name if is_seen else self.env._("No longer there")
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        return value or ""

    def _convert(self, name, value):
        kind = self.env["res.partner"]._fields[name].type
        if kind == "boolean":
            if not (isinstance(value, bool) or value is None):
                raise self._refuse_value(name)
            return bool(value)
        if value is None or value is False:
            return False
        if kind == "many2one":
            if type(value) is not int or not 0 < value < 2**31:
                raise self._refuse_value(name)
            return value
        if not isinstance(value, str) or len(value) > MAX_TEXT:
            raise self._refuse_value(name)
        if has_card_number(value):
            text = self.env._("This seems to contain the number of a payment card.")
            advice = self.env._("Remove the number and retry. Nothing was kept.")
            raise OfflineOperationError("validation", text, advice)
        return value.strip() or False

    def _get_comparable(self, partner, name):
        value = partner[name]
        kind = partner._fields[name].type
        if kind == "many2one":
            return value.id
        if kind == "html":
            return html2plaintext(value).strip() or False if value else False
        return value.strip() or False if isinstance(value, str) else value

    def _check(self, name, value):
        field = self.env["res.partner"]._fields[name]
        if not self.env["res.partner"]._has_field_access(field, "write"):
            raise OfflineOperationError("rights")
        if field.type == "many2one" and value:
            self._check_record(field, value)
        if name == "lang" and value and value not in dict(self.env["res.lang"].get_installed()):
            raise self._refuse_value(name)
        if name == "name" and not value:
            raise OfflineOperationError("validation", self.env._("A customer needs a name."))

    def _check_record(self, field, value):
        record = self.env[field.comodel_name].browse(value)
        if not record.exists():
            raise self._refuse_value(field.name)
        if self._is_foreign(record):
            raise OfflineOperationError("wrong_company")
        record.check_access("read")

    def _is_foreign(self, record):
        # As superuser: yes or no.
        company = record.sudo().company_id if "company_id" in record._fields else None
        return bool(company and company != self.config.company_id)

    def _check_state(self, values):
        state = self.env["res.country.state"].browse(values.get("state_id") or [])
        if state and values.get("country_id") and state.country_id.id != values["country_id"]:
            raise self._refuse_value("state_id")

    def _refuse_value(self, name):
        label = self.env["res.partner"]._fields[name].get_description(self.env)["string"]
        text = self.env._("The value of %s is not accepted. Choose or enter it again.", label)
        return OfflineOperationError("validation", text)
