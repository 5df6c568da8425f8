import { describe, expect, test } from "@odoo/hoot";
import { checksum } from "@pos_offline_base/app/lib/checksum";
import { decode, encode, SnapshotError } from "@pos_session_recovery/app/snapshot/snapshot";
import {
    checkSnapshot,
    cleanBuffer,
    cleanRecord,
} from "@pos_session_recovery/app/snapshot/snapshot_rules";
import {
    LINES,
    lineRecord,
    makeHead,
    makeParts,
    makeSnapshot,
    MODELS,
    ORDER,
    orderRecord,
    paymentRecord,
    RELATIONS,
    withParts,
} from "../snapshots";

describe.current.tags("headless");

const parts = makeParts();
const text = encode(withParts(makeHead(), parts), parts);

const check = (snapshot) => checkSnapshot(snapshot, RELATIONS, MODELS);

function reasonOf(work) {
    try {
        work();
    } catch (error) {
        return error instanceof SnapshotError ? error.reason : `${error}`;
    }
    return "accepted";
}

test("what was encoded is decoded, records and place", () => {
    const snapshot = decode(text);
    expect(snapshot.place).toEqual(makeHead().place);
    expect(snapshot.records["pos.order"]).toEqual([orderRecord()]);
    expect(snapshot.records["pos.order.line"].map(({ uuid }) => uuid)).toEqual(LINES);
    expect(snapshot.parts).toBe(undefined);
    expect(check(snapshot).records["pos.order.line"]).toEqual(snapshot.records["pos.order.line"]);
});

test("a text that is cut off anywhere is refused", () => {
    for (let length = 0; length < text.length; length += 7) {
        expect(reasonOf(() => decode(text.slice(0, length)))).toBe("torn");
    }
});

test("a text with any character changed is refused", () => {
    for (let index = 0; index < text.length; index += 11) {
        const other = text[index] === "7" ? "8" : "7";
        const changed = text.slice(0, index) + other + text.slice(index + 1);
        expect(reasonOf(() => decode(changed))).toBe("torn");
    }
});

test("records that are swapped, doubled, missing or of another snapshot are refused", () => {
    const [sum, head, order, one, two, three] = text.split("\n");
    const foreign = makeParts([["pos.order.line", lineRecord(0, { price_unit: 0.01 })]])[0].text;
    for (const records of [
        [order, two, one, three],
        [order, one, one, three],
        [order, one, two],
        [order, one, two, three, three],
        [order, foreign, two, three],
    ]) {
        expect(reasonOf(() => decode([sum, head, ...records].join("\n")))).toBe("torn");
    }
});

test("whatever else is found in the storage is refused", () => {
    const forged = '{"schema":1}';
    for (const found of [
        null,
        undefined,
        7,
        "",
        "[]",
        "a\nb\nc",
        `${checksum(forged)}\n${forged}`,
    ]) {
        expect(reasonOf(() => decode(found))).toBe("torn");
    }
});

