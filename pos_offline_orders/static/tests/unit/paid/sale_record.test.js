import { describe, expect, test } from "@odoo/hoot";
import { compareSale, WORD } from "@pos_offline_orders/app/paid/sale_record";

describe.current.tags("headless");

const sale = {
    uuid: "o",
    total: 28.75,
    rounding: 0.01,
    lines: ["l1", "l2"],
    payments: [{ uuid: "p", amount: 28.75, method: "Card" }],
};

/** What the server says of the order: as the sale, but for `changes`. */
function answer({ order = {}, lines = ["l1", "l2"], payments = [["p", 28.75]], id = 5 } = {}) {
    return {
        "pos.order": [{ uuid: "o", id, state: "paid", amount_total: 28.75, ...order }],
        "pos.order.line": lines.map((uuid, index) => ({ uuid, id: index + 1, order_id: id })),
        "pos.payment": payments.map(([uuid, amount], index) => ({
            uuid,
            amount,
            id: index + 1,
            pos_order_id: id,
        })),
    };
}

const TABLE = [
    ["the same", answer(), WORD.CONFIRMED],
    ["the same, invoiced", answer({ order: { state: "done" } }), WORD.CONFIRMED],
    [
        "change given back beside it",
        answer({
            payments: [
                ["p", 28.75],
                ["c", -1],
            ],
        }),
        WORD.CONFIRMED,
    ],
    ["rounded anew", answer({ order: { amount_total: 28.76 } }), WORD.CONFIRMED],
    ["not there", { "pos.order": [] }, WORD.NOTHING],
    ["another order", answer({ order: { uuid: "x" } }), WORD.NOTHING],
    ["open", answer({ order: { state: "draft" } }), WORD.NOTHING],
    ["cancelled", answer({ order: { state: "cancel" } }), WORD.CANCELLED],
    ["paid with other money", answer({ payments: [["q", 28.75]] }), WORD.PAYMENTS],
    ["paid with another amount", answer({ payments: [["p", 20]] }), WORD.PAYMENTS],
    ["no payments", answer({ payments: [] }), WORD.PAYMENTS],
    ["no word of payments", { ...answer(), "pos.payment": undefined }, WORD.PAYMENTS],
    ["a line less", answer({ lines: ["l1"] }), WORD.LINES],
    ["a line more", answer({ lines: ["l1", "l2", "l3"] }), WORD.LINES],
    ["other lines", answer({ lines: ["l1", "l3"] }), WORD.LINES],
    ["another total", answer({ order: { amount_total: 20 } }), WORD.TOTAL],
];

for (const [name, said, word] of TABLE) {
    test(`the server has a sale: ${name}`, () => {
        expect(compareSale(sale, said)).toBe(word);
    });
}

test("payments and lines of other orders in the same answer are not taken for the sale's", () => {
    const said = answer({ lines: [], payments: [] });
    const other = answer({ id: 6 });
    for (const model of ["pos.order.line", "pos.payment"]) {
        said[model].push(...other[model]);
    }
    expect(compareSale(sale, said)).toBe(WORD.PAYMENTS);
});
