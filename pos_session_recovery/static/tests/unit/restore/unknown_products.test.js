import { describe, expect, test } from "@odoo/hoot";
import {
    splitUnknown,
    withoutUnknown,
    withProducts,
} from "@pos_session_recovery/app/restore/unknown_products";

describe.current.tags("headless");

const makeRecords = () => ({
    "pos.order": [{ id: "o", uuid: "o", lines: ["a", "b"] }],
    "pos.order.line": [
        { id: "a", uuid: "a", product_id: 1 },
        { id: "b", uuid: "b", product_id: 2 },
    ],
    "product.product": [{ id: 1 }],
});
const names = (records) => records["pos.order.line"].map(({ uuid }) => uuid);

test("where every product is known nothing is touched", () => {
    const records = makeRecords();
    expect(splitUnknown(records, () => true).records).toBe(records);
});

test("a line without its product waits, and its order does not name it", () => {
    const records = withoutUnknown(makeRecords());
    expect(names(records)).toEqual(["a"]);
    expect(records["pos.order"][0].lines).toEqual(["a"]);
});

test("records of no till at all are no error", () => {
    expect(withoutUnknown(undefined)).toBe(undefined);
    expect(withoutUnknown({})).toEqual({});
});

function makeData(answered) {
    const known = new Set([1]);
    return {
        models: { "product.product": { exists: (id) => known.has(id) } },
        async missingRecursive({ "pos.order.line": lines }) {
            expect.step(lines.map(({ product_id: id }) => id).join());
            answered.forEach((id) => known.add(id));
        },
    };
}

test("an archived product is asked for, and its line is loaded", async () => {
    expect(names(await withProducts(makeData([2]), makeRecords()))).toEqual(["a", "b"]);
    expect.verifySteps(["2"]);
});

test("a product that is gone altogether takes its line with it", async () => {
    expect(names(await withProducts(makeData([]), makeRecords()))).toEqual(["a"]);
    expect.verifySteps(["2"]);
});
