# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Judges whether what two customers have in common makes them one person."""

import re
import unicodedata
from itertools import pairwise

# More people than a household, and a number is a switchboard's or was typed to fill the field.
MOST_SHARING = 3
# A letter may be wrong in a word of this length; shorter ones would be another name.
LONG_WORD = 5
# What is typed where an e-mail address is asked for and none is given.
_NO_MAILBOX = {"na", "no", "noemail", "nomail", "none", "noreply", "test", "unknown", "x", "xx"}


def is_identity(rule, text):
    """Tell whether a normalised text can be one person's, and is no placeholder.

    :param str rule: ``barcode``, ``vat``, ``email`` or ``phone``
    """
    if rule == "email":
        return re.sub(r"[^a-z]", "", text.split("@")[0].lower()) not in _NO_MAILBOX
    digits = re.sub(r"[^0-9]", "", text)
    # 0000000, 1234567: with a country in front of it, too.
    return rule != "phone" or not any(_is_typed_to_fill(digits[start:]) for start in range(4))


def is_like_name(name, other):
    """Tell whether two names can be one person's: other order, an initial, a wrong letter, accents.

    >>> is_like_name("Jane Household", "HOUSEHOLD J.")
    True
    >>> is_like_name("Jane Household", "John Household")
    False
    """
    fewer, more = sorted((_get_words(name), _get_words(other)), key=len)
    left = list(more)
    for word in fewer:
        match = next((each for each in left if _is_like_word(word, each)), None)
        if match is None:
            return False
        left.remove(match)
    return bool(fewer)


def _is_typed_to_fill(digits):
    steps = {int(second) - int(first) for first, second in pairwise(digits)}
    return len(digits) >= 7 and len(steps) == 1 and steps <= {-1, 0, 1}


def _get_words(name):
    plain = unicodedata.normalize("NFKD", (name or "").casefold())
    return re.findall(r"\w+", "".join(one for one in plain if not unicodedata.combining(one)))


def _is_like_word(word, other):
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    return (
        longer.startswith(shorter)
        if len(shorter) == 1
        else len(shorter) >= LONG_WORD and _has_one_difference(shorter, longer)
    )


def _has_one_difference(shorter, longer):
    """One letter is another, is missing, or has changed places with its neighbour."""
    pairs = enumerate(zip(shorter, longer, strict=False))
    start = next((i for i, pair in pairs if len({*pair}) > 1), None)
    if start is None:
        return len(longer) - len(shorter) <= 1
    rest, other = shorter[start:], longer[start:]
    if len(shorter) < len(longer):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
