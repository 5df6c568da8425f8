# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Why the server refused a sale, in the words of the tills, and what a manager can do about it."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

CODES = [
    ("missing", "Something was deleted"),
    ("closed", "Register closed"),
    ("rights", "Right missing"),
    ("validation", "Values not accepted"),
    ("refused", "Refused by a rule"),
    ("server", "Error on the server"),
    ("till", "Error on the till"),
    ("otherwise", "Till would send something else"),
]

ADVICE = {
    "missing": _lt("Deliver it: you choose what takes the place of what is gone."),
    "closed": _lt("Open the register, then deliver it."),
    "rights": _lt("Deliver it: it goes with your rights, in the cashier's name."),
    "validation": _lt("Correct what is named, then deliver it."),
    "refused": _lt("Solve what is named, then deliver it."),
    "server": _lt("Deliver it in a minute. If it fails again, look at the server's log."),
    "till": _lt("Deliver it. The till could not send it itself."),
    "otherwise": _lt("Compare it with the receipt, then deliver it."),
}
