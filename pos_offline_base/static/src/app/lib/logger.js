import { logPosMessage } from "@point_of_sale/app/utils/pretty_console_log";

const COLOR = "#28ffeb";

/**
 * Write to stock's log of the till, which is on its disk for a day.
 *
 * @param {string} part of the suite, as its class is called
 * @returns {(action: string, message: string, details?: Array) => void}
 */
export function makeLogger(part) {
    return (action, message, details = []) =>
        logPosMessage(part, action, message, COLOR, details);
}
