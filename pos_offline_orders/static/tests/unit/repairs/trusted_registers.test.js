import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const UNKNOWN = 987654;

/** The order that a till has of what it reads, with these values. */
async function read(values) {
    const pos = await setupPosEnv();
    const other = (await makePaidOrder(pos)).serializeForIndexedDB();
    const uuid = "5e5e5e5e-0000-4000-8000-000000000001";
    const raw = { ...other, id: 4711, uuid, state: "draft", lines: [], payment_ids: [], ...values };
    pos.models.connectNewData({ "pos.order": [raw] });
    return { pos, order: pos.models["pos.order"].getBy("uuid", uuid) };
}

test("an order of a trusted register is this till's from the moment that it is there", async () => {
    const { pos, order } = await read({ config_id: UNKNOWN, session_id: UNKNOWN });
    expect(order.config_id).toBe(pos.config);
    expect(order.session_id).toBe(pos.session);
});

test("an order of a register that the till knows keeps it", async () => {
    const { pos, order } = await read({});
    expect(order.config_id).toBe(pos.config);
    expect(order.raw.session_id).toBe(pos.session.id);
});
