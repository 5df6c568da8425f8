import { expect, test } from "@odoo/hoot";
import { effect } from "@web/core/utils/reactive";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";

definePosModels();

test("what is as quick to look up is not prepared for each record; all else is stock's", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const partner = pos.models["res.partner"].getFirst();
    expect("__lazy_isSynced" in order).toBe(false);
    expect("__lazy_country_id" in partner).toBe(false);
    expect("__lazy_state_id" in partner).toBe(false);
    expect("__lazy_partner_id" in order).toBe(true);
    expect("__lazy_raw" in order).toBe(true);
});

test("whoever reads whether an order is numbered hears of its number", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const seen = [];
    effect((read) => seen.push(read.isSynced), [order]);
    pos.models.connectNewData({ "pos.order": [{ ...order.raw, id: 4711, lines: [] }] });
    await Promise.resolve();
    expect(order.id).toBe(4711);
    expect(seen.at(0)).toBe(false);
    expect(seen.at(-1)).toBe(true);
});

const [one, other] = [901, 902];

test("whoever reads the country of a customer hears of another one", async () => {
    const pos = await setupPosEnv();
    const countries = [one, other].map((id) => ({ id, name: `Country ${id}`, code: `C${id}` }));
    pos.models.connectNewData({ "res.country": countries });
    const partner = pos.models["res.partner"].getFirst();
    partner.update({ country_id: pos.models["res.country"].get(one) });
    const seen = [];
    effect((read) => seen.push(read.country_id?.id), [partner]);
    partner.update({ country_id: pos.models["res.country"].get(other) });
    await Promise.resolve();
    expect(seen).toEqual([one, other]);
});