// From here on the checksums are right: somebody who knows how they are made has changed the content.
const forgeries = {
    "a newer schema": [makeSnapshot({ schema: 2 }), "newer"],
    "no schema": [makeSnapshot({ schema: undefined }), "damaged"],
    "no owner": [makeSnapshot({ owner: null }), "damaged"],
    "no place": [makeSnapshot({ place: "ProductScreen" }), "damaged"],
    "a number that is none": [makeSnapshot({ seq: "1" }), "damaged"],
    "records of a model that is not an order's": [
        makeSnapshot({}, { "res.users": [{ id: 2 }] }),
        "model",
    ],
    "records that are no list": [makeSnapshot({}, { "pos.order.line": { 0: {} } }), "damaged"],
    "two orders": [makeSnapshot({}, { "pos.order": [orderRecord(), orderRecord()] }), "order"],
    "another order than it says": [
        makeSnapshot({}, { "pos.order": [orderRecord({ id: "x", uuid: "x" })] }),
        "order",
    ],
    "a line of another order": [
        makeSnapshot({}, { "pos.order.line": [lineRecord(0, { order_id: 99 })] }),
        "order",
    ],
    "a payment of another order": [
        makeSnapshot({}, { "pos.payment": [paymentRecord({ pos_order_id: 99 })] }),
        "order",
    ],
    "a line of no order": [
        makeSnapshot({}, { "pos.order.line": [lineRecord(0, { order_id: false })] }),
        "type",
    ],
    "a price that is no number": [
        makeSnapshot({}, { "pos.order.line": [lineRecord(0, { price_unit: "0" })] }),
        "type",
    ],
    "a quantity that is no number": [
        makeSnapshot({}, { "pos.order.line": [lineRecord(0, { qty: { toString: "1" } })] }),
        "type",
    ],
    "an id that is code": [
        makeSnapshot({}, { "pos.order.line": [lineRecord(0, { id: "<img onerror>" })] }),
        "id",
    ],
    "a state that is no data": [
        makeSnapshot({}, { "pos.order": [orderRecord({ JSONuiState: "{" })] }),
        "state",
    ],
    "a uuid that is code": [
        makeSnapshot({}, { "pos.order.line": [lineRecord(0, { uuid: "a b" })] }),
        "uuid",
    ],
};
for (const [what, [snapshot, reason]] of Object.entries(forgeries)) {
    test(`refused with the reason: ${what}`, () => {
        expect(reasonOf(() => check(snapshot))).toBe(reason);
    });
}

test("what is not known of a record, or harmlessly wrong, is dropped; the rest comes back", () => {
    const strange = lineRecord(0, { customer_note: "a note", secret: 1, __proto__x: 2 });
    const bad = lineRecord(1, { customer_note: { html: "<b>" }, refunded_orderline_id: "a b c" });
    const { records } = check(makeSnapshot({}, { "pos.order.line": [strange, bad] }));
    expect(Object.keys(records["pos.order.line"][0])).not.toInclude("secret");
    expect(records["pos.order.line"][0].customer_note).toBe("a note");
    expect(records["pos.order.line"][1].refunded_orderline_id).toBe(undefined);
});

test("what the server is still to be told is of this order and saved, or is dropped", () => {
    const dirty = [["pos.order.line", LINES[0]], ["res.users", "2"], "x", ["pos.order", {}]];
    const removed = [
        ["unlink", "lines", 12],
        ["delete", "payment_ids", 13],
        ["create", "lines", 14],
        ["unlink", "partner_id", 15],
        ["unlink", "lines", "16"],
        null,
    ];
    const clean = check(makeSnapshot({ dirty, removed }));
    expect(clean.dirty).toEqual(dirty.slice(0, 1));
    expect(clean.removed).toEqual(removed.slice(0, 2));
    expect(check(makeSnapshot({ dirty: "x", removed: {} })).removed).toEqual([]);
});

test("a place with nonsense becomes a place without it", () => {
    const place = {
        ...makeHead().place,
        screen: "../../web",
        params: { long: "x".repeat(5000) },
        numpadMode: "constructor",
        buffer: "alert(1)",
        line: { id: 1 },
    };
    const clean = check(makeSnapshot({ place })).place;
    expect(clean).toEqual({
        screen: null,
        params: {},
        line: null,
        payment: null,
        numpadMode: "quantity",
        buffer: "",
        order: ORDER,
        locked: false,
    });
});

test("nothing of a card is kept: of a payment only what its line shows, no number of 13 digits", () => {
    const payment = paymentRecord({
        card_no: "4111111111111111",
        ticket: "4111 1111 1111 1111",
        transaction_id: "T-1",
        payment_status: "waitingCard",
    });
    expect(Object.keys(cleanRecord("pos.payment", payment)).sort()).toEqual([
        "amount",
        "id",
        "payment_method_id",
        "payment_status",
        "pos_order_id",
        "uuid",
    ]);
    expect(cleanBuffer("4111111111111111")).toBe("");
    expect(cleanBuffer("123456789012")).toBe("123456789012");
    expect(cleanBuffer("-12,5")).toBe("-12,5");
    expect(cleanBuffer(undefined)).toBe("");
});
