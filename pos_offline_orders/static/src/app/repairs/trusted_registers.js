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
    const orders = records["pos.order"];
    if (!orders?.length) {
        return records;
    }
    const isAmong = (id) => records["pos.config"]?.some((config) => config.id === id);
    const isKnown = (id) => Boolean(models["pos.config"].get(id)) || isAmong(id);
    const isForeign = ({ config_id: id }) => typeof id === "number" && !isKnown(id);
    const own = { config_id: odoo.pos_config_id, session_id: odoo.pos_session_id };
    if (!isKnown(own.config_id) || !orders.some(isForeign)) {
        return records;
    }
    return {
        ...records,
        "pos.order": orders.map((raw) => (isForeign(raw) ? { ...raw, ...own } : raw)),
    };
}
