import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { PlaceRestorer } from "@pos_session_recovery/app/restore/place_restorer";
import { makeHead } from "../snapshots";

definePosModels();

const LATER = "2099-01-01 00:00:00";
const describe = (order) => order.lines.map(({ uuid, qty }) => [uuid, qty]);
const copy = (value) => JSON.parse(JSON.stringify(value));

/** What of an order stands in stock's own database. */
function recordsOf(order) {
    return copy({
        "pos.order": [order.serializeForIndexedDB()],
        "pos.order.line": order.lines.map((line) => line.serializeForIndexedDB()),
    });
}

/** An order that the server has, changed since: both versions of it, and the place of the change. */
async function makeChangedOrder(pos) {
    const order = await getFilledOrder(pos);
    await pos.syncAllOrders();
    const saved = recordsOf(order);
    order.lines[0].setQuantity(7);
    const changed = describe(order);
    const { uuid, id } = order;
    const snapshot = { ...makeHead({ order: { uuid, id } }), removed: [] };
    const restorer = new PlaceRestorer({ ...snapshot, records: recordsOf(order) });
    restorer.overlay(copy(saved), pos.data);
    return { order, saved, changed, restorer };
}

test("changes come back over the answer in which the server does not have them yet", async () => {
    const pos = await setupPosEnv();
    const { order, saved, changed, restorer } = await makeChangedOrder(pos);
    pos.models.connectNewData(saved);
    expect(describe(order)).not.toEqual(changed);
    restorer.layAgain(pos.data);
    expect(describe(order)).toEqual(changed);
});

test("an answer that was written after the changes stays", async () => {
    const pos = await setupPosEnv();
    const { order, saved, restorer } = await makeChangedOrder(pos);
    saved["pos.order"][0].write_date = LATER;
    pos.models.connectNewData(saved);
    const newer = describe(order);
    restorer.layAgain(pos.data);
    expect(describe(order)).toEqual(newer);
});

test("an order that was paid elsewhere meanwhile stays paid", async () => {
    const pos = await setupPosEnv();
    const { order, saved, restorer } = await makeChangedOrder(pos);
    saved["pos.order"][0].state = "paid";
    pos.models.connectNewData(saved);
    restorer.layAgain(pos.data);
    expect(order.state).toBe("paid");
    expect(order.lines[0].qty).not.toBe(7);
});

test("records that cannot be laid again leave the order as the server has it", async () => {
    const pos = await setupPosEnv();
    const { order, saved, restorer } = await makeChangedOrder(pos);
    pos.models.connectNewData(saved);
    const fromServer = describe(order);
    restorer._laid["pos.order"][0].lines = null;
    restorer._laid["pos.order.line"] = null;
    restorer.layAgain(pos.data);
    expect(describe(order)).toEqual(fromServer);
});
