import { _t } from "@web/core/l10n/translation";

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/;
const PHONE = /^\+?[\d\s().\-/]{3,}( ?(x|ext\.?|#) ?\d+)?$/i;

/**
 * How VAT numbers look, by country. The form only: digits that do not add up are found by the server.
 * A country that is not listed, or a number of another country, is left to the server.
 */
const VAT = {
    AT: /^U\d{8}$/,
    BE: /^[01]\d{9}$/,
    BG: /^\d{9,10}$/,
    CH: /^E?-?\d{3}\.?\d{3}\.?\d{3}(MWST|TVA|IVA)?$/,
    CY: /^\d{8}[A-Z]$/,
    CZ: /^\d{8,10}$/,
    DE: /^\d{9}$/,
    DK: /^\d{8}$/,
    EE: /^\d{9}$/,
    EL: /^\d{9}$/,
    ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
    FI: /^\d{8}$/,
    FR: /^[A-HJ-NP-Z0-9]{2}\d{9}$/,
    GB: /^(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
    HR: /^\d{11}$/,
    HU: /^\d{8}$/,
    IE: /^\d[A-Z0-9+*]\d{5}[A-Z]{1,2}$/,
    IT: /^\d{11}$/,
    LT: /^(\d{9}|\d{12})$/,
    LU: /^\d{8}$/,
    LV: /^\d{11}$/,
    MT: /^\d{8}$/,
    NL: /^\d{9}B\d{2}$/,
    PL: /^\d{10}$/,
    PT: /^\d{9}$/,
    RO: /^\d{2,10}$/,
    SE: /^\d{12}$/,
    SI: /^\d{8}$/,
    SK: /^\d{10}$/,
};

/** @returns {boolean} whether a VAT number can be one of its country */
export function isPlausibleVat(vat, countryCode) {
    const text = vat.toUpperCase().replace(/[\s.\-/]/g, "");
    const country = countryCode === "GR" ? "EL" : countryCode;
    const prefix = /^[A-Z]{2}/.test(text) ? text.slice(0, 2) : null;
    if (prefix === country && VAT[country]) {
        return VAT[country].test(text.slice(2));
    }
    if (prefix && VAT[prefix] && prefix !== country) {
        return VAT[prefix].test(text.slice(2)); // of another country: its prefix says so
    }
    return VAT[country] ? VAT[country].test(text) : /^[A-Z0-9]{2,30}$/.test(text);
}

/**
 * What a cashier has to correct before a customer is saved.
 *
 * @param {Object} values
 * @param {Object} world
 * @param {string[]} world.required names of fields
 * @param {(id: number) => string|undefined} world.countryCode of a country's id
 * @param {(barcode: string) => string|undefined} world.ownerOf name of another customer with it
 * @returns {Object} field → words
 */
export function checkValues(values, { required, countryCode, ownerOf }) {
    const problems = {};
    if (values.email && !EMAIL.test(values.email)) {
        problems.email = _t("This is no email address, such as name@example.com.");
    }
    if (values.phone && !PHONE.test(values.phone)) {
        problems.phone = _t("This is no phone number.");
    }
    if (
        values.vat &&
        values.vat !== "/" &&
        !isPlausibleVat(values.vat, countryCode(values.country_id))
    ) {
        problems.vat = _t("This is no tax ID of that country. Check the country and the number.");
    }
    const owner = values.barcode && ownerOf(values.barcode);
    if (owner) {
        problems.barcode = _t("%s has this barcode already.", owner);
    }
    for (const name of required.filter((field) => field in values && !values[field])) {
        problems[name] = _t("This field is required.");
    }
    return problems;
}
