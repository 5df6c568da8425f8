# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Finds the customers that are already there, by what identifies a person or a company."""

import hashlib
import re

from odoo.tools import SQL, email_normalize

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

# The surest first: where several customers match, it decides.
RULES = ("barcode", "vat", "email", "phone")


class DuplicateError(OfflineOperationError):
    """The customer is there already and a manager is asked; `partners` are those that match."""

    def __init__(self, partners, message):
        super().__init__("duplicate", message)
        self.partners = partners


class DuplicateFinder:
    """Looks for customers with the rules of `config`, within what its user may read."""

    def __init__(self, config):
        self.config = config
        self.env = config.env

    def normalise(self, values):
        """Return ``{rule: text}`` for the rules that are on and that the values have."""
        company = self.config.company_id
        country = self.env["res.country"].browse(values.get("country_id") or company.country_id.id)
        found = {
            "barcode": values.get("barcode"),
            "vat": normalise_vat(values.get("vat"), country.code),
            "email": email_normalize(values.get("email") or "", strict=False),
            "phone": self._normalise_phone(values.get("phone"), country),
        }
        return {
            rule: found[rule]
            for rule in RULES
            if found[rule] and self.config[f"offline_customer_match_{rule}"]
        }

    def lock(self, values):
        """Have two transactions that enter the same customer at once run one after the other."""
        keys = [f"{rule}:{text}" for rule, text in self.normalise(values).items()]
        digests = sorted(hashlib.sha256(key.encode()).hexdigest() for key in keys)
        self.env["pos.customer.offline.key"]._lock(digests)

    def find(self, values):
        """Return ``{partner: [rules by which it matches]}``, the surest match first."""
        matches = {}
        for rule, text in self.normalise(values).items():
            for partner in self._search(rule, text, values):
                matches.setdefault(partner, []).append(rule)
        return matches

    def choose(self, matches):
        """Return the one customer that is meant, or none where it could be several."""
        if len(matches) > 1:
            by_barcode = [partner for partner, rules in matches.items() if "barcode" in rules]
            return by_barcode[0] if len(by_barcode) == 1 else self.env["res.partner"]
        return next(iter(matches), self.env["res.partner"])

    def _search(self, rule, text, values):
        partners = self.env["res.partner"]
        if rule == "vat":
            return self._search_vat(text, values)
        field = {"email": "email_normalized", "phone": "phone_sanitized"}.get(rule, rule)
        return partners.search([(field, "=", text)], limit=10)

    def _search_vat(self, text, values):
        """A company's contacts have its VAT too: the company is meant, or nobody new at all."""
        if values.get("parent_id"):
            return self.env["res.partner"]
        self.env["res.partner"].flush_model(["vat"])
        query = SQL(
            """SELECT id FROM res_partner WHERE vat IS NOT NULL
               AND regexp_replace(upper(vat), '[^A-Z0-9]', '', 'g') IN %s""",
            (text, _without_country(text)),
        )
        ids = [id_ for (id_,) in self.env.execute_query(query)]
        found = self.env["res.partner"].search([("id", "in", ids)], limit=50)
        return found.filtered(lambda partner: self._is_same_vat(partner, text)).commercial_partner_id

    def _is_same_vat(self, partner, text):
        """Without its country a number may be another country's: the customer's own decides."""
        country = partner.country_id or self.config.company_id.country_id
        return normalise_vat(partner.vat, country.code) == text

    def _normalise_phone(self, phone, country):
        if not phone:
            return False
        partners = self.env["res.partner"]
        return partners._phone_format(number=phone, country=country) or False


def normalise_vat(vat, country_code):
    """Return the VAT number with its country and without what people put between its digits."""
    text = re.sub(r"[^A-Z0-9]", "", (vat or "").upper())
    if not text or not country_code or text[:2].isalpha():
        return text
    return country_code + text


def _without_country(text):
    return text[2:] if text[:2].isalpha() else text
