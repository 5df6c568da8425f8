import { describe, expect, test } from "@odoo/hoot";
import { ERROR_KEY, SettledCases } from "@pos_session_recovery/app/decision/settled_cases";
import { FakeStorage } from "../case_helpers";

describe.current.tags("headless");

const PAGE = { database: "db", config: 1 };
const entry = (id, seq = 1) => ({ id, snapshot: { seq } });

test("what the cashier has decided is not asked again, also after a reload", () => {
    const storage = new FakeStorage();
    new SettledCases(PAGE, storage).add(entry("a"));
    const settled = new SettledCases(PAGE, storage);
    expect(settled.has(entry("a"))).toBe(true);
    expect(settled.has(entry("b"))).toBe(false);
});

test("an order that was worked on since is asked about again", () => {
    const settled = new SettledCases(PAGE, new FakeStorage());
    settled.add(entry("a", 1));
    expect(settled.has(entry("a", 2))).toBe(false);
});

test("another shop of the same browser has decided nothing", () => {
    const storage = new FakeStorage();
    new SettledCases(PAGE, storage).add(entry("a"));
    expect(new SettledCases({ ...PAGE, config: 2 }, storage).has(entry("a"))).toBe(false);
});

test("its size is bounded", () => {
    const settled = new SettledCases(PAGE, new FakeStorage());
    for (let index = 0; index < 200; index++) {
        settled.add(entry(`order-${index}`));
    }
    expect(settled._read()).toHaveLength(50);
    expect(settled.has(entry("order-199"))).toBe(true);
});

for (const text of ["", "{", "null", "7", '{"a": 1}', "[1, null]"]) {
    test(`a storage that says ${text || "nothing"} is as good as an empty one`, () => {
        const settled = new SettledCases(PAGE, new FakeStorage());
        settled.storage.setItem(settled.key, text);
        expect(settled.has(entry("a"))).toBe(false);
        settled.add(entry("a"));
        expect(settled.has(entry("a"))).toBe(true);
    });
}

test("a storage that throws stops nobody", () => {
    const refuse = () => {
        throw new Error("switched off");
    };
    const settled = new SettledCases(PAGE, {
        getItem: refuse,
        setItem: refuse,
        removeItem: refuse,
    });
    settled.add(entry("a"));
    settled.clear();
    expect(settled.has(entry("a"))).toBe(false);
    expect(settled.takeError()).toBe(false);
});

test("a critical error is met once", () => {
    const settled = new SettledCases(PAGE, new FakeStorage({ [ERROR_KEY]: "1" }));
    expect(settled.takeError()).toBe(true);
    expect(settled.takeError()).toBe(false);
});

test("cleared, nothing of it is left", () => {
    const storage = new FakeStorage({ [ERROR_KEY]: "1" });
    const settled = new SettledCases(PAGE, storage);
    settled.add(entry("a"));
    settled.clear();
    expect(storage.entries).toEqual({});
});
