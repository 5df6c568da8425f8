import { compareLines } from "./line_differences";
import { getProductRemarks } from "./product_remarks";

/** What is done with a snapshot; `case` of a verdict says why. */
export const ANSWER = Object.freeze({
    NOTHING: "nothing", // not of this till, or done with: nobody is told anything
    KEEP: "keep", // somebody else's: kept for its owner, nothing is shown
    REFUSE: "refuse", // this version cannot read it: said with the reason
    LIST: "list", // from the recovery list only
    OFFER: "offer", // as a new order, if the cashier wants it
    SERVER: "server", // the server's order counts, the difference is shown
    ASK: "ask", // in its place, if the cashier wants it
    RESTORE: "restore", // in its place, without asking
});

export const CASE = Object.freeze({
    FOREIGN: "foreign",
    FINISHED: "finished",
    NEWER_VERSION: "newer_version",
    UNKNOWN_VERSION: "unknown_version",
    OTHER_USER: "other_user",
    OTHER_CASHIER: "other_cashier",
    OTHER_DEVICE: "other_device",
    PAID_ELSEWHERE: "paid_elsewhere",
    CANCELLED_ELSEWHERE: "cancelled_elsewhere",
    EDITED_ELSEWHERE: "edited_elsewhere",
    TOO_OLD: "too_old",
    SESSION_CLOSED: "session_closed",
    AFTER_ERROR: "after_error",
    ASK_FIRST: "ask_first",
    SAME_PLACE: "same_place",
});

const HOUR = 3600 * 1000;
// A till's clock may be this much behind the server's and still be believed.
const CLOCK_TOLERANCE = 10 * 60 * 1000; // ms

/**
 * Decide what becomes of a snapshot. Pure: whatever it knows is in its arguments.
 *
 * The first case that applies decides, from "whose is it" over "what does the server say" to "does
 * the cashier want it". Lines of products or prices that changed decide nothing: they are remarks.
 *
 * @param {Object} snapshot of schema 1, checked by `snapshot.js`
 * @param {Object} world as `describeWorld` gives it
 * @returns {{case: string, answer: string, differences: Object[], remarks: Object[],
 *     clockIsPlausible: boolean}}
 */
export function judge(snapshot, world) {
    const verdict = (name, answer, differences = []) => ({
        case: name,
        answer,
        differences,
        remarks: BLIND.includes(answer) ? [] : getProductRemarks(snapshot, world),
        clockIsPlausible: isClockPlausible(snapshot, world),
    });
    return (
        judgeOwner(snapshot, world, verdict) ||
        judgeServer(snapshot, world, verdict) ||
        judgeWish(snapshot, world, verdict)
    );
}

// Answers by which nobody learns what is in the snapshot.
const BLIND = [ANSWER.NOTHING, ANSWER.KEEP, ANSWER.REFUSE];

function judgeOwner(snapshot, { page, cashier, schemas }, verdict) {
    const owner = snapshot.owner || {};
    if (owner.database !== page.database || owner.config !== page.config) {
        return verdict(CASE.FOREIGN, ANSWER.NOTHING);
    }
    if (owner.user !== page.user) {
        return verdict(CASE.OTHER_USER, ANSWER.KEEP);
    }
    if (!isSameCashier(owner.cashier, cashier)) {
        return verdict(CASE.OTHER_CASHIER, ANSWER.KEEP);
    }
    if (snapshot.schema > schemas.current) {
        return verdict(CASE.NEWER_VERSION, ANSWER.REFUSE);
    }
    return schemas.oldest <= snapshot.schema ? null : verdict(CASE.UNKNOWN_VERSION, ANSWER.REFUSE);
}

function judgeServer(snapshot, world, verdict) {
    if (isFinished(snapshot)) {
        return verdict(CASE.FINISHED, ANSWER.NOTHING);
    }
    const order = getServerOrder(snapshot, world);
    if (order && !["draft", "cancel"].includes(order.state)) {
        return verdict(
            CASE.PAID_ELSEWHERE,
            ANSWER.SERVER,
            compareLines(getLines(snapshot), order.lines)
        );
    }
    if (isTooOld(snapshot, world)) {
        return verdict(CASE.TOO_OLD, ANSWER.LIST);
    }
    const { session } = world.page;
    if (snapshot.owner.session !== session && order?.session !== session) {
        return verdict(CASE.SESSION_CLOSED, ANSWER.OFFER);
    }
    if (order === null || order?.state === "cancel") {
        return verdict(CASE.CANCELLED_ELSEWHERE, ANSWER.SERVER, compareLines(getLines(snapshot)));
    }
    return judgeEdits(snapshot, order, verdict);
}

/** Edited elsewhere is what the server wrote after this till had read it, and is not the same. */
function judgeEdits(snapshot, order, verdict) {
    const known = getOrderRecord(snapshot).write_date;
    if (!order || (known && order.writeDate <= known)) {
        return null;
    }
    const differences = compareLines(getLines(snapshot), order.lines);
    return differences.some(({ kind }) => kind !== "only_here")
        ? verdict(CASE.EDITED_ELSEWHERE, ANSWER.SERVER, differences)
        : null;
}

function judgeWish(snapshot, { settings, device, afterError }, verdict) {
    if (afterError) {
        return verdict(CASE.AFTER_ERROR, ANSWER.LIST);
    }
    if (snapshot.owner.device && device && snapshot.owner.device !== device) {
        return verdict(CASE.OTHER_DEVICE, ANSWER.ASK);
    }
    return settings.mode === "ask"
        ? verdict(CASE.ASK_FIRST, ANSWER.ASK)
        : verdict(CASE.SAME_PLACE, ANSWER.RESTORE);
}

/**
 * A clock that is before what has certainly happened was set wrong or has jumped; nothing expires
 * by it. Which snapshot is the last is told by its number, never by its time.
 *
 * @returns {boolean}
 */
export function isClockPlausible(snapshot, { now, notBefore = 0, serverNow }) {
    const floor = Math.max(notBefore, snapshot.time || 0) - CLOCK_TOLERANCE;
    const isNearServer = !serverNow || Math.abs(now - serverNow) <= CLOCK_TOLERANCE;
    return now >= floor && isNearServer;
}

/** The snapshot's age in ms by the server's clock, else by the till's; null when neither is sane. */
export function getAge(snapshot, world) {
    if (isClockPlausible(snapshot, world)) {
        return Math.max(0, world.now - snapshot.time);
    }
    return null;
}

/** Lines of the snapshot's order, in their order. */
export function getLines(snapshot) {
    return snapshot.records?.["pos.order.line"] || [];
}

/**
 * Employees are told apart. In a shop without them the cashier is the signed-in user, whom the page
 * names; what stock takes for the user may still be the one before.
 */
export function isSameCashier(one, other) {
    const name = (cashier) =>
        cashier && cashier.model !== "res.users" ? `${cashier.model}/${cashier.id}` : "";
    return name(one) === name(other);
}

function isTooOld(snapshot, world) {
    const age = getAge(snapshot, world);
    return age !== null && age > world.settings.hours * HOUR;
}

function isFinished(snapshot) {
    return (getOrderRecord(snapshot).state || "draft") !== "draft";
}

function getOrderRecord(snapshot) {
    return snapshot.records?.["pos.order"]?.[0] || {};
}

/** The server's order; null when it had one and has it no more; undefined when nobody can tell. */
function getServerOrder(snapshot, { facts }) {
    if (!facts) {
        return undefined;
    }
    const order = facts.orders[snapshot.order.uuid];
    return order || (typeof snapshot.order.id === "number" ? null : undefined);
}
