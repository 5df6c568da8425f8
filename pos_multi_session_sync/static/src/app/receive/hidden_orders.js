import { patch } from "@web/core/utils/patch";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";
import { PosStore } from "@point_of_sale/app/services/pos_store";

const hidden = new Set(); // uuids of orders
let isMaking = false;

/**
 * Make an order that nobody sees but who asked for it: it is on no list and not on the disk, nobody is
 * asked about it, and it has no number yet. It must become known, or be dropped.
 */
export function makeHidden(pos) {
    isMaking = true;
    try {
        const order = pos.createNewOrder();
        hidden.add(order.uuid);
        return order;
    } finally {
        isMaking = false;
    }
}

/** From now on it is an order as any other. */
export function makeKnown(pos, order) {
    hidden.delete(order.uuid);
    pos.setNextOrderRefs(order);
}

/** Nothing is left of it; it stays hidden while it goes. */
export function dropHidden(pos, order) {
    const { uuid } = order;
    try {
        pos.data.localDeleteCascade(order);
    } finally {
        hidden.delete(uuid);
    }
}

patch(PosStore.prototype, {
    getOpenOrders() {
        return super.getOpenOrders(...arguments).filter(({ uuid }) => !hidden.has(uuid));
    },

    setNextOrderRefs() {
        return isMaking ? undefined : super.setNextOrderRefs(...arguments);
    },

    selectPreset(preset, order) {
        return isMaking ? preset && order.setPreset(preset) : super.selectPreset(...arguments);
    },
});

/**
 * A kill leaves nothing of it: what is hidden is, for stock's database, what has to go. Stock asks for
 * the tables at each record that it loads again: they are made once.
 */
patch(DataServiceOptions.prototype, {
    get databaseTable() {
        return (this._tablesButHidden ||= withoutHidden(super.databaseTable));
    },
});

function withoutHidden(tables) {
    const leaveOut = ([model, table]) => [
        model,
        { ...table, condition: (record) => isHidden(record) || table.condition(record) },
    ];
    return Object.fromEntries(Object.entries(tables).map(leaveOut));
}

function isHidden(record) {
    return hidden.size > 0 && hidden.has(orderOf(record)?.uuid);
}

function orderOf(record) {
    const { order_id: order, pos_order_id: paid, pos_order_line_id: line } = record;
    return record.model.name === "pos.order" ? record : order || paid || line?.order_id;
}
