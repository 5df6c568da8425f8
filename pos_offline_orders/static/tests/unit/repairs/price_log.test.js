import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";

definePosModels();

test("what stock logs of an order's prices are totals and short lines, and the prices are stock's", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const logged = JSON.parse(JSON.stringify(order.prices));
    expect(Object.keys(logged)).toEqual(["taxDetails", "lines"]);
    expect(logged.taxDetails.total_amount).toBe(order.totalDue);
    expect(logged.lines).toEqual(
        order.lines.map((line) => [line.uuid, line.qty, line.price_unit, line.getDiscount()])
    );
    expect(Object.keys(order.prices.baseLineByLineUuids)).toEqual(
        order.lines.map(({ uuid }) => uuid)
    );
});
