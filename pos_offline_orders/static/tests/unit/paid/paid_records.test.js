import { describe, expect, test } from "@odoo/hoot";
import { keepPaid } from "@pos_offline_orders/app/paid/paid_records";

describe.current.tags("headless");

const here = { uuid: "o", id: 5, state: "paid" };
const there = { uuid: "o", id: 5, state: "draft" };

test("what the server says of an order that is open there does not reopen one that is paid here", () => {
    const data = {
        "pos.order": [here, there, { uuid: "x", id: 6, state: "draft" }],
        "pos.order.line": [
            { uuid: "l", id: 9, order_id: 5, qty: 2 },
            { uuid: "l", id: 9, order_id: 5, qty: 1 },
            { uuid: "m", id: 7, order_id: 6, qty: 1 },
        ],
        "pos.payment": [{ uuid: "p", id: "p", pos_order_id: 5 }],
        "res.partner": [{ id: 1 }],
    };
    const kept = keepPaid(data);
    expect(kept["pos.order"].map(({ uuid, state }) => [uuid, state])).toEqual([
        ["o", "paid"],
        ["x", "draft"],
    ]);
    expect(kept["pos.order.line"].map(({ uuid, qty }) => [uuid, qty])).toEqual([
        ["l", 2],
        ["m", 1],
    ]);
    expect(kept["pos.payment"]).toHaveLength(1);
    expect(kept["res.partner"]).toBe(data["res.partner"]);
});

test("an order that was paid on the server is taken from there", () => {
    const data = { "pos.order": [there, here] };
    expect(keepPaid(data)["pos.order"]).toEqual([here]);
    const paidTwice = { "pos.order": [here, { ...here, account_move: 3 }] };
    expect(keepPaid(paidTwice)).toBe(paidTwice);
});

test("nothing loaded stays nothing", () => {
    expect(keepPaid(undefined)).toBe(undefined);
    expect(keepPaid([])).toEqual([]);
});
