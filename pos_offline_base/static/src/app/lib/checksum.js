/**
 * A short digest of a text, to find damage. It is quick, synchronous, and no protection against
 * somebody who wants to forge it: whoever reads a stored record still checks what it says.
 *
 * @param {string} text
 * @returns {string} 16 hexadecimal digits
 */
export function checksum(text) {
    let one = 0x811c9dc5;
    let other = text.length;
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        one = Math.imul(one ^ code, 0x01000193);
        other = Math.imul(other + code, 0x85ebca6b) ^ (one >>> 15);
    }
    return toHex(one) + toHex(other);
}

function toHex(number) {
    return (number >>> 0).toString(16).padStart(8, "0");
}
