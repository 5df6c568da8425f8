# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Finds the customers that are already there, by what identifies a person or a company."""

import hashlib
import re

from odoo.tools import SQL, email_normalize

from odoo.addons.pos_offline_base.exceptions import OfflineOperationError

from .identity import MOST_SHARING, is_identity, is_like_name

# The surest first: where several customers match, it decides.
RULES = ("barcode", "vat", "email", "phone")
# As many digits at the end as the index on telephone numbers has.
PHONE_ENDING = 7
LIMIT = 50
# Of one customer only: no other has the same.
SURE = {"barcode", "vat"}


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
        return {
            rule: text
            for rule, text in self._normalise_all(values).items()
            if self.config[f"offline_customer_match_{rule}"]
        }

    def _normalise_all(self, values):
        company = self.config.company_id
        country = self.env["res.country"].browse(values.get("country_id") or company.country_id.id)
        found = {
            "barcode": values.get("barcode"),
            "vat": normalise_vat(values.get("vat"), country.code),
            "email": email_normalize(values.get("email") or "", strict=False),
            "phone": normalise_phone(values.get("phone"), country.phone_code),
        }
        return {
            rule: found[rule] for rule in RULES if found[rule] and is_identity(rule, found[rule])
        }

    def lock(self, *entered):
        """Have two transactions that enter the same customers at once run one after the other."""
        keys = {
            f"{rule}:{text}" for values in entered for rule, text in self.normalise(values).items()
        }
        digests = sorted(hashlib.sha256(key.encode()).hexdigest() for key in keys)
        self.env["pos.customer.offline.key"]._lock(digests)

    def are_new(self, entered):
        """Tell whether these customers are like nobody, each other included.

        Where this says no, `find` says who it is.
        """
        texts = {rule: [] for rule in RULES}
        for values in entered:
            for rule, text in self.normalise(values).items():
                texts[rule].append(text)
        return not any(
            len(set(known)) < len(known) or self._has_any(rule, known)
            for rule, known in texts.items()
            if known
        )

    def _has_any(self, rule, texts):
        if rule == "phone":
            return bool(self._search_phones(texts))
        if rule == "vat":
            return bool(self._search_vats(texts))
        return bool(self._search_field(rule, texts))

    def find(self, values):
        """Return ``{partner: [rules by which it matches]}``, the surest match first."""
        matches = {}
        for rule, text in self.normalise(values).items():
            partners = self._search(rule, text, values)
            # What many have is nobody's; the contacts of a company are one.
            if rule not in SURE and len(partners.commercial_partner_id) > MOST_SHARING:
                continue
            for partner in partners:
                matches.setdefault(partner, []).append(rule)
        return matches

    def choose(self, matches, values):
        """Return the one customer that is meant, or none where it could be several, or another.

        One telephone is a household's, and so is an e-mail address: alone they need a like name.
        """
        same = [
            partner
            for partner, rules in matches.items()
            if len(rules) > 1 or SURE & {*rules} or is_like_name(values["name"], partner.name)
        ]
        if len(same) > 1:
            same = [partner for partner in same if "barcode" in matches[partner]]
        return same[0] if len(same) == 1 else self.env["res.partner"]

    def may_fill(self, customer, values):
        """Tell whether what a till entered may be written where ``customer`` has nothing yet.

        Not where something else says that it is another person, and not on a user's own data.
        """
        # As superuser: yes or no is all that is asked.
        if customer.sudo().with_context(active_test=False).user_ids:
            return False
        entered = self._normalise_all(values)
        known = self._normalise_all(
            {rule: customer[rule] for rule in RULES} | {"country_id": customer.country_id.id}
        )
        differ = any(known.get(rule, text) != text for rule, text in entered.items())
        return not differ and customer.has_access("write")

    def describe(self, matches):
        """Say who is there already, and by what it is known."""
        partner, rules = next(iter(matches.items()))
        labels = self.env["res.partner"].fields_get(rules, ["string"])
        return self.env._(
            "%(name)s is already a customer with the same %(fields)s.",
            name=partner.display_name,
            fields=", ".join(labels[rule]["string"] for rule in rules),
        )

    def _search(self, rule, text, values):
        partners = self.env["res.partner"]
        if rule == "phone":
            return self._search_phone(text)
        if rule == "vat":
            # A company's contacts have its VAT too: the company is meant, or nobody new at all.
            return partners if values.get("parent_id") else self._search_vat(text)
        return self._search_field(rule, [text])

    def _search_field(self, rule, texts):
        field = "email_normalized" if rule == "email" else rule
        return self.env["res.partner"].search([(field, "in", texts)], limit=LIMIT)

    def _search_phone(self, text):
        """Numbers are kept as people write them: those that end alike are looked at closer."""
        return self._search_phones([text]).filtered(
            lambda partner: (
                text == normalise_phone(partner.phone, self._country(partner).phone_code)
            )
        )

    def _search_phones(self, texts):
        ending = SQL("right(regexp_replace(phone, '[^0-9]', '', 'g'), %s)", PHONE_ENDING)
        wanted = tuple(text[-PHONE_ENDING:] for text in texts)
        return self._search_sql(SQL("phone IS NOT NULL AND %s IN %s", ending, wanted))

    def _search_vat(self, text):
        # Without its country a number may be another country's: the customer's own decides.
        return (
            self._search_vats([text])
            .filtered(
                lambda partner: text == normalise_vat(partner.vat, self._country(partner).code)
            )
            .commercial_partner_id
        )

    def _search_vats(self, texts):
        plain = SQL("regexp_replace(upper(vat), '[^A-Z0-9]', '', 'g')")
        wanted = tuple({form for text in texts for form in (text, _without_country(text))})
        return self._search_sql(SQL("vat IS NOT NULL AND %s IN %s", plain, wanted))

    def _search_sql(self, condition):
        """Return the customers that meet ``condition``, among those that the user may see."""
        partners = self.env["res.partner"]
        partners.flush_model(["phone", "vat"])
        # One query with the user's rules in it: a number may be that of thousands.
        query = partners._search([], limit=LIMIT)
        query.add_where(condition)
        return partners.browse(tuple(query))

    def _country(self, partner):
        return partner.country_id or self.config.company_id.country_id


def normalise_phone(phone, phone_code):
    """Return the number with its country, digits only; empty where it is too short for a person's.

    Not Odoo's `phone_sanitized`: that is what was typed where `phonenumbers` is not installed.
    """
    text = re.sub(r"[^0-9+]", "", phone or "")
    digits = text.replace("+", "")
    if len(digits) < PHONE_ENDING:
        return ""
    code = str(phone_code or "")
    if text.startswith("+"):
        pass
    elif digits.startswith("00"):
        digits = digits[2:]
    else:
        digits = code + digits
    # The zero that is dialled only within the country: 0470…, +32 (0)470…
    return code + digits[len(code) :].lstrip("0") if digits.startswith(code) else digits


def normalise_vat(vat, country_code):
    """Return the VAT number with its country and without what people put between its digits."""
    text = re.sub(r"[^A-Z0-9]", "", (vat or "").upper())
    if not text or not country_code or text[:2].isalpha():
        return text
    return country_code + text


def _without_country(text):
    return text[2:] if text[:2].isalpha() else text
