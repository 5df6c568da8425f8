import { ConnectionLostError, RPCError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";

const FIRST_DELAY = 500; // ms; an answer that is lost alone is asked for soon
const LONGEST_DELAY = 300000;
const LONGEST_RETRY_AFTER = 900000;

/** What is to be done about something that did not go through. */
export const VERDICT = Object.freeze({
    AGAIN: "again", // later, by itself
    SPLIT: "split", // again with fewer operations at once; alone it will not go through
    HALT: "halt", // nothing more is sent until a person says so
    FINAL: "final", // will not go through by itself
});

const BY_EXCEPTION = {
    "odoo.http.SessionExpiredException": "session",
    "odoo.exceptions.AccessError": "rights",
    "odoo.exceptions.AccessDenied": "rights",
};

const BY_BATCH_CODE = {
    wrong_database: VERDICT.HALT,
    server_restored: VERDICT.HALT,
    unknown_protocol: VERDICT.HALT,
    too_large: VERDICT.SPLIT,
    malformed: VERDICT.SPLIT,
};

const VERDICT_OF_STATUS = { retry: VERDICT.AGAIN, failed: VERDICT.FINAL };

/**
 * @param {number} tries made so far, 1 or more
 * @param {Object} [options]
 * @param {number} [options.retryAfter] ms for which the server asked
 * @param {() => number} [options.random] as `Math.random`: so that tills do not all come at once
 * @returns {number} ms to wait before the next one
 */
export function delayAfter(tries, { retryAfter = 0, random = Math.random } = {}) {
    const full = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** (tries - 1));
    const asked = Math.min(retryAfter, LONGEST_RETRY_AFTER);
    return Math.max(full / 2 + (full / 2) * random(), asked);
}

/**
 * @param {string|null} header `Retry-After`: seconds, or a date
 * @param {number} now ms
 * @returns {number} ms
 */
export function readRetryAfter(header, now) {
    const text = (header || "").trim();
    const wait = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
    return wait > 0 ? wait : 0;
}

/**
 * @param {Error} error with which sending a batch ended
 * @returns {{verdict: string, code: string}}
 */
export function judgeError(error) {
    if (error instanceof ConnectionLostError) {
        return { verdict: VERDICT.AGAIN, code: "connection" };
    }
    const code = error instanceof RPCError && BY_EXCEPTION[error.exceptionName];
    // What makes the server fail may be one operation: with fewer at once it is found.
    return code ? { verdict: VERDICT.AGAIN, code } : { verdict: VERDICT.SPLIT, code: "server" };
}

/**
 * @param {string} code of an answer's `error`
 * @returns {string} a `VERDICT` on the batch as a whole
 */
export function judgeBatch(code) {
    return BY_BATCH_CODE[code] || VERDICT.HALT;
}

/**
 * @param {{status: string}|undefined} result of one operation
 * @returns {string|null} a `VERDICT`; null when it is done. Of what the server did not say a word
 *  about nobody knows: it is asked again.
 */
export function judgeResult(result) {
    return result?.status === "done" ? null : VERDICT_OF_STATUS[result?.status] || VERDICT.AGAIN;
}

/** @returns {string} what a cashier should do, where the server has not said it */
export function adviseFor(code) {
    return (
        {
            connection: _t("Keep selling. It is sent by itself when the connection is back."),
            session: _t("Sign in again. Nothing is lost meanwhile."),
            rights: _t("Ask somebody who may do this to sign in on this till."),
            server: _t(
                "It is tried again by itself. If it stays, tell the person who looks after the server."
            ),
        }[code] || _t("Press Retry. If it stays, save a file for support.")
    );
}
