import { STATE } from "./journal";
import { VERDICT } from "./verdicts";

/** @returns {Object} an operation as the server wants it */
export function packOperation({ uuid, sequence, kind, payload, cashier, created, retry }) {
    const packed = { uuid, sequence, kind, payload, cashier, created };
    return retry ? { ...packed, retry } : packed;
}

/** Sent means that nobody may change it any more; what has an answer is left alone. */
export function markInFlight(operation) {
    const isOpen = [STATE.PENDING, STATE.IN_FLIGHT].includes(operation.state);
    return isOpen ? { ...operation, state: STATE.IN_FLIGHT } : null;
}

/** Another tab may have had the answer before: the first one stays. */
export function settle(operation, verdict, answer) {
    if (operation.state !== STATE.IN_FLIGHT) {
        return null;
    }
    const state = verdict === VERDICT.FINAL ? STATE.FAILED : STATE.DONE;
    return { ...operation, state, answer };
}
