# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
"""Why an operation that a till made without the server was not applied.

Each code has words for people: what happened, and what to do or who can do it. The till shows them
as they are; the code is for programs.
"""

import psycopg2

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

# Not applied and not recorded: the till asks again later.
BUSY = "busy"

# The causes as lists and filters show them.
CAUSES = [
    ("rights", "Right missing"),
    ("gone", "No longer there"),
    ("validation", "Values not accepted"),
    ("conflict", "Changed on both sides"),
    ("duplicate", "Already there"),
    ("different_content", "Same operation, other content"),
    ("unknown_kind", "Unknown kind"),
    ("malformed", "Damaged"),
    ("too_large", "Too large"),
    ("too_old", "Too old"),
    ("wrong_company", "Another company's"),
    ("server_error", "Error on the server"),
]

TEXTS = {
    "rights": (
        _lt("The user may not do this."),
        _lt("Ask a manager for the right to do it, then retry, or have a manager do it."),
    ),
    "gone": (
        _lt("What this change belongs to is no longer on the server."),
        _lt("Enter it again, or discard this change."),
    ),
    "validation": (
        _lt("The server does not accept these values."),
        _lt("Correct the values and retry."),
    ),
    "conflict": (
        _lt("The same field was changed elsewhere."),
        _lt("A manager decides in Point of Sale > Offline."),
    ),
    "duplicate": (
        _lt("This is already on the server."),
        _lt("A manager decides in Point of Sale > Offline."),
    ),
    "different_content": (
        _lt("The same operation has come before with other content."),
        _lt("Nothing was changed. Enter the change once more, and tell a manager."),
    ),
    "unknown_kind": (
        _lt("The server does not know this kind of operation."),
        _lt("A module may be missing on the server. Ask an administrator, then retry."),
    ),
    "malformed": (
        _lt("The operation is damaged or not complete."),
        _lt("Enter it again. If this happens again, tell an administrator."),
    ),
    "too_large": (
        _lt("The operation is larger than the server accepts."),
        _lt("Shorten the texts in it and retry."),
    ),
    "too_old": (
        _lt("This was entered so long ago that the server no longer knows whether it has it."),
        _lt("Look whether it is there. If not, enter it again, then discard this change."),
    ),
    "wrong_company": (
        _lt("This belongs to a company that the user cannot work in."),
        _lt("Sign in as a user of that company, then retry."),
    ),
    "server_error": (
        _lt("Something went wrong on the server."),
        _lt("Retry later. If it fails again, ask an administrator to look at the server's log."),
    ),
    BUSY: (
        _lt("The server is busy with this."),
        _lt("The till tries again by itself."),
    ),
    # A batch as a whole.
    "wrong_database": (
        _lt("This till's data come from another database."),
        _lt("Nothing was applied. Export what waits, then reload the till's data."),
    ),
    "server_restored": (
        _lt("The server was put back to an older state than this till knows."),
        _lt("Nothing was applied. Ask a manager, then reload the till's data."),
    ),
    "unknown_protocol": (
        _lt("This till and the server do not speak the same version."),
        _lt("Reload the till. If this stays, ask an administrator to update the server."),
    ),
}


class OfflineOperationError(Exception):
    """Raised by what applies an operation: it will not go through as it is.

    :param str code: a key of `TEXTS`; `BUSY` means that the till shall simply try again later
    :param str message: translated words for people, where the code's own say too little
    :param str advice: likewise
    """

    def __init__(self, code, message="", advice=""):
        super().__init__(message or code)
        self.code = code
        self.message = message
        self.advice = advice

    def describe(self, env):
        """Return what the till gets: ``{"code", "message", "advice"}`` in the user's language."""
        return describe(env, self.code, self.message, self.advice)


def describe(env, code, message="", advice=""):
    """Return ``{"code", "message", "advice"}``; empty texts are filled with the code's own."""
    general, what_to_do = TEXTS.get(code, TEXTS["server_error"])
    return {
        "code": code,
        "message": message or env._(general),
        "advice": advice or env._(what_to_do),
    }


def as_operation_error(env, error):
    """Return the OfflineOperationError that says what ``error`` means for people.

    Must not be given what another try of the same transaction can cure: see `is_transient`.
    """
    if isinstance(error, OfflineOperationError):
        known = error.code == BUSY or error.code in dict(CAUSES)
        return error if known else OfflineOperationError("server_error", error.message)
    if isinstance(error, AccessError):
        # Odoo's own text names models and record rules, which helps nobody at a counter.
        return OfflineOperationError("rights")
    if isinstance(error, MissingError):
        return OfflineOperationError("gone")
    if isinstance(error, UserError):
        return OfflineOperationError("validation", str(error))
    if isinstance(error, psycopg2.IntegrityError):
        return OfflineOperationError("validation", _get_constraint_text(env, error))
    return OfflineOperationError("server_error")


def is_transient(error):
    """Tell whether Odoo itself runs the whole transaction again, or the connection is gone.

    Any other error of the database is that of one operation and leaves the others alone.
    """
    return isinstance(error, psycopg2.OperationalError | psycopg2.InterfaceError)


def _get_constraint_text(env, error):
    for model in env.registry.values():
        if model._table == error.diag.table_name:
            return env[model._name]._sql_error_to_message(error)
    return ""
