import { after, expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { getOrderChanges } from "@point_of_sale/app/models/utils/order_change";
import { allowTranslations, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { omit } from "@web/core/utils/objects";
import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { knownFields, ties, whatIsKeptBack } from "@pos_multi_session_sync/app/send/sync_kept_back";
import { PayloadPlacer } from "@pos_multi_session_sync/app/receive/sync_payload_placer";
import { takePayload, whyNotSendable } from "@pos_multi_session_sync/app/send/sync_payload_taker";

definePosModels();

const copy = (value) => JSON.parse(JSON.stringify(value));

/** What must be the same on both tills: all but the names of things. */
function comparable(payload) {
    const { lines, ...head } = omit(copy(payload), "courses", "tracking");
    const indexOf = (uuid) => lines.findIndex((line) => line.uuid === uuid);
    return {
        ...head,
        lines: lines.map((line) => ({
            ...omit(line, "uuid", "parent_uuid", "course_uuid"),
            parent: indexOf(line.parent_uuid),
        })),
    };
}

function roundTrip(pos, order) {
    const payload = copy(takePayload(order));
    const placer = new PayloadPlacer(pos);
    const placed = placer.place(payload, { sync_transfer_uuid: "t1" });
    return { payload, placer, placed, report: placer.report(placed, payload) };
}

test("quantities, prices, discounts, notes and the customer arrive as they were", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const [first, second] = order.lines;
    first.setQuantity(2.5);
    first.setUnitPrice(7.77);
    first.price_type = "manual";
    first.setDiscount(12.5);
    first.setCustomerNote("no onions");
    first.setNote('[{"text":"hot","colorIndex":2}]');
    second.setQuantity(4);
    order.setInternalNote('[{"text":"window","colorIndex":0}]');
    order.setGeneralCustomerNote("birthday");
    order.partner_id = pos.models["res.partner"].get(3);
    const { payload, placed, report } = roundTrip(pos, order);
    expect(comparable(takePayload(placed))).toEqual(comparable(payload));
    expect(placed.priceIncl).toBe(order.priceIncl);
    expect(report).toEqual({
        total: payload.totals.total,
        difference: 0,
        missing: [],
        remarks: [],
    });
    expect(placed.uuid).not.toBe(order.uuid);
    expect(placed.lines[0].uuid).not.toBe(first.uuid);
    expect(placed.pos_reference).not.toBe(order.pos_reference);
    expect(pos.pendingOrder.create.has(placed.id)).toBe(true);
});

test("lots, attributes with own words and extras arrive as they were", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    pos.models.connectNewData({
        "product.attribute": [{ id: 77, name: "Words", create_variant: "no_variant" }],
        "product.template.attribute.value": [{ id: 77, name: "Own", attribute_id: 77 }],
    });
    const value = pos.models["product.template.attribute.value"].get(77);
    const [line] = order.lines;
    line.update({
        price_extra: 3,
        pack_lot_ids: [["create", { lot_name: "LOT-7" }]],
        attribute_value_ids: [["link", value]],
        custom_attribute_value_ids: [
            [
                "create",
                { custom_product_template_attribute_value_id: value, custom_value: "For Ann" },
            ],
        ],
    });
    line.setFullProductName();
    const { payload, placed } = roundTrip(pos, order);
    expect(payload.lines[0].lots).toEqual([{ name: "LOT-7" }]);
    expect(payload.lines[0].custom_values).toEqual([{ value_id: value.id, text: "For Ann" }]);
    expect(comparable(takePayload(placed))).toEqual(comparable(payload));
});

test("the kitchen is told of what is new since the sender told it, and of nothing twice", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const [first, second] = order.lines;
    order.updateLastOrderChange();
    delete order.last_order_preparation_change.lines[second.uuid];
    const told = first.qty;
    first.setQuantity(told + 2);
    const { placed } = roundTrip(pos, order);
    const products = [first, second].flatMap(({ product_id }) => product_id.parentPosCategIds);
    const { orderlines } = getOrderChanges(placed, new Set(products));
    expect(Object.values(orderlines).map(({ quantity }) => quantity)).toEqual([2, second.qty]);
});

test("the parts of a combo stay with it", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const [parent, child] = order.lines;
    const [item] = pos.models["product.combo.item"].getAll();
    child.update({ combo_parent_id: parent, combo_item_id: item });
    const { payload, placed } = roundTrip(pos, order);
    expect(placed.lines[1].combo_parent_id).toBe(placed.lines[0]);
    expect(comparable(takePayload(placed))).toEqual(comparable(payload));
});

