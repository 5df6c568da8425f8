import { _t } from "@web/core/l10n/translation";

/**
 * What was deleted on the server and this till still has: the server knows its number only.
 *
 * @typedef {Object} Missing
 * @property {string} model
 * @property {number} id
 * @property {string} [label] what the field is called that named it
 */

// As Odoo writes the records of a MissingError, in each language: "pos.order.line(151,)".
const RECORD = /\b([a-z]\w*(?:\.\w+)+)\((\d+),?\)/;

/** @returns {Missing[]} what a refusal of the server says is gone */
export function getMissing(error) {
    const { context, message } = error?.data || {};
    if (Array.isArray(context?.missing)) {
        return context.missing;
    }
    const [, model, id] = RECORD.exec(message || "") || [];
    return model ? [{ model, id: Number(id) }] : [];
}

/**
 * @param {Object} models the till's
 * @param {Missing[]} missing
 * @returns {string} their names as people know them
 */
export function nameMissing(models, missing) {
    return missing.map((each) => nameOne(models, each)).join(", ");
}

function nameOne(models, { model, id, label }) {
    const record = models[model]?.get(id);
    const name = record?.display_name || record?.name;
    const kind = label || model;
    return name
        ? _t("%(kind)s “%(name)s”", { kind, name })
        : _t("%(kind)s no. %(number)s", { kind, number: id });
}
