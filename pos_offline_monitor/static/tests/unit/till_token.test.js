import { beforeEach, expect, test } from "@odoo/hoot";
import { browser } from "@web/core/browser/browser";
import { FakeStore } from "@pos_offline_base/../tests/unit/sync_helpers";
import { TillToken } from "@pos_offline_monitor/app/heartbeat/till_token";

const COPY = "pos_offline_monitor.token";

beforeEach(() => browser.localStorage.removeItem(COPY));

test("a till has one token in a session, also after a reload", async () => {
    const store = new FakeStore();
    const token = await new TillToken(store).get("7", 5);
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    browser.localStorage.removeItem(COPY);
    expect(await new TillToken(store).get("7", 5)).toBe(token);
});

test("another session and another device have another", async () => {
    const tokens = new TillToken(new FakeStore());
    const made = [await tokens.get("7", 5), await tokens.get("7", 6), await tokens.get("8", 6)];
    expect(new Set(made).size).toBe(3);
});

test("where the store fails there is a second copy", async () => {
    const store = new FakeStore();
    store.fails = true;
    const token = await new TillToken(store).get("7", 5);
    expect(await new TillToken(store).get("7", 5)).toBe(token);
});

test("a copy that is damaged is replaced", async () => {
    browser.localStorage.setItem(COPY, "{");
    expect(await new TillToken(new FakeStore()).get("7", 5)).toMatch(/^[0-9a-f]{32}$/);
});
