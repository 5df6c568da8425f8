/**
 * Answers the browser's question "leave this page?" truthfully. Stock asks at each reload while the
 * line is down, though its orders are on the disk; people learn to click it away. Ours asks when
 * something would be lost that is in memory only.
 */
export class BeforeUnloadPrompt {
    /** @param {() => boolean} isAtRisk */
    constructor(isAtRisk) {
        this.isAtRisk = isAtRisk;
    }

    /** To be called when stock listens already: listeners of a window run in that order. */
    listen(target = window) {
        target.addEventListener("beforeunload", (event) => this.answer(event));
    }

    /** Others of Odoo that ask prevent the event's default; stock's till sets its text only. */
    answer(event) {
        if (this.isAtRisk()) {
            event.preventDefault();
        } else if (!event.defaultPrevented) {
            event.returnValue = "";
        }
    }
}
