import { _t } from "@web/core/l10n/translation";

/** @returns {string} a line whose product cannot be sold here, and why, where the server says so */
export function describeMissing({ qty, full_product_name: name }, why) {
    const reasons = {
        archived: _t("archived"),
        not_in_pos: _t("not sold in the Point of Sale"),
        gone: _t("not of this company, or deleted"),
    };
    return why in reasons ? `${qty} × ${name} (${reasons[why]})` : `${qty} × ${name}`;
}

/**
 * The server leaves out what this till may not use, and names it under `dropped`.
 *
 * @returns {string[]} what else is not the same on this till
 */
export function findRemarks(models, order, { customer, dropped = [], lines, ...payload }) {
    const lacks = (key, record) =>
        dropped.includes(key) || Boolean(payload[key] && record?.id !== payload[key]);
    const isTaxLost = lines.some(({ tax_ids: ids }) =>
        ids.some((id) => !models["account.tax"].get(id))
    );
    const found = [
        [customer && !order.partner_id, _t("The customer %s is not known here.", customer?.name)],
        [
            lacks("pricelist_id", order.pricelist_id),
            _t("Its price list is not used here. The prices stay as they were sent."),
        ],
        [
            lacks("fiscal_position_id", order.fiscal_position_id),
            _t("Its tax rule (fiscal position) is not used here."),
        ],
        [lacks("preset_id", order.preset_id), _t("Its preset is not used here.")],
        [isTaxLost || dropped.includes("tax_ids"), _t("One of its taxes is not used here.")],
        [
            dropped.includes("attribute_value_ids"),
            _t("One of the choices of a product is not known here."),
        ],
    ];
    return found.filter(([isSo]) => isSo).map(([, text]) => text.toString());
}
