# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Finds the numbers of payment cards in texts. Nothing of a card is stored, sent or exported.

The till does the same in ``static/src/app/status/card_numbers.js``; both are held to the texts of
``static/tests/unit/status/card_vectors.js``.
"""

import re

REMOVED = "[card number removed]"
LENGTHS = range(13, 20)
# Of a longer number, such as a device's: anything shorter is in it by chance.
SHORTEST_PART = 15

# Of identifiers and checksums, which hold as many digits by chance.
_NAME = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}", re.IGNORECASE)
# Western, Arabic and full-width digits: the last four bits of each are its value.
_DIGITS = re.compile(r"[0-9\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]+")
_SEPARATOR = re.compile(r"[^\w]{1,2}|_")
_ISSUER = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})"  # Visa
    r"|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}"  # Mastercard
    r"|3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12,15}"  # Amex, Diners, JCB
    r"|(?:5[06-8]|6\d)\d{11,17}"  # Discover, UnionPay, Maestro
)


def has_card_number(text):
    """Tell whether a text seems to contain the number of a payment card."""
    return next(_find(text), None) is not None


def without_card_numbers(value):
    """Return a text, or what is made of texts, with each card's number made unreadable."""
    if isinstance(value, dict):
        return {key: without_card_numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_card_numbers(item) for item in value]
    if not isinstance(value, str):
        return value
    found = next(_find(value), None)
    if not found:
        return value
    start, end = found
    return value[:start] + REMOVED + without_card_numbers(value[end:])


def _find(text):
    """Yield start and end of what can be a card's number, first come first."""
    names = [name.span() for name in _NAME.finditer(text) if re.search("[a-f]", name[0], re.I)]
    groups = [
        group
        for group in _DIGITS.finditer(text)
        if not any(start <= group.start() < end for start, end in names)
    ]
    for index, group in enumerate(groups):
        yield from _find_in_group(group)
        yield from _find_from(text, groups[index:])


def _find_in_group(group):
    """Yield parts of a run of digits: with its expiry date a number is written in one, too."""
    digits, start, end = group[0], group.start(), group.end()
    if _is_product_number(digits):
        return
    for size in reversed(LENGTHS[: max(0, len(digits) - 12)]):
        if size < min(SHORTEST_PART, len(digits)):
            break
        if _is_card(digits[:size]):
            yield start, start + size
        if _is_card(digits[-size:]):
            yield end - size, end


def _find_from(text, groups):
    """Yield neighbouring groups of digits with the same between them."""
    digits, separator = groups[0][0], None
    for before, group in zip(groups, groups[1:], strict=False):
        between = text[before.end() : group.start()]
        kind = " " if between.isspace() else between
        if not _SEPARATOR.fullmatch(between) or separator not in (None, kind):
            return
        separator, digits = kind, digits + group[0]
        if _is_card(digits):
            yield groups[0].start(), group.end()


def _is_card(digits):
    values = [ord(digit) & 15 for digit in digits]
    if not _ISSUER.fullmatch("".join(map(str, values))):
        return False
    doubled = [sum(divmod(2 * value, 10)) for value in values[-2::-2]]
    return (sum(values[-1::-2]) + sum(doubled)) % 10 == 0


def _is_product_number(digits):
    """Tell whether it is a barcode of a product by length and check digit (GTIN)."""
    weighed = [(ord(digit) & 15) * (3 if i % 2 else 1) for i, digit in enumerate(digits[::-1])]
    return len(digits) in (13, 14) and sum(weighed) % 10 == 0
