/**
 * An order of a trusted register names a point of sale and a session that this till has no record of.
 * Stock gives it this till's own after it was loaded (`loadServerOrders`, `DevicesSynchronisation`); what
 * is drawn in between fails on it: the customer display ends in an "Oops" (`iface_tax_included`).
 *
 * @param {Object} models of the till
 * @param {Object<string, Object[]>} records about to be loaded, by model
 * @returns {Object<string, Object[]>} with this till's own in such orders
 */
export function withOwnRegister(models, records) {
    const configs = models["pos.config"];
    const coming = new Set((records["pos.config"] || []).map(({ id }) => id));
    const isKnown = (id) => coming.has(id) || Boolean(configs.get(id));
    const own = { config_id: odoo.pos_config_id, session_id: odoo.pos_session_id };
    const isForeign = ({ config_id: id }) => typeof id === "number" && !isKnown(id);
    if (!isKnown(own.config_id) || !records["pos.order"]?.some(isForeign)) {
        return records;
    }
    const orders = records["pos.order"].map((raw) => (isForeign(raw) ? { ...raw, ...own } : raw));
    return { ...records, "pos.order": orders };
}
