// Digits as on a card, also in groups; names of records and checksums hold as many by chance.
const NAMES = String.raw`[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}`;
const DIGITS = String.raw`\d(?:[ .-]?\d){12,18}`;
const NAME_OR_DIGITS = new RegExp(`${NAMES}|${DIGITS}`, "gi");

const REMOVED = "[card number removed]";

/** @returns {boolean} whether the digits carry a card number's check digit (Luhn) */
export function isCardNumber(text) {
    const digits = text.replace(/\D/g, "");
    let sum = 0;
    for (let i = 0; i < digits.length; i++) {
        const digit = Number(digits[digits.length - 1 - i]) * (i % 2 ? 2 : 1);
        sum += digit > 9 ? digit - 9 : digit;
    }
    return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}

/** @returns {string} the text with what looks like a card number made unreadable */
export function withoutCardNumbers(text) {
    const isCard = (found) => !/[a-f]/i.test(found) && isCardNumber(found);
    return text.replace(NAME_OR_DIGITS, (found) => (isCard(found) ? REMOVED : found));
}
