import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { makeServerError, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { getMissing, nameMissing } from "@pos_offline_base/app/errors/missing_records";
import { LeftOutNotices } from "@pos_offline_orders/app/delivery/left_out_notices";
import { withSoldTaxes } from "@pos_offline_orders/app/paid/sold_taxes";

definePosModels();

const LEFT_OUT = [{ model: "product.pricelist", id: 9999, label: "Pricelist" }];

/** A till, an open order and what is notified. */
async function makeTill() {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const said = [];
    patchWithCleanup(pos.notification, { add: (text) => said.push(text) });
    return { pos, order, said };
}

test("what is gone is told by the server in so many words, or by its own text", () => {
    const error = makeServerError({ message: "Gone." });
    error.data.context = { missing: LEFT_OUT };
    expect(getMissing(error)).toEqual(LEFT_OUT);
    const plain = makeServerError({ message: "Weg.\n(Satz: pos.order.line(151,), Nutzer: 2)" });
    expect(getMissing(plain)).toEqual([{ model: "pos.order.line", id: 151 }]);
    expect(getMissing(makeServerError({ message: "Anything (else)." }))).toEqual([]);
    expect(getMissing(undefined)).toEqual([]);
});

test("the till names what it still has, and the number of the rest", async () => {
    const { models } = await setupPosEnv();
    const product = models["product.product"].getFirst();
    const known = { model: "product.product", id: product.id, label: "Product" };
    expect(nameMissing(models, [known, ...LEFT_OUT])).toBe(
        `Product “${product.display_name}”, Pricelist no. 9999`
    );
});

test("what the server left out of an order is told once, by who sent it", async () => {
    const { pos, order, said } = await makeTill();
    const notices = new LeftOutNotices(pos);
    order.offline_left_out = LEFT_OUT;
    notices.tell([order]);
    expect(said).toEqual([]); // another till's
    order.offline_left_out = false;
    notices.expect([order]);
    order.offline_left_out = LEFT_OUT;
    notices.tell([order]);
    expect(said).toHaveLength(1);
    expect(said[0]).toInclude("Pricelist no. 9999");
    notices.expect([order]);
    notices.tell([order]);
    expect(said).toHaveLength(1);
});

test("a sale stays as it was sold where the server has taken it without its tax", async () => {
    const { pos, order } = await makeTill();
    const line = order.lines.find(({ tax_ids: taxes }) => taxes.length);
    const taxes = line.tax_ids.map(({ id }) => id);
    const answer = {
        "pos.order": [{ uuid: order.uuid, id: 70, offline_left_out: LEFT_OUT }],
        "pos.order.line": [{ uuid: line.uuid, id: 71, order_id: 70, tax_ids: [] }],
    };
    expect(withSoldTaxes(pos.models, answer)).toBe(answer); // open: the server's word
    order.state = "paid";
    const [loaded] = withSoldTaxes(pos.models, answer)["pos.order.line"];
    expect(loaded).toEqual({ ...answer["pos.order.line"][0], tax_ids: taxes });
});
