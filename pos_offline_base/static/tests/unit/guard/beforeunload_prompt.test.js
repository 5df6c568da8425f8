import { describe, expect, test } from "@odoo/hoot";
import { BeforeUnloadPrompt } from "@pos_offline_base/app/guard/beforeunload_prompt";

describe.current.tags("headless");

/** As a window that is left, where ours listens last; returns whether a person is asked. */
function leave({ isAtRisk, others = [] }) {
    const target = new EventTarget();
    for (const other of others) {
        target.addEventListener("beforeunload", other);
    }
    new BeforeUnloadPrompt(() => isAtRisk).listen(target);
    const event = new Event("beforeunload", { cancelable: true });
    Object.defineProperty(event, "returnValue", { value: "", writable: true });
    target.dispatchEvent(event);
    return event.defaultPrevented || event.returnValue !== "";
}

const askAsStock = (event) => {
    event.returnValue = "You may lose unsaved data.";
};
const askAsAForm = (event) => {
    event.preventDefault();
    event.returnValue = "Unsaved changes";
};

test("stock's question is not put when nothing would be lost", () => {
    expect(leave({ isAtRisk: false, others: [askAsStock] })).toBe(false);
});

test("a person is asked when something would be lost, also when stock would not ask", () => {
    expect(leave({ isAtRisk: true })).toBe(true);
    expect(leave({ isAtRisk: true, others: [askAsStock] })).toBe(true);
});

test("the question of an open form stays", () => {
    expect(leave({ isAtRisk: false, others: [askAsAForm] })).toBe(true);
    expect(leave({ isAtRisk: false, others: [askAsAForm, askAsStock] })).toBe(true);
});
