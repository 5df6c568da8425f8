/** Kinds of operations, as the server knows them. */
export const CREATE = "partner.create";
export const WRITE = "partner.write";

const RELATIONS = ["parent_id", "state_id", "country_id", "property_product_pricelist"];

/** Odoo stores notes as HTML; the till edits plain text. */
function asText(html) {
    const body = new DOMParser().parseFromString(
        html.replace(/<br\s*\/?>|<\/p>/g, "\n"),
        "text/html"
    );
    return body.documentElement.textContent.trim();
}

/** @returns {*} a value as the server compares it: false where there is nothing */
export function clean(name, value) {
    if (name === "is_company") {
        return Boolean(value);
    }
    if (RELATIONS.includes(name)) {
        return value?.id || value || false;
    }
    return (typeof value === "string" && value.trim()) || false;
}

/**
 * @param {Object} partner a record of the till
 * @param {string[]} fields
 * @returns {Object} its values, as they are sent
 */
export function readValues(partner, fields) {
    return Object.fromEntries(
        fields.map((name) => {
            const value = partner[name];
            const isHtml = name === "comment" && typeof value === "string";
            return [name, clean(name, isHtml ? asText(value) : value)];
        })
    );
}

/** @returns {string[]} names of the fields that differ */
export function getChanged(before, after) {
    return Object.keys(after).filter((name) => after[name] !== before[name]);
}

export function pick(values, names) {
    return Object.fromEntries(names.map((name) => [name, values[name]]));
}

/**
 * Two edits of one customer as one. What the till saw first stays the base; what came back to it is no
 * change any more.
 *
 * @param {{base: Object, values: Object}} first
 * @param {{base: Object, values: Object}} second
 * @returns {{base: Object, values: Object}}
 */
export function mergeEdits(first, second) {
    const base = { ...second.base, ...first.base };
    const values = { ...first.values, ...second.values };
    const changed = getChanged(base, values);
    return { base: pick(base, changed), values: pick(values, changed) };
}

/**
 * @param {Object} values
 * @param {(model: string, id: number) => string|undefined} nameOf
 * @returns {Object} what the till shows of a customer beside the values themselves
 */
export function describeValues(values, nameOf) {
    const town = [values.zip, values.city].filter(Boolean).join(" ");
    const state = values.state_id && nameOf("res.country.state", values.state_id);
    const country = values.country_id && nameOf("res.country", values.country_id);
    const lines = [values.street, values.street2, town, state, country];
    return {
        pos_contact_address: lines.filter(Boolean).join("\n"),
        invoice_emails: values.email || "",
        parent_name: (values.parent_id && nameOf("res.partner", values.parent_id)) || false,
    };
}
