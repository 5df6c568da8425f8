import { _t } from "@web/core/l10n/translation";

/**
 * The fields of the form, in their order.
 *
 * @typedef {Object} CustomerField
 * @property {string} name
 * @property {string} label a translated getter
 * @property {"text"|"email"|"tel"|"checkbox"|"choice"|"parent"|"note"} type
 * @property {string} [model] of what can be chosen
 * @property {string} [key] of its records that is the value
 * @property {boolean} [isWide]
 */
const field = (name, type, label, more = {}) => ({
    name,
    type,
    ...more,
    get label() {
        return label();
    },
});

/** @type {CustomerField[]} */
export const FIELDS = [
    field("name", "text", () => _t("Name"), { isWide: true }),
    field("is_company", "checkbox", () => _t("This is a company")),
    field("parent_id", "parent", () => _t("Works for")),
    field("phone", "tel", () => _t("Phone")),
    field("email", "email", () => _t("Email")),
    field("street", "text", () => _t("Street")),
    field("street2", "text", () => _t("Street, second line")),
    field("zip", "text", () => _t("ZIP")),
    field("city", "text", () => _t("City")),
    field("country_id", "choice", () => _t("Country"), { model: "res.country" }),
    field("state_id", "choice", () => _t("State"), { model: "res.country.state" }),
    field("vat", "text", () => _t("Tax ID")),
    field("barcode", "text", () => _t("Barcode")),
    field("lang", "choice", () => _t("Language"), { model: "res.lang", key: "code" }),
    field("property_product_pricelist", "choice", () => _t("Price list"), {
        model: "product.pricelist",
    }),
    field("comment", "note", () => _t("Note"), { isWide: true }),
];
