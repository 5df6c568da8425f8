/** What the reset guard is asked about. */
export const GUARDED = Object.freeze({
    RELOAD: "reload", // Reload Data: stock deletes the till's own database
    RESET: "reset", // full reset after a critical error: stock deletes all of this browser's data
    CLOSE: "close", // closing the register: what comes later ends in another session
    LEAVE: "leave", // to the backend: nothing is deleted, but nobody sends it until the till opens
});

/** @returns {boolean} whether what was not sent would be gone afterwards */
export function destroysLocalData(action) {
    return action === GUARDED.RELOAD || action === GUARDED.RESET;
}
