import { describe, expect, test } from "@odoo/hoot";
import { OrderRecords } from "@pos_session_recovery/app/snapshot/order_records";
import { overlay } from "@pos_session_recovery/app/restore/record_overlay";
import {
    LINES,
    lineRecord,
    makeSnapshot,
    MODELS,
    ORDER,
    orderRecord,
    paymentRecord,
    RELATIONS,
} from "../snapshots";

describe.current.tags("headless");

const METHODS = [
    { id: 1, use_payment_terminal: false },
    { id: 2, use_payment_terminal: "stripe" },
];
const orderRecords = new OrderRecords(RELATIONS, MODELS);
const lay = (data, snapshot) => overlay(data, snapshot, orderRecords, METHODS);
const OTHER = { id: 7, uuid: "other", order_id: 70, product_id: 9, qty: 4 };

function stockData(order = {}, lines = [lineRecord(0), lineRecord(1)]) {
    return {
        "pos.order": [orderRecord(order), { id: 70, uuid: "other-order", state: "draft" }],
        "pos.order.line": [...lines, OTHER],
        "res.partner": [{ id: 1 }],
    };
}

test("lines that stock missed are there, and those of other orders are as they were", () => {
    const data = stockData();
    lay(data, makeSnapshot());
    expect(data["pos.order.line"].map(({ uuid }) => uuid)).toEqual(["other", ...LINES]);
    expect(data["pos.order"].map(({ uuid }) => uuid)).toEqual(["other-order", ORDER]);
});

test("a line that was deleted does not come back from stock's older copy", () => {
    const data = stockData({}, [lineRecord(0), lineRecord(1), lineRecord(2)]);
    const lines = [lineRecord(0), lineRecord(2)];
    lay(data, makeSnapshot({}, { "pos.order.line": lines }));
    expect(data["pos.order.line"].map(({ uuid }) => uuid)).toEqual(["other", LINES[0], LINES[2]]);
});

test("a refund of one of its lines is another order's, and stays", () => {
    const refund = { ...OTHER, refunded_orderline_id: LINES[0] };
    const data = stockData({}, [lineRecord(0), refund]);
    lay(data, makeSnapshot());
    expect(data["pos.order.line"]).toInclude(refund);
});

test("an order that stock does not know at all comes back as well", () => {
    const data = {};
    expect(lay(data, makeSnapshot())).toEqual([]);
    expect(data["pos.order.line"].length).toBe(3);
});

const stronger = {
    "is paid": [{ state: "paid" }, {}],
    "is done": [{ id: 5, state: "done" }, { id: 5 }],
    "is cancelled": [{ id: 5, state: "cancel" }, { id: 5 }],
    "has been saved since": [{ id: 5 }, {}],
    "was written since": [
        { id: 5, write_date: "2026-01-01 00:00:02" },
        { id: 5, write_date: "2026-01-01 00:00:01" },
    ],
};
for (const [what, [stock, mine]] of Object.entries(stronger)) {
    test(`stock's order stays as it is when it ${what}`, () => {
        const data = stockData(stock);
        const untouched = JSON.stringify(data);
        const order = orderRecord(mine);
        const lines = LINES.map((_uuid, n) => lineRecord(n, { order_id: order.id }));
        const records = { "pos.order": [order], "pos.order.line": lines };
        expect(lay(data, makeSnapshot({}, records))).toBe(null);
        expect(JSON.stringify(data)).toBe(untouched);
    });
}

test("a saved order that nobody has written since comes back with the changes made on it", () => {
    const saved = { id: 5, write_date: "2026-01-01 00:00:01" };
    const data = stockData(saved, [lineRecord(0, { order_id: 5 })]);
    const lines = [lineRecord(0, { order_id: 5, qty: 8 })];
    lay(data, makeSnapshot({}, { "pos.order": [orderRecord(saved)], "pos.order.line": lines }));
    expect(data["pos.order.line"].map(({ qty }) => qty)).toEqual([4, 8]);
});

test("a snapshot cannot make an order paid", () => {
    for (const state of ["paid", "done", "invoiced", "cancel"]) {
        const data = stockData();
        expect(lay(data, makeSnapshot({}, { "pos.order": [orderRecord({ state })] }))).toBe(null);
        expect(data["pos.order"][0].state).toBe("draft");
    }
});

test("a price comes back for its own product only", () => {
    const data = stockData({}, [lineRecord(0, { product_id: 5, price_unit: 100 })]);
    const cheap = lineRecord(0, { product_id: 6, price_unit: 1 });
    lay(data, makeSnapshot({}, { "pos.order.line": [cheap] }));
    const line = data["pos.order.line"].find(({ uuid }) => uuid === LINES[0]);
    expect([line.product_id, line.price_unit]).toEqual([5, 100]);
});

test("what a terminal has said is taken from stock's record, never from the snapshot", () => {
    const cases = [
        // [snapshot's payment, stock's payment, status that comes out]
        [{ payment_method_id: 2, payment_status: "done" }, null, "retry"],
        [{ payment_method_id: 2, payment_status: "waitingCard" }, null, "retry"],
        [{ payment_method_id: 2 }, null, "retry"],
        [{ payment_method_id: 2, payment_status: "pending" }, null, "pending"],
        [
            { payment_method_id: 2, payment_status: "done" },
            { payment_status: "pending" },
            "pending",
        ],
        [{ payment_method_id: 2, payment_status: "retry" }, { payment_status: "done" }, "done"],
        [{ payment_method_id: 1 }, null, undefined],
        [{ payment_method_id: 1, payment_status: "done" }, null, "retry"],
    ];
    for (const [mine, stock, expected] of cases) {
        const data = stockData();
        data["pos.payment"] = stock ? [paymentRecord({ ...mine, ...stock, card_no: "1234" })] : [];
        lay(data, makeSnapshot({}, { "pos.payment": [paymentRecord(mine)] }));
        expect(data["pos.payment"][0].payment_status).toBe(expected);
        expect(data["pos.payment"][0].card_no).toBe(stock ? "1234" : undefined);
    }
});
