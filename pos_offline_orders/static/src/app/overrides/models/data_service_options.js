import { patch } from "@web/core/utils/patch";
import { DataServiceOptions } from "@point_of_sale/app/models/data_service_options";

const PARENTS = ["order_id", "pos_order_id", "pos_order_line_id", "registration_id"];

patch(DataServiceOptions.prototype, {
    /**
     * Stock takes a paid order off the disk as soon as it has a number of the server. An open order has
     * that too: when it is paid without the server, the only trace of the payment would go. What is
     * typed for an attribute stock never stores: it asks for the order of that, which leads there by
     * its line.
     */
    get databaseTable() {
        const table = { ...super.databaseTable };
        for (const [model, params] of Object.entries(table)) {
            const isOver = (record) =>
                record.pos_order_line_id ? isDone(getOrder(record)) : params.condition(record);
            const isToRemove = (record) => !this.isUnsent?.(getOrder(record)) && isOver(record);
            table[model] = { ...params, condition: isToRemove };
        }
        return table;
    },

    /**
     * What stock makes for orders and does not store: lots and serial numbers, and what a module adds
     * to its `dynamicModels` alone. As `databaseTable`, but not a part of it: of what is named there
     * stock keeps its own record beside the server's when an order is saved, each lot twice.
     */
    get childTable() {
        const stored = this.databaseTable;
        const models = this.dynamicModels.filter((model) => !(model in stored));
        const condition = (record) => this._isLeft(record);
        return Object.fromEntries(models.map((model) => [model, { key: "id", condition }]));
    },

    /** Whether the server has it, or the order has it no more. */
    _isLeft(record) {
        const parent = getParent(record);
        const order = parent && getOrder(record);
        return !order || !lists(parent, record) || (isDone(order) && !this.isUnsent?.(order));
    },
});

function getParent(record) {
    return PARENTS.map((field) => record[field]).find(Boolean);
}

/** The order that a record is of, or is. */
function getOrder(record) {
    const parent = getParent(record);
    return parent ? getOrder(parent) : record;
}

/** The server's record of it takes its place in the parent's list. */
function lists(parent, { id, model }) {
    const fields = Object.values(parent.model.fields);
    const lists = fields.filter(({ relation, type }) => relation === model.name && isMany(type));
    return lists.some(({ name }) => parent[name]?.some((child) => child.id === id));
}

const isMany = (type) => type === "one2many" || type === "many2many";
const isDone = (order) => Boolean(order.finalized && order.isSynced);
