import { describe, expect, test } from "@odoo/hoot";
import { TypedScan } from "@pos_customer_offline_queue/app/search/typed_scan";

describe.current.tags("headless");

/** Press keys one after the other, so many ms apart; what the last of them ends. */
function press(scan, keys, gap, target = "name") {
    let answer;
    for (const key of keys) {
        press.now += gap;
        answer = scan.press({ key, target, timeStamp: press.now });
    }
    return answer;
}
press.now = 0;

test("keys as quick as a scanner's are a scan, a person's are not", () => {
    const scan = new TypedScan();
    expect(press(scan, [..."0421000012", "Enter"], 5)).toBe("0421000012");
    expect(press(scan, [..."0421000012", "Enter"], 90)).toBe(null);
    expect(press(scan, [..."0421000012", "Tab"], 5)).toBe("0421000012");
});

test("what was typed before the scan is not part of it", () => {
    const scan = new TypedScan();
    press(scan, [..."Anna"], 120);
    press.now += 1000;
    expect(press(scan, [..."0421000012", "Enter"], 5)).toBe("0421000012");
});

test("a few quick keys are no scan, nor are those of two fields", () => {
    const scan = new TypedScan();
    expect(press(scan, [..."Bob", "Enter"], 5)).toBe(null);
    press(scan, [..."0421"], 5);
    expect(press(scan, [..."0012", "Enter"], 5, "city")).toBe(null);
});
