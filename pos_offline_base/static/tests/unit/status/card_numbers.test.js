import { describe, expect, test } from "@odoo/hoot";
import { isCardNumber, withoutCardNumbers } from "@pos_offline_base/app/status/card_numbers";

describe.current.tags("headless");

test("a card number is known by its length and its check digit", () => {
    const numbers = ["4111111111111111", "5500000000000004", "378282246310005", "6304000000000000"];
    expect(numbers.map(isCardNumber)).toEqual(numbers.map(() => true));
});

test("other numbers are no card numbers", () => {
    const numbers = ["4111111111111112", "411111111111", "26001-1-000012", "12345678901234567890"];
    expect(numbers.map(isCardNumber)).toEqual(numbers.map(() => false));
});

test("a card number is made unreadable wherever it stands, and however it is grouped", () => {
    expect(withoutCardNumbers("card 4111 1111 1111 1111, call me")).toBe(
        "card [card number removed], call me"
    );
    expect(withoutCardNumbers("no=4111-1111-1111-1111;")).toBe("no=[card number removed];");
    expect(withoutCardNumbers("Order 26001-1-000012, 3 pieces")).toBe(
        "Order 26001-1-000012, 3 pieces"
    );
});

test("digits in a record's name or in a checksum are no card's", () => {
    for (const name of [
        "f8bf4f91-882b-4a16-9496-72448827630a",
        "00000000-0000-4111-1111-111111111111",
        "4111111111111111aaaabbbbccccdddd4111111111111111aaaabbbbccccdddd",
    ]) {
        expect(withoutCardNumbers(`of ${name}, paid`)).toBe(`of ${name}, paid`);
    }
    expect(withoutCardNumbers("card4111111111111111")).toBe("card[card number removed]");
});
