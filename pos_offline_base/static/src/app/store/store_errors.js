/** The durable store could not do what was asked. */
export class StoreError extends Error {
    /**
     * @param {string} reason a word for programs, one of `REASON` where it is about the whole store
     * @param {string} [message]
     */
    constructor(reason, message = reason) {
        super(message);
        this.name = this.constructor.name;
        this.reason = reason;
    }
}

/** The browser gives no database now: disabled, blocked, too slow, of a newer version, lost. */
export class StoreUnavailableError extends StoreError {}

/** The device has no space left for it. What was stored before is still there. */
export class StoreQuotaError extends StoreError {}

/** A record is damaged. It has been moved to the quarantine. */
export class StoreCorruptError extends StoreError {}

export const REASON = Object.freeze({
    NO_PAGE: "no page", // not a page of a till
    DISABLED: "disabled", // private window, storage switched off
    SLOW: "slow", // opening took too long
    BLOCKED: "blocked", // another tab holds an older version open
    NEWER: "newer", // stored by a newer version of the suite
    LOST: "lost", // the browser took the connection away, twice
    FULL: "full",
    DAMAGED: "damaged",
    MISUSE: "misuse",
});

/**
 * @param {Error} error as IndexedDB throws it
 * @returns {StoreError}
 */
export function asStoreError(error) {
    if (error instanceof StoreError) {
        return error;
    }
    const { name, message } = error || {};
    switch (name) {
        case "QuotaExceededError":
            return new StoreQuotaError(REASON.FULL, message);
        case "VersionError":
            return new StoreUnavailableError(REASON.NEWER, message);
        case "InvalidStateError":
        case "UnknownError":
        case "AbortError":
            return new StoreUnavailableError(REASON.LOST, message);
        default:
            return new StoreUnavailableError(REASON.DISABLED, message);
    }
}
