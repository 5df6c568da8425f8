/**
 * The reads that a till may wait for, and what it gets when the server does not answer in time. What
 * is not listed here, every write above all, never passes through this module's code.
 *
 * `replay` is set where the answer of before is safe to give again; the comment says why. Where it is
 * not set the read fails as a lost connection does, which stock's callers expect. `empty` answers
 * "nothing new" instead. `patient` reads may compute for long on a server that is there. `boot` reads
 * are made at every start with the same question, so they are made ahead (`boot_reads.js`).
 *
 * @typedef {{replay?: boolean, empty?: any, patient?: boolean, archive?: string, boot?: boolean}} Rule
 */

/** @type {Record<string, Rule>} */
const RULES = {
    // Names of fields and relations: they change only with the registry or the settings of the
    // point of sale, and both are in the key.
    "pos.session/load_data_params": { replay: true, patient: true, boot: true },
    // The archive follows each later answer, so it is never older than what the till itself knows.
    // Asked for what is new since a date, the till has its own data: nothing is new.
    "pos.session/load_data": { archive: "load", patient: true },
    // Which local records are gone on the server: unknown, so none are removed.
    "pos.session/filter_local_data": { archive: "remove", empty: {}, patient: true },
    // How to read a barcode: settings that a till needs at start, the same for weeks.
    "barcode.nomenclature/read": { replay: true, boot: true },
    "barcode.rule/search_read": { replay: true, boot: true },
    // Look-ups of products and customers: a record that was since archived is still a valid one to
    // sell or to sell to, as any till that is offline does; the server decides at the end.
    "product.template/load_product_from_pos": { replay: true, patient: true },
    "product.product/search_read": { replay: true, patient: true, boot: true },
    "res.partner/get_new_partner": { replay: true },
    "res.partner/search_read": { replay: true },
    // Taken slots: an old list knows more of them than none, which is what stock falls back on.
    "pos.preset/get_available_slots": { replay: true },
    // Which buttons to show. Rights are checked by the server, whatever the till shows.
    "res.users/has_group": { replay: true },

    // Never replayed: an order of before may be paid, cancelled or taken by another till since.
    "pos.config/read_config_open_orders": { patient: true },
    "pos.order/read_pos_orders": { patient: true },
    "pos.order/search_paid_order_ids": {},
    "pos.order/get_preparation_change": {},
    // Never replayed: quantities in stock and prices of the day.
    "product.template/get_product_info_pos": {},
    "pos.order.line/get_existing_lots": {},
    "pos.session/get_pos_ui_product_pricelist_item_by_product": { patient: true },
};

/** Any model's `read` can block the start; what it reads is not known, so it is never replayed. */
const ANY_READ = { patient: true };

/** Asks whether Odoo is there: late is no. */
const PING = {};

// Parts of a context that differ from call to call without changing the answer.
const VOLATILE = ["pos_last_server_date", "uid", "tz", "device_identifier"];

/**
 * @param {URL} url of a POST
 * @returns {Rule|null}
 */
export function ruleOf(url) {
    if (url.pathname === "/pos/ping") {
        return PING;
    }
    const match = url.pathname.match(/^\/web\/dataset\/call_kw\/([\w.]+)\/(\w+)$/);
    if (!match) {
        return null;
    }
    const [, model, method] = match;
    return RULES[`${model}/${method}`] || (method === "read" ? ANY_READ : null);
}

/**
 * Read a JSON-RPC request. The server obeys its body, not its address: where they differ it is not
 * the call that the address promises, and null comes back.
 *
 * @returns {{id: any, params: Object, model: string, method: string, args: any[], kwargs: Object}|null}
 */
export function parseCall(url, body) {
    try {
        const { id, params = {} } = JSON.parse(body);
        const { model, method, args = [], kwargs = {} } = params;
        const isPing = url.pathname === "/pos/ping";
        const path = `/web/dataset/call_kw/${model}/${method}`;
        return isPing || url.pathname === path ? { id, params, model, method, args, kwargs } : null;
    } catch {
        return null;
    }
}

/**
 * @param {import("./page_info").PageInfo} page
 * @returns {string} the same for the same question of the same user in the same place
 */
export function keyOf(page, call) {
    const context = { ...call.kwargs.context };
    for (const name of VOLATILE) {
        delete context[name];
    }
    const settings = call.method === "load_data_params" ? page.dataChange : "";
    const kwargs = { ...call.kwargs, context };
    // The session changes every day, what it loads does not.
    const args = call.model === "pos.session" ? call.args.slice(1) : call.args;
    return stable([scopeOf(page), settings, call.model, call.method, args, kwargs]);
}

/** What an answer belongs to, beside its user and database. */
export function scopeOf({ user, company, config, lang, registry }) {
    return [user, company, config, lang, registry];
}

/** JSON text that does not depend on the order of keys. */
export function stable(value) {
    return JSON.stringify(value, (_key, part) =>
        part && typeof part === "object" && !Array.isArray(part)
            ? Object.fromEntries(
                  Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1))
              )
            : part
    );
}
