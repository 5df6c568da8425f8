import { listParts, makePart, SCHEMA } from "@pos_session_recovery/app/snapshot/snapshot";

export const ORDER = "0a1b2c3d-0000-4000-8000-00000000000a";
export const LINES = ["1", "2", "3"].map((n) => `0a1b2c3d-0000-4000-8000-0000000000b${n}`);
export const PAYMENT = "0a1b2c3d-0000-4000-8000-0000000000c1";

const field = (name, type, more = {}) => ({ name, type, ...more });
const table = (...fields) => Object.fromEntries(fields.map((each) => [each.name, each]));

/** Fields as a till loads them, only those that matter here. */
export const RELATIONS = {
    "pos.order": table(
        field("id", "integer"),
        field("uuid", "char"),
        field("state", "selection"),
        field("general_customer_note", "text"),
        field("partner_id", "many2one", { relation: "res.partner" }),
        field("lines", "one2many", { relation: "pos.order.line", inverse_name: "order_id" }),
        field("payment_ids", "one2many", { relation: "pos.payment", inverse_name: "pos_order_id" })
    ),
    "pos.order.line": table(
        field("id", "integer"),
        field("uuid", "char"),
        field("order_id", "many2one", { relation: "pos.order" }),
        field("product_id", "many2one", { relation: "product.product" }),
        field("qty", "float"),
        field("price_unit", "float"),
        field("discount", "float"),
        field("customer_note", "char"),
        field("refunded_orderline_id", "many2one", { relation: "pos.order.line" })
    ),
    "pos.payment": table(
        field("id", "integer"),
        field("uuid", "char"),
        field("pos_order_id", "many2one", { relation: "pos.order" }),
        field("payment_method_id", "many2one", { relation: "pos.payment.method" }),
        field("amount", "float"),
        field("payment_status", "char"),
        field("card_no", "char")
    ),
};
export const MODELS = Object.keys(RELATIONS);

export function orderRecord(change = {}) {
    const payments = { payment_ids: [] };
    return { id: ORDER, uuid: ORDER, state: "draft", lines: [...LINES], ...payments, ...change };
}

export function lineRecord(number, change = {}) {
    const uuid = LINES[number];
    const money = { qty: 1, price_unit: 10, discount: 0 };
    return { id: uuid, uuid, order_id: ORDER, product_id: 5 + number, ...money, ...change };
}

export function paymentRecord(change = {}) {
    const ids = { id: PAYMENT, uuid: PAYMENT, pos_order_id: ORDER, payment_method_id: 1 };
    return { ...ids, amount: 30, ...change };
}

/** Parts of an order with three lines, as the taker makes them. */
export function makeParts(records = [["pos.order", orderRecord()], ...threeLines()]) {
    return records.map(([model, record]) => makePart(model, record.uuid, record));
}

function threeLines() {
    return LINES.map((_uuid, number) => ["pos.order.line", lineRecord(number)]);
}

export function makeHead(change = {}) {
    return {
        schema: SCHEMA,
        module: "pos_session_recovery",
        owner: { database: "db", config: 1, session: 2, user: 3, cashier: null, device: "D1" },
        seq: 1,
        time: 1700000000000,
        order: { uuid: ORDER, id: null, reference: "001", total: 30, lineCount: 3 },
        place: {
            screen: "ProductScreen",
            params: { orderUuid: ORDER },
            line: LINES[1],
            payment: null,
            numpadMode: "discount",
            buffer: "12",
            order: ORDER,
            locked: false,
        },
        dirty: [],
        ...change,
    };
}

/** A whole snapshot, as it is after reading. */
export function makeSnapshot(change = {}, records = {}) {
    return {
        ...makeHead(change),
        records: {
            "pos.order": [orderRecord()],
            "pos.order.line": LINES.map((_uuid, number) => lineRecord(number)),
            "pos.payment": [],
            ...records,
        },
    };
}

export function withParts(head, parts) {
    return { ...head, parts: listParts(parts) };
}
