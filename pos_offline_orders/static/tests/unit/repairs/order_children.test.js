import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { exportOrder } from "@pos_offline_base/app/status/support_export";
import { storeChildren, withChildren } from "@pos_offline_orders/app/repairs/order_children";

definePosModels();

const LOTS = "pos.pack.operation.lot";
const CUSTOM = "product.attribute.custom.value";

/** A till with an order that has a serial number, and what is on its disk. */
async function makeTill() {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const lot = pos.models[LOTS].create({ lot_name: "SN1", pos_order_line_id: order.lines[0] });
    const disk = new Map();
    pos.data.indexedDB = {
        create: async (_model, records) => records.forEach((each) => disk.set(each.id, each)),
        delete: async (_model, keys) => keys.forEach((key) => disk.delete(key)),
        readAll: async (names) =>
            Object.fromEntries(names.map((name) => [name, [...disk.values()]])),
    };
    return { pos, order, lot, disk };
}

/** What loading an order does that the server has answered for. */
function answer({ models, pendingOrder }, order) {
    const { raw } = order;
    pendingOrder.create.clear();
    pendingOrder.write.clear();
    const [line] = order.lines;
    models.loadConnectedData({
        "pos.order": [{ ...raw, id: 900, lines: [901] }],
        "pos.order.line": [{ ...line.raw, id: 901, order_id: 900, pack_lot_ids: [902] }],
        [LOTS]: [{ id: 902, lot_name: "SN1", pos_order_line_id: 901 }],
    });
}

test("whatever is made for an order on the till is stored, by stock or by us", async () => {
    const { data } = await setupPosEnv();
    const { dynamicModels, databaseTable, childTable } = data.opts;
    const stored = new Set([...Object.keys(databaseTable), ...Object.keys(childTable)]);
    expect(dynamicModels.filter((model) => !stored.has(model))).toEqual([]);
    expect(LOTS in childTable).toBe(true);
    expect(Object.keys(childTable).filter((model) => model in databaseTable)).toEqual([]);
});

test("a serial number is on the disk with its sale until the server has answered for it", async () => {
    const { pos, order, lot, disk } = await makeTill();
    await storeChildren(pos.data);
    expect(disk.get(lot.id)?.lot_name).toBe("SN1");
    order.state = "paid";
    await storeChildren(pos.data);
    expect([...disk.keys()]).toEqual([lot.id]);
    answer(pos, order);
    await storeChildren(pos.data);
    expect([...disk.keys()]).toEqual([]);
});

test("of a saved order that is open the server's numbers are stored, each once", async () => {
    const { pos, order, disk } = await makeTill();
    await storeChildren(pos.data);
    answer(pos, order);
    const line = pos.models["pos.order.line"].get(901);
    expect(line.pack_lot_ids.map(({ id }) => id)).toEqual([902]);
    await storeChildren(pos.data);
    expect([...disk.keys()]).toEqual([902]);
});

test("what was paid here and saved before keeps the serial number that it got since", async () => {
    const { pos, order, disk } = await makeTill();
    answer(pos, order);
    const second = pos.models[LOTS].create({ lot_name: "SN2", pos_order_line_id: order.lines[0] });
    order.state = "paid";
    pos.addPendingOrder([order.id]);
    await storeChildren(pos.data);
    expect([...disk.keys()]).toEqual([902, second.id]);
});

test("a serial number that was taken off its line leaves the disk", async () => {
    const { pos, order, lot, disk } = await makeTill();
    await storeChildren(pos.data);
    order.lines[0].update({ pack_lot_ids: [["unlink", lot]] });
    await storeChildren(pos.data);
    expect([...disk.keys()]).toEqual([]);
});

test("what is typed for an attribute is on the disk until its order is done", async () => {
    const { pos, order } = await makeTill();
    const value = { custom_value: "Blue", pos_order_line_id: order.lines[0] };
    const custom = pos.models[CUSTOM].create(value);
    pos.pendingOrder.create.clear();
    const isToRemove = () => pos.data.opts.databaseTable[CUSTOM].condition(custom);
    expect(isToRemove()).toBe(false);
    answer(pos, order);
    order.state = "paid";
    expect(isToRemove()).not.toBe(false);
});

test("orders that are read from the disk come with their serial numbers", async () => {
    const { pos, lot } = await makeTill();
    await storeChildren(pos.data);
    const records = await withChildren(pos.data, { "pos.order": [], [LOTS]: [{ id: 5 }] });
    expect(records[LOTS].map(({ id }) => id)).toEqual([lot.id, 5]);
    expect(await withChildren(pos.data, undefined)).toBe(undefined);
});

test("a file for support has the serial numbers and what was typed", () => {
    const line = { uuid: "l", qty: 1, pack_lot_ids: ["a"], custom_attribute_value_ids: [3] };
    const children = {
        pack_lot_ids: [
            { id: "a", lot_name: "SN1" },
            { id: "b", lot_name: "SN2" },
        ],
        custom_attribute_value_ids: [{ id: 3, custom_value: "Blue" }],
    };
    const { lines } = exportOrder({ uuid: "o" }, [line], [], children);
    expect(lines[0].pack_lot_ids).toEqual(["SN1"]);
    expect(lines[0].custom_attribute_value_ids).toEqual(["Blue"]);
});
