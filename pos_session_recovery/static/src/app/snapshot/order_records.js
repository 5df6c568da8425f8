import { toRaw } from "@odoo/owl";

const X2MANY = ["one2many", "many2many"];

/**
 * How the records of an order hang together: which fields of which models lead from the order to its
 * lines, payments, lots, courses, whatever modules are installed.
 */
export class OrderRecords {
    /**
     * @param {Object} relations fields of each model, as the till has loaded them
     * @param {string[]} models that can be created in the till (`DataServiceOptions.dynamicModels`)
     */
    constructor(relations, models) {
        this.models = models.filter((model) => relations[model]);
        this.children = Object.fromEntries(
            this.models.map((model) => [model, this._getChildFields(relations[model])])
        );
    }

    /** Whether a change of these fields may change which records belong to an order. */
    isStructural(model, fields = []) {
        const names = this.children[model] || [];
        // Stock tells of loaded records with names of models in the place of names of fields.
        return fields.some(
            (name) => name.includes(".") || names.some((field) => field.name === name)
        );
    }

    /** All records that belong to `order`, the order first. */
    collect(order) {
        const found = new Map([[toRaw(order), "pos.order"]]);
        for (const [record, model] of found) {
            for (const { name, relation } of this.children[model]) {
                for (const child of (record[name] || []).map(toRaw)) {
                    found.has(child) || found.set(child, relation);
                }
            }
        }
        return found;
    }

    /**
     * The same for plain records as they are stored.
     *
     * @param {Object} data records by model
     * @param {string} uuid of the order
     * @returns {Set<Object>}
     */
    collectRaw(data, uuid) {
        const orders = (data["pos.order"] || []).filter((order) => order.uuid === uuid);
        const found = new Map(orders.map((order) => [order, "pos.order"]));
        for (const [record, model] of found) {
            const parents = [record.id, record.uuid].filter(Boolean);
            for (const { relation, inverse } of this.children[model]) {
                for (const child of data[relation] || []) {
                    if (parents.includes(child[inverse]) && !found.has(child)) {
                        found.set(child, relation);
                    }
                }
            }
        }
        return new Set(found.keys());
    }

    _getChildFields(fields) {
        return Object.values(fields)
            .filter(({ type, relation }) => X2MANY.includes(type) && this.models.includes(relation))
            .map(({ name, relation, inverse_name: inverse }) => ({ name, relation, inverse }));
    }
}

/** By what a record is known in a snapshot. */
export function keyOf(record) {
    return record.uuid || String(record.id);
}
