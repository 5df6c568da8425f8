import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";

definePosModels();

const LOADERS = ["connectNewData", "loadConnectedData"];

/** Function that loads the order as the server has it: with its first line, under its own numbers. */
function makeLoad({ models }, loader, order) {
    const { raw } = order;
    const { raw: line } = order.lines[0];
    return () =>
        models[loader]({
            "pos.order": [{ ...raw, id: 900, lines: [901], payment_ids: [] }],
            "pos.order.line": [{ ...line, id: 901, order_id: 900 }],
        });
}

for (const loader of LOADERS) {
    test(`a line that the server does not have yet stays on its order: ${loader}`, async () => {
        const store = await setupPosEnv();
        const order = await getFilledOrder(store);
        const total = order.priceIncl;
        const [first, second] = order.lines;
        makeLoad(store, loader, order)();
        expect([order.id, first.id, second.isSynced]).toEqual([900, 901, false]);
        expect(order.lines.map((line) => line.order_id)).toEqual([order, order]);
        expect(second.currency).toBe(order.currency);
        expect(order.priceIncl).toBe(total);
        expect(second.raw.order_id).toBe(900);
    });

    test(`a payment that the server does not have yet stays on its order: ${loader}`, async () => {
        const store = await setupPosEnv();
        const order = await getFilledOrder(store);
        const method = store.models["pos.payment.method"].getFirst();
        const { data: payment } = order.addPaymentline(method);
        makeLoad(store, loader, order)();
        expect(order.payment_ids.map((each) => each.pos_order_id)).toEqual([order]);
        expect(payment.isSynced).toBe(false);
    });

    test(`loaded again, an order has no line twice and none of before: ${loader}`, async () => {
        const store = await setupPosEnv();
        const order = await getFilledOrder(store);
        const [, second] = order.lines;
        const load = makeLoad(store, loader, order);
        load();
        load();
        expect(order.lines).toHaveLength(2);
        expect(second.order_id).toBe(order);
        second.delete();
        expect(order.lines).toHaveLength(1);
    });
}
