import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { keepReferences } from "@pos_offline_orders/app/repairs/kept_references";
import { makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const UNKNOWN = 987654;

/** A paid order as it was stored; of what `changes` name by model the till has no record. */
async function restore(changes) {
    const pos = await setupPosEnv();
    const order = await makePaidOrder(pos);
    const records = {
        "pos.order": [order],
        "pos.order.line": order.lines.slice(0, 1),
        "pos.payment": order.payment_ids.slice(0, 1),
    };
    for (const [model, values] of Object.entries(changes)) {
        const stored = records[model].map((one) => ({ ...one.serializeForIndexedDB(), ...values }));
        pos.models.loadConnectedData({ [model]: stored });
    }
    return order;
}

const send = (order) => order.serializeForORM({ keepCommands: true });

test("an order keeps what it names and the till has no record of", async () => {
    const order = await restore({ "pos.order": { fiscal_position_id: UNKNOWN } });
    expect(order.fiscal_position_id).toBe(undefined);
    expect(send(order).fiscal_position_id).toBe(UNKNOWN);
});

test("so do its lines and its payments", async () => {
    const order = await restore({
        "pos.order.line": { combo_item_id: UNKNOWN },
        "pos.payment": { payment_method_id: UNKNOWN },
    });
    const { lines, payment_ids } = send(order);
    expect(lines.map(([, , values]) => values.combo_item_id)).toEqual([UNKNOWN, false]);
    expect(payment_ids.map(([, , values]) => values.payment_method_id)).toEqual([UNKNOWN]);
});

test("what is not sent is not added, and what only the till knows is no number", async () => {
    const order = await restore({ "pos.order": { fiscal_position_id: UNKNOWN } });
    const values = { partner_id: false };
    keepReferences(order, values);
    expect(values).toEqual({ partner_id: false });
});