test("what this till has not is named, with what it makes of the total", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const payload = copy(takePayload(order));
    payload.lines[0].product_id = 999999;
    payload.missing = [{ uuid: payload.lines[0].uuid, why: "archived" }];
    payload.pricelist_id = 999999;
    payload.customer = { id: 999999, local_id: null, name: "Gus" };
    const placer = new PayloadPlacer(pos);
    const count = pos.models["pos.order"].length;
    const prepared = placer.prepare(payload);
    const { report } = prepared;
    expect(report.missing).toEqual([`3 × ${payload.lines[0].full_product_name} (archived)`]);
    expect(report.difference).toBeLessThan(0);
    expect(report.difference).toBe(order.currency.round(report.total - payload.totals.total));
    expect(report.remarks.length).toBe(2);
    expect(report.remarks[0]).toInclude("Gus");
    placer.drop(prepared);
    expect(pos.models["pos.order"].length).toBe(count);
});

test("the prices of an order are computed once, however many lines it has", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const payload = copy(takePayload(order));
    const [line] = payload.lines;
    const uuids = Array.from({ length: 20 }, (_value, n) => `${line.uuid}${n}`);
    payload.lines = uuids.map((uuid) => ({ ...line, uuid }));
    let count = 0;
    patchWithCleanup(PosOrder.prototype, {
        _constructPriceData() {
            count += 1;
            return super._constructPriceData(...arguments);
        },
    });
    const placer = new PayloadPlacer(pos);
    placer.drop(placer.prepare(payload));
    const few = count;
    payload.lines = [line];
    count = 0;
    const { order: one, report } = placer.prepare(payload);
    expect(few).toBe(count);
    expect(one.priceIncl).toBe(report.total);
});

test("the prices of an order that goes are computed at none of its lines", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    let count = 0;
    patchWithCleanup(PosOrder.prototype, {
        _constructPriceData() {
            count += 1;
            return super._constructPriceData(...arguments);
        },
    });
    pos.data.localDeleteCascade(order);
    expect(count).toBe(0);
    expect(pos.models["pos.order.line"].length).toBe(0);
});

test("what is only looked at is on no list and no disk, and leaves nothing, no number either", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const payload = copy(takePayload(order));
    payload.lines[0].lots = [{ name: "LOT-7" }];
    const counts = () => ["pos.order", "pos.order.line"].map((model) => pos.models[model].length);
    const before = counts();
    const number = pos.device.data?.next_number;
    const placer = new PayloadPlacer(pos);
    const prepared = placer.prepare(payload);
    expect(prepared.report.difference).toBe(0);
    expect(pos.getOpenOrders()).toEqual([order]);
    const { databaseTable: tables } = pos.data.opts;
    const isLeftOut = (record) => tables[record.model.name].condition(record) === true;
    expect([prepared.order, ...prepared.order.lines].every(isLeftOut)).toBe(true);
    expect([order, ...order.lines].some(isLeftOut)).toBe(false);
    placer.drop(prepared);
    expect(counts()).toEqual(before);
    expect(pos.device.data?.next_number).toBe(number);
    expect(pos.getOrder()).toBe(order);
});

test("what was looked at and is taken is an order as any other", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const placer = new PayloadPlacer(pos);
    const prepared = placer.prepare(copy(takePayload(order)));
    expect(prepared.order.pos_reference).toBe("");
    placer.take(prepared, { sync_transfer_uuid: "t1" });
    expect(prepared.order.pos_reference).not.toBe("");
    expect(prepared.order.sync_transfer_uuid).toBe("t1");
    expect(pos.getOpenOrders()).toInclude(prepared.order);
    expect(pos.pendingOrder.create.has(prepared.order.id)).toBe(true);
    const { condition } = pos.data.opts.databaseTable["pos.order"];
    expect(condition(prepared.order) === true).toBe(false);
});

test("what is looked at says of each line what this till will show, and of a missing one nothing", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const payload = copy(takePayload(order));
    const [first, second] = payload.lines;
    second.product_id = 999999;
    const { order: here, lines } = new PayloadPlacer(pos).prepare(payload);
    expect(lines).toEqual({
        [first.uuid]: {
            qty: here.lines[0].getQuantityStr().qtyStr,
            price: here.lines[0].currencyDisplayPrice,
        },
    });
});

