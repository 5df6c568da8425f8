// The server does the same in tools/card_numbers.py; tests/unit/status/card_vectors.js holds both.
const REMOVED = "[card number removed]";
const SHORTEST = 13;
const LONGEST = 19;
// Of a longer number, such as a device's: anything shorter is in it by chance.
const SHORTEST_PART = 15;

// Of identifiers and checksums, which hold as many digits by chance.
const NAME = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}/gi;
// Western, Arabic and full-width digits: the last four bits of each are its value.
const DIGITS = /[0-9\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]+/g;
const SEPARATOR = /^(?:[^\p{L}\p{N}_]{1,2}|_)$/u;
const ISSUER = new RegExp(
    [
        /4(?:\d{12}|\d{15}|\d{18})/, // Visa
        /(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}/, // Mastercard
        /3[47]\d{13}|3(?:0[0-59]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12,15}/, // Amex, Diners, JCB
        /(?:5[06-8]|6\d)\d{11,17}/, // Discover, UnionPay, Maestro
    ]
        .map(({ source }) => `^(?:${source})$`)
        .join("|")
);

const valuesOf = (digits) => [...digits].map((digit) => digit.charCodeAt(0) & 15);

/** @returns {boolean} whether the digits have a card's length, issuer and check digit (Luhn) */
export function isCardNumber(digits) {
    const values = valuesOf(digits);
    if (!ISSUER.test(values.join(""))) {
        return false;
    }
    const weighed = values.reverse().map((value, i) => (i % 2 ? 2 * value : value));
    return weighed.reduce((sum, value) => sum + (value > 9 ? value - 9 : value), 0) % 10 === 0;
}

/** @returns {string} the text with what looks like a card number made unreadable */
export function withoutCardNumbers(text) {
    const [found] = find(text);
    if (!found) {
        return text;
    }
    const [start, end] = found;
    return text.slice(0, start) + REMOVED + withoutCardNumbers(text.slice(end));
}

/** Start and end of what can be a card's number, first come first. */
function* find(text) {
    const names = [...text.matchAll(NAME)].filter(([name]) => /[a-f]/i.test(name));
    const isNamed = (at) => names.some((one) => one.index <= at && at < one.index + one[0].length);
    const groups = [...text.matchAll(DIGITS)]
        .filter(({ index }) => !isNamed(index))
        .map(({ 0: digits, index }) => ({ digits, start: index, end: index + digits.length }));
    for (let i = 0; i < groups.length; i++) {
        yield* findInGroup(groups[i]);
        yield* findFrom(text, groups.slice(i, i + LONGEST));
    }
}

/** Parts of a run of digits: with its expiry date a number is written in one, too. */
function* findInGroup({ digits, start, end }) {
    if (isProductNumber(digits)) {
        return;
    }
    const shortest = Math.max(SHORTEST, Math.min(SHORTEST_PART, digits.length));
    for (let size = Math.min(LONGEST, digits.length); size >= shortest; size--) {
        if (isCardNumber(digits.slice(0, size))) {
            yield [start, start + size];
        }
        if (isCardNumber(digits.slice(-size))) {
            yield [end - size, end];
        }
    }
}

/** Neighbouring groups of digits with the same between them. */
function* findFrom(text, [first, ...others]) {
    let { digits, end } = first;
    let separator;
    for (const group of others) {
        const between = text.slice(end, group.start);
        const kind = between.trim() ? between : " ";
        if (!SEPARATOR.test(between) || (separator && separator !== kind)) {
            return;
        }
        separator = kind;
        digits += group.digits;
        end = group.end;
        if (isCardNumber(digits)) {
            yield [first.start, end];
        }
    }
}

/** A barcode of a product, by length and check digit (GTIN). */
function isProductNumber(digits) {
    const weighed = valuesOf(digits)
        .reverse()
        .map((value, i) => (i % 2 ? 3 * value : value));
    const sum = weighed.reduce((total, value) => total + value, 0);
    return [13, 14].includes(digits.length) && sum % 10 === 0;
}
