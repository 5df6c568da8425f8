import { toRaw } from "@odoo/owl";
import { normalize } from "@web/core/l10n/utils";

const SHOWN = 100;
const FIRST = 1000; // names that are put in order before anything is typed
const PIECE = 200; // customers made ready at a time: a till's page must not stand still for it
const BY_NAME = new Intl.Collator();
const DIGITS_ONLY = /^[0-9]+$/;

/** Without what people put between the digits of a phone number. */
const squeeze = (text) => text.replace(/[+\s()-]/g, "");

/**
 * Finds customers by name, barcode, phone, email, tax ID and address among as many as a till knows.
 * Stock puts the text of each customer together for each key that is pressed; here it is kept.
 */
export class CustomerSearch {
    constructor() {
        this._texts = new WeakMap(); // record → its text and its barcode
    }

    /** A record has changed. */
    forgetOne(partner) {
        this._texts.delete(toRaw(partner));
    }

    /**
     * Put the texts together ahead of the first search, piece by piece between other work.
     *
     * @param {Object[]} partners
     * @param {(work: Function) => void} later runs work when there is time
     * @param {number} [from] where to begin
     */
    warm(partners, later, from = 0) {
        const all = toRaw(partners);
        const end = Math.min(from + PIECE, all.length);
        for (let index = from; index < end; index++) {
            this._read(all[index]);
        }
        if (end < all.length) {
            later(() => this.warm(partners, later, end));
        }
    }

    /**
     * @param {Object[]} partners
     * @param {string} query what was typed; `%` stands for anything
     * @returns {Object[]} at most so many as a person can look through
     */
    find(partners, query) {
        const word = normalize(query.trim());
        const matches = makeMatcher(word);
        void partners.length; // who shows the list draws it anew when it grows
        const all = toRaw(partners); // 50,000 proxies would take longer than the search
        const found = [];
        for (let index = 0; index < all.length; index++) {
            const { text, barcode } = this._read(all[index]);
            if (barcode === word) {
                return [partners[index]];
            }
            if (found.length < SHOWN && matches(text)) {
                found.push(partners[index]);
            }
        }
        return found;
    }

    /**
     * What a list shows before anything is typed. Stock looks at each customer for that, and draws a
     * thousand of them.
     *
     * @param {Object[]} partners
     * @param {Object} [chosen] the order's, which comes first
     * @returns {Object[]}
     */
    first(partners, chosen) {
        const all = toRaw(partners);
        const names = Array.from({ length: Math.min(partners.length, FIRST) }, (_value, index) => [
            all[index].name || "",
            index,
        ]);
        names.sort(([one], [other]) => BY_NAME.compare(one, other));
        const shown = names.slice(0, SHOWN).map(([, index]) => partners[index]);
        const others = shown.filter(({ id }) => id !== chosen?.id);
        return chosen ? [chosen, ...others] : others;
    }

    _read(partner) {
        const record = toRaw(partner);
        let read = this._texts.get(record);
        if (!read) {
            const barcode = record.barcode ? record.barcode.toLowerCase() : null;
            read = { text: normalize(record.searchString), barcode };
            this._texts.set(record, read);
        }
        return read;
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
