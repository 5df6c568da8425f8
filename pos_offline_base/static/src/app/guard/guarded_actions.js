/** What the reset guard is asked about. */
export const GUARDED = Object.freeze({
    RELOAD: "reload", // Reload Data: stock deletes the till's own database
    RESET: "reset", // full reset after a critical error: stock deletes all of this browser's data
    CLOSE: "close", // closing the register: what comes later ends in another session
    LEAVE: "leave", // to the backend: nothing is deleted, but nobody sends it until the till opens
});

/** What only the server can do: said at once while there is none. */
export const NEEDED = Object.freeze({
    CLOSE: GUARDED.CLOSE,
    LEAVE: GUARDED.LEAVE,
    PRODUCT: "product", // stock's form of a product
    DETAILS: "details", // stock's form of an order
    REPORT: "report",
    INVOICE: "invoice",
    EMAIL: "email",
});

/** @returns {boolean} whether what was not sent would be gone afterwards */
export function destroysLocalData(action) {
    return action === GUARDED.RELOAD || action === GUARDED.RESET;
}

/** @returns {boolean} whether only the server can do it */
export function needsServer(action) {
    return action === GUARDED.CLOSE || action === GUARDED.LEAVE;
}
