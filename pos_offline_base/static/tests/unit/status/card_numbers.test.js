import { describe, expect, test } from "@odoo/hoot";
import { isCardNumber, withoutCardNumbers } from "@pos_offline_base/app/status/card_numbers";
import { CARD_VECTORS } from "./card_vectors";

describe.current.tags("headless");

test("a card number is known by its length, its issuer and its check digit", () => {
    const numbers = ["4111111111111111", "5500000000000004", "378282246310005", "6304000000000000"];
    expect(numbers.map(isCardNumber)).toEqual(numbers.map(() => true));
    const others = ["4111111111111112", "411111111111", "0000000000000000", "12345678901234567890"];
    expect(others.map(isCardNumber)).toEqual(others.map(() => false));
});

test("a card number is made unreadable wherever it stands and however it is written", () => {
    expect(CARD_VECTORS.map(([text]) => withoutCardNumbers(text))).toEqual(
        CARD_VECTORS.map(([_text, kept]) => kept)
    );
});
