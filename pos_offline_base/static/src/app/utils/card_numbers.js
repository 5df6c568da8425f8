const DIGITS = /\d(?:[ .-]?\d){12,18}/g; // as on a card, also in groups

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
    return text.replace(DIGITS, (found) => (isCardNumber(found) ? "[card number removed]" : found));
}
