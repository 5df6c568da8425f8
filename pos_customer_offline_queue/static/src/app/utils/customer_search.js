import { toRaw } from "@odoo/owl";
import { normalize } from "@web/core/l10n/utils";

const SHOWN = 100;
const DIGITS_ONLY = /^[0-9]+$/;

/** Without what people put between the digits of a phone number. */
const squeeze = (text) => text.replace(/[+\s()-]/g, "");

/**
 * Finds customers by name, barcode, phone, email, tax ID and address among as many as a till knows.
 * Stock puts the text of each customer together for each key that is pressed; here it is kept.
 */
export class CustomerSearch {
    constructor() {
        this._texts = new WeakMap(); // record → its text
    }

    /** All texts may be outdated. */
    forget() {
        this._texts = new WeakMap();
    }

    /** A record has changed. */
    forgetOne(partner) {
        this._texts.delete(toRaw(partner));
    }

    /**
     * @param {Object[]} partners
     * @param {string} query what was typed; `%` stands for anything
     * @returns {Object[]} at most so many as a person can look through
     */
    find(partners, query) {
        const word = normalize(query.trim());
        const exact = partners.filter((partner) => this._barcodeOf(partner) === word);
        if (exact.length) {
            return exact;
        }
        const matches = makeMatcher(word);
        const found = [];
        for (const partner of partners) {
            if (matches(this._textOf(partner))) {
                found.push(partner);
                if (found.length === SHOWN) {
                    break;
                }
            }
        }
        return found;
    }

    _barcodeOf(partner) {
        return toRaw(partner).barcode?.toLowerCase?.();
    }

    _textOf(partner) {
        const record = toRaw(partner);
        let text = this._texts.get(record);
        if (text === undefined) {
            text = normalize(record.searchString);
            this._texts.set(record, text);
        }
        return text;
    }
}

function makeMatcher(word) {
    const digits = squeeze(word);
    const wanted = DIGITS_ONLY.test(digits) ? digits : word;
    if (!wanted.includes("%")) {
        return (text) => text.includes(wanted);
    }
    const parts = wanted.split("%").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(parts.join(".*"));
    return (text) => pattern.test(text);
}
