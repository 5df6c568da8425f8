import { uuidv4 } from "@point_of_sale/utils";
import { keyOf, OrderRecords } from "../snapshot/order_records";

// What an order keeps when it goes on under a new number. All else is made anew.
const KEPT = [
    "partner_id",
    "pricelist_id",
    "fiscal_position_id",
    "general_customer_note",
    "internal_note",
    "preset_id",
    "preset_time",
    "floating_order_name",
    "table_id",
    "customer_count",
    "to_invoice",
];
const WITH_THE_ORDER = ["pos.order", "pos.payment"];

/** Make the order exactly what the snapshot says: its records, and none besides. */
export function revive(pos, snapshot) {
    const { uuid } = snapshot.order;
    removeOthers(pos, snapshot);
    pos.models.connectNewData(copy(snapshot.records));
    return pos.models["pos.order"].getBy("uuid", uuid);
}

/** A new order, with a new number, and the lines of the snapshot. Payments are not taken over. */
export function reviveAsNew(pos, snapshot) {
    const order = pos.addNewOrder();
    const records = copy(snapshot.records);
    const [old] = records["pos.order"];
    const names = new Map([
        [old.id, order.id],
        [old.uuid, order.id],
    ]);
    const models = Object.keys(records).filter((model) => !WITH_THE_ORDER.includes(model));
    for (const record of models.flatMap((model) => records[model])) {
        const name = uuidv4();
        names.set(record.id, name);
        record.uuid && names.set(record.uuid, name);
    }
    order.update(pick(old, pos.models["pos.order"].fields));
    const renamed = models.map((model) => [
        model,
        records[model].map((record) => rename(record, names, pos.data.relations[model])),
    ]);
    pos.models.connectNewData(Object.fromEntries(renamed));
    return order;
}

/** What the till had before a snapshot was laid over it; the order goes where it had none. */
export async function putBack(pos, snapshot, before) {
    const order = pos.models["pos.order"].getBy("uuid", snapshot.order.uuid);
    if (!order || order.finalized) {
        return;
    }
    const records = {};
    for (const { model, record } of before) {
        (records[model] ||= []).push(record);
    }
    if (records["pos.order"]) {
        revive(pos, { ...snapshot, records: { ...records } });
    } else if (!order.isSynced) {
        pos.data.localDeleteCascade(order);
        pos.removePendingOrder(order);
    }
}

function removeOthers(pos, { order, records }) {
    const existing = pos.models["pos.order"].getBy("uuid", order.uuid);
    if (!existing) {
        return;
    }
    const wanted = new Set(
        Object.entries(records).flatMap(([model, each]) =>
            each.map((it) => `${model}/${keyOf(it)}`)
        )
    );
    const { relations, opts } = pos.data;
    for (const [record, model] of new OrderRecords(relations, opts.dynamicModels).collect(
        existing
    )) {
        if (record !== existing && !wanted.has(`${model}/${keyOf(record)}`)) {
            record.delete();
        }
    }
}

function pick(record, fields) {
    return Object.fromEntries(
        KEPT.filter((name) => fields[name] && record[name]).map((name) => [name, record[name]])
    );
}

/** Local names for everything; what the server knew under a number is not touched by the new one. */
function rename(record, names, fields) {
    const result = { ...record };
    for (const [name, value] of Object.entries(record)) {
        const isReference = name === "id" || name === "uuid" || fields[name]?.relation;
        if (isReference) {
            result[name] = Array.isArray(value)
                ? value.map((each) => names.get(each) ?? each)
                : names.get(value) ?? value;
        }
    }
    delete result.write_date;
    delete result.create_date;
    delete result.refunded_orderline_id;
    return result;
}

function copy(value) {
    return JSON.parse(JSON.stringify(value));
}

/**
 * Go on with an entry of the recovery list.
 *
 * @returns {Promise<Object|undefined>} the order, shown to the cashier; none where it is paid
 */
export async function restoreEntry(pos, ring, id, asNew) {
    const entry = await ring.get(id);
    const existing = entry && pos.models["pos.order"].getBy("uuid", entry.snapshot.order.uuid);
    if (!entry || (!asNew && existing?.finalized)) {
        return undefined;
    }
    const order = (asNew ? reviveAsNew : revive)(pos, entry.snapshot);
    if (asNew) {
        await ring.remove(id);
    }
    return show(pos, order);
}

/** Undo what came back at the start; the order stays in the recovery list. */
export async function takeBack(pos, ring, { id, snapshot }, before) {
    await ring.put(snapshot);
    await putBack(pos, snapshot, before);
    show(pos, pos.getOpenOrders().findLast(({ uuid }) => uuid !== id) || pos.addNewOrder());
}

function show(pos, order) {
    pos.setOrder(order);
    pos.navigate("ProductScreen", { orderUuid: order.uuid });
    return order;
}
