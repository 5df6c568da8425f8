import { describe, expect, test } from "@odoo/hoot";
import { getProductRemarks } from "@pos_session_recovery/app/decision/product_remarks";
import { makeFacts, makeSnapshot, makeWorld } from "../case_helpers";

describe.current.tags("headless");

const kinds = (record, product) => {
    const facts = makeFacts({ products: { 5: product } });
    const world = makeWorld({ facts, isMadeElsewhere: ({ origin }) => origin === "elsewhere" });
    return getProductRemarks(makeSnapshot({ record }), world).map(({ kind }) => kind);
};

test("an order from another till keeps what this one does not sell by itself", () => {
    const notHere = { sold: false, active: true };
    expect(kinds({}, notHere)).toEqual(["not_sold"]);
    expect(kinds({ origin: "elsewhere" }, notHere)).toEqual([]);
    expect(kinds({ origin: "elsewhere" }, { sold: false, active: false })).toEqual(["archived"]);
});
