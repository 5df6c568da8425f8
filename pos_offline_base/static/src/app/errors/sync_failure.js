import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError, RPCError } from "@web/core/network/rpc";

/** Why something could not be sent. Kept as a word, so that it can be stored and shown later. */
export const FAILURE = Object.freeze({
    CONNECTION: "connection",
    SESSION: "session",
    RIGHTS: "rights",
    VALIDATION: "validation",
    REFUSED: "refused",
    CLOSED: "closed",
    MISSING: "missing",
    SERVER: "server",
    TILL: "till",
    OTHERWISE: "otherwise",
});

const BY_EXCEPTION = {
    "odoo.http.SessionExpiredException": FAILURE.SESSION,
    "odoo.exceptions.AccessError": FAILURE.RIGHTS,
    "odoo.exceptions.AccessDenied": FAILURE.RIGHTS,
    "odoo.exceptions.ValidationError": FAILURE.VALIDATION,
    "odoo.exceptions.UserError": FAILURE.REFUSED,
    "odoo.exceptions.RedirectWarning": FAILURE.REFUSED,
    "odoo.exceptions.MissingError": FAILURE.MISSING,
};
const IN_OWN_WORDS = [
    FAILURE.RIGHTS,
    FAILURE.VALIDATION,
    FAILURE.REFUSED,
    FAILURE.CLOSED,
    FAILURE.OTHERWISE,
];
const MESSAGE_LENGTH = 300;
// Odoo makes "values not accepted" of it; the trace says it in no language.
const FOREIGN_KEY = "ForeignKeyViolation";

/** @returns {string} a `FAILURE`; an error of ours names its own as `failure` */
export function classify(error) {
    if (error instanceof ConnectionLostError) {
        return FAILURE.CONNECTION;
    }
    if (error instanceof RPCError) {
        if (error.data?.debug?.includes?.(FOREIGN_KEY)) {
            return FAILURE.MISSING;
        }
        return BY_EXCEPTION[error.exceptionName] || FAILURE.SERVER;
    }
    return error?.failure || FAILURE.TILL;
}

/** Neither is the fault of what is sent: it goes by itself once the line is back. */
export function isTransient(kind) {
    return kind === FAILURE.CONNECTION || kind === FAILURE.SESSION;
}

/** @returns {string} the server's own words where they are meant for people, else the error's */
export function getMessage(error) {
    const message = (error instanceof RPCError && error.data?.message) || error?.message || "";
    return String(message).slice(0, MESSAGE_LENGTH);
}

/**
 * What happened, in a cashier's words; then what the server said, where it was said for people.
 *
 * @param {{kind: string, message: string, names: string}} failure `names`: what is gone, by the names
 *  that the till knows
 */
export function explain({ kind, message, names }) {
    if (kind === FAILURE.MISSING && names) {
        return _t("Deleted on the server: %(names)s.", { names });
    }
    const what = {
        [FAILURE.CONNECTION]: _t("The server could not be reached."),
        [FAILURE.SESSION]: _t("You were signed out of the server."),
        [FAILURE.RIGHTS]: _t("The server says that you may not do this."),
        [FAILURE.VALIDATION]: _t("The server found something wrong in it."),
        [FAILURE.REFUSED]: _t("The server refused it."),
        [FAILURE.CLOSED]: _t("The register was closed, so the server has no session for it."),
        [FAILURE.MISSING]: _t("Something that it uses was deleted on the server."),
        [FAILURE.SERVER]: _t("The server had an error of its own."),
        [FAILURE.TILL]: _t("This till had an error while sending."),
        [FAILURE.OTHERWISE]: _t("This till would send something else than was sold."),
    }[kind];
    return IN_OWN_WORDS.includes(kind) && message ? `${what} “${message}”` : what;
}

/** What a cashier can do about it. */
export function advise({ kind }) {
    return {
        [FAILURE.CONNECTION]: _t("Keep selling. It is sent by itself when the connection is back."),
        [FAILURE.SESSION]: _t("Sign in again, then press Sync now. Nothing is lost."),
        [FAILURE.RIGHTS]: _t("Ask a manager to sign in on this till and press Retry."),
        [FAILURE.VALIDATION]: _t("Ask a manager to correct what is named, then press Retry."),
        [FAILURE.REFUSED]: _t("Ask a manager to solve what is named, then press Retry."),
        [FAILURE.CLOSED]: _t("Open the register again, then press Retry."),
        [FAILURE.MISSING]: _t("Ask a manager to restore it, or save a file for support."),
        [FAILURE.SERVER]: _t("Press Retry in a minute. If it stays, save a file for support."),
        [FAILURE.OTHERWISE]: _t(
            "Reload this page while the server is there, then press Retry. If it stays, save a file for support."
        ),
        [FAILURE.TILL]: _t("Press Retry. If it stays, save a file for support."),
    }[kind];
}
