import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";

definePosModels();

const sent = (order) => order.serializeForORM({ keepCommands: true }).partner_id;

test("an order of whose customer the till has the number only is sent with the number", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    expect(sent(order)).toBe(false);
    pos.models.loadConnectedData({
        "pos.order": [{ ...order.serializeForIndexedDB(), partner_id: 4711 }],
    });
    expect(order.partner_id).toBe(undefined);
    expect(sent(order)).toBe(4711);
    order.setPartner(pos.models["res.partner"].get(3));
    expect(sent(order)).toBe(3);
    order.setPartner(false);
    expect(sent(order)).toBe(false);
});

test("a customer that another till tells of is on the disk as well", async () => {
    const pos = await setupPosEnv();
    const stored = [];
    pos.data.synchronizeServerDataInIndexedDB = async (records) => stored.push(records);
    const known = pos.models["res.partner"].get(3).serializeForIndexedDB();
    const partners = [{ ...known, id: 4711, name: "Of another till" }];
    const records = { "res.partner": partners, "pos.config": [{ ...pos.config.raw }] };
    pos.deviceSync.processStaticRecords(records);
    expect(pos.models["res.partner"].get(4711).name).toBe("Of another till");
    expect(stored).toEqual([{ "res.partner": partners }]);
});
