import { describe, expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { DeadlineError } from "@pos_offline_base/app/connection/rpc_deadlines";
import { textOf } from "@pos_offline_orders/app/delivery/order_changes";
import { settled } from "@pos_offline_base/../tests/unit/fake_clock";

definePosModels();

const SYNC = "/web/dataset/call_kw/pos.order/sync_from_ui";
const ORDER_ID = 9500;
const LINE_ID = 9502;
const PAYMENT_ID = 9700;

/** What the server answers of an order without what it has removed. */
function answerOf(order, gone = []) {
    const { models } = order;
    const raw = (record, more) => ({ ...record.serializeForIndexedDB(), ...more });
    const isThere = ({ id }) => !gone.includes(id);
    const lines = models["pos.order.line"]
        .filter((line) => line.order_id === order)
        .map((line, index) => raw(line, { id: 9501 + index, order_id: ORDER_ID }))
        .filter(isThere);
    const payments = order.payment_ids
        .map((payment) => raw(payment, { id: PAYMENT_ID, pos_order_id: ORDER_ID }))
        .filter(isThere);
    const ids = (records) => records.map(({ id }) => id);
    const values = { id: ORDER_ID, state: "draft", lines: ids(lines), payment_ids: ids(payments) };
    return {
        "pos.order": [raw(order, values)],
        "pos.order.line": lines,
        "pos.payment": payments,
        "pos.session": [],
    };
}

/** A saved order of two lines and a payment, and what the server answers as long as it has all. */
async function setup() {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    order.addPaymentline(store.models["pos.payment.method"].getFirst());
    store.models.loadConnectedData(answerOf(order));
    const known = {};
    const { call } = store.data;
    store.data.call = (model, method, ...rest) =>
        method === "read_pos_data_uuid"
            ? Promise.resolve(known.answer)
            : call.call(store.data, model, method, ...rest);
    return { known, order, store, sync: store.data.orderSync };
}

const REMOVALS = { line: [LINE_ID], payment: [PAYMENT_ID], both: [LINE_ID, PAYMENT_ID] };

function remove(order, ids) {
    const children = [...order.lines, ...order.payment_ids];
    children.filter(({ id }) => ids.includes(id)).forEach((child) => child.delete());
}

/** @returns {number[]} ids that the text of a message asks to remove */
function asked(text) {
    const { lines = [], payment_ids = [] } = JSON.parse(text);
    const removals = [...lines, ...payment_ids].filter(([code]) => code === 2 || code === 3);
    return removals.map(([, id]) => id);
}

/** Each loses an answer in its way, lets the till hear of the server, and says what is sent next. */
const FAULTS = {
    async lost({ known, order, sync }, answer) {
        const lost = () => Promise.reject(new ConnectionLostError(SYNC));
        await expect(sync.send(order.serializeForORM(), lost)).rejects.toThrow();
        known.answer = answer;
        let text = null;
        await sync.send(order.serializeForORM(), async (values) => {
            text = JSON.stringify(values);
            return answer;
        });
        return text;
    },
    async late({ order, sync }, answer) {
        const request = Object.assign(new Deferred(), { abort: () => {} });
        const late = () => Promise.reject(new DeadlineError(SYNC, request));
        await expect(sync.send(order.serializeForORM(), late)).rejects.toThrow();
        order.lines[0].setQuantity(7);
        request.resolve(answer);
        await settled();
        return textOf(order);
    },
    async refused({ known, order, sync }, answer) {
        const name = "odoo.exceptions.MissingError";
        const refusal = makeErrorFromResponse({ code: 0, message: name, data: { name } });
        known.answer = answer;
        const refuse = () => Promise.reject(refusal);
        await expect(sync.send(order.serializeForORM(), refuse)).rejects.toThrow();
        return textOf(order);
    },
};

describe("what the server's answer shows as removed is not asked for again", () => {
    for (const [fault, play] of Object.entries(FAULTS)) {
        for (const [what, ids] of Object.entries(REMOVALS)) {
            test(`${fault} answer, ${what} removed: done there, not asked again`, async () => {
                const till = await setup();
                const answer = answerOf(till.order, ids);
                remove(till.order, ids);
                expect(asked(textOf(till.order))).toEqual(ids);
                expect(asked(await play(till, answer))).toEqual([]);
            });

            test(`${fault} answer, ${what} removed: still there, asked again`, async () => {
                const till = await setup();
                const answer = answerOf(till.order);
                remove(till.order, ids);
                expect(asked(await play(till, answer))).toEqual(ids);
            });
        }
    }
});

test("a late answer to an order that is as it was sent leaves no removal behind", async () => {
    const { order, sync } = await setup();
    const answer = answerOf(order, [LINE_ID]);
    remove(order, [LINE_ID]);
    const request = Object.assign(new Deferred(), { abort: () => {} });
    const late = () => Promise.reject(new DeadlineError(SYNC, request));
    await expect(sync.send(order.serializeForORM(), late)).rejects.toThrow();
    request.resolve(answer);
    await settled();
    await settled();
    expect(asked(textOf(order))).toEqual([]);
});