test("nobody is asked for a preset's customer by an order that is only looked at", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    pos.config.use_presets = true;
    patchWithCleanup(pos, {
        selectPartner: () => expect.step("asked for a customer"),
        openPresetTiming: () => expect.step("asked for a time"),
    });
    pos.config.default_preset_id?.update({ identification: "name", use_timing: true });
    new PayloadPlacer(pos).prepare(copy(takePayload(order)));
    await Promise.resolve();
    expect.verifySteps([]);
});

test("what cannot be sent says why", async () => {
    const pos = await setupPosEnv();
    expect(whyNotSendable(pos.addNewOrder())).toMatch(/nothing on this order/);
    const order = await getFilledOrder(pos);
    expect(whyNotSendable(order)).toBe("");
    order.sync_transfer_uuid = "t1";
    expect(whyNotSendable(order)).toMatch(/came from another till/);
    order.sync_transfer_uuid = false;
    order.setGeneralCustomerNote("4111 1111 1111 1111");
    expect(whyNotSendable(order)).toMatch(/payment card/);
    order.setGeneralCustomerNote("");
    order.lines[0].refunded_orderline_id = order.lines[1];
    expect(whyNotSendable(order)).toMatch(/refund/);
});

/** An order with one line, and what a module beside ours keeps in a field of one of them. */
function makeKeeping(model, field, value) {
    const make = (name) => ({
        model: { name, fields: name === model ? { [field.name]: field } : {} },
        raw: name === model ? { [field.name]: value } : {},
        getFullProductName: () => "Gift Card",
    });
    return { ...make("pos.order"), lines: [make("pos.order.line")], uiState: {} };
}

test("an order that stock made has nothing that is kept back", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    const [first, second] = order.lines;
    first.update({ pack_lot_ids: [["create", { lot_name: "LOT-7" }]] });
    second.update({ combo_parent_id: first });
    order.partner_id = pos.models["res.partner"].get(3);
    order.uiState.codeActivatedProgramRules = [];
    expect(whatIsKeptBack(order)).toBe("");
});

for (const [model, field] of [
    ["pos.order.line", { name: "gift_code", type: "char", local: true }],
    ["pos.order.line", { name: "_program_id", type: "many2one", relation: "x", local: true }],
    ["pos.order.line", { name: "event_ticket_id", type: "many2one", relation: "x" }],
    ["pos.order.line", { name: "registration_ids", type: "one2many", relation: "x" }],
    ["pos.order", { name: "_coupon_ids", type: "one2many", relation: "x", local: true }],
    ["pos.order", { name: "_code", type: "char", local: true }],
]) {
    test(`what a module keeps in ${model}/${field.name} keeps the order here`, () => {
        allowTranslations();
        const isMany = field.type === "one2many";
        const keep = (value) => whatIsKeptBack(makeKeeping(model, field, value));
        expect(keep(isMany ? new Set() : false)).toBe("");
        expect(keep(isMany ? new Set([7]) : 7)).toMatch(/pay the order here/i);
        knownFields.add(`${model}/${field.name}`, true);
        after(() => knownFields.remove(`${model}/${field.name}`));
        expect(keep(isMany ? new Set([7]) : 7)).toBe("");
    });
}

test("what a till sets on each order for itself, and what stock derives, keeps nothing here", () => {
    const keep = (field) => whatIsKeptBack(makeKeeping("pos.order", field, 7));
    expect(keep({ name: "employee_id", type: "many2one", relation: "hr.employee" })).toBe("");
    const derived = { name: "x", type: "many2one", relation: "x", local: true };
    for (const how of ["dummy", "compute", "related"]) {
        expect(keep({ ...derived, [how]: true })).toBe("");
    }
});

test("a programme that a code has opened keeps the order here, and so does what a module ties", async () => {
    const pos = await setupPosEnv();
    const order = await getFilledOrder(pos);
    order.uiState.codeActivatedProgramRules = [5];
    expect(whyNotSendable(order)).toMatch(/code or a card/);
    order.uiState.codeActivatedProgramRules = [];
    ties.add("test", (each) => each.uiState.isTied);
    after(() => ties.remove("test"));
    expect(whyNotSendable(order)).toBe("");
    order.uiState.isTied = true;
    expect(whyNotSendable(order)).toMatch(/code or a card/);
});
