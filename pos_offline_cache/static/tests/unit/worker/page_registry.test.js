import { describe, expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { PageRegistry } from "@pos_offline_cache/worker/page_registry";
import { DEVICE_TABLES } from "@pos_offline_cache/worker/store";
import { makeStore, PAGE } from "./helpers";

describe.current.tags("headless");

test("a restarted worker still knows which page a client shows", async () => {
    const store = makeStore(DEVICE_TABLES);
    await new PageRegistry(store).remember("client", PAGE);
    const restarted = new PageRegistry(store);
    expect(await restarted.lookup("client")).toEqual(PAGE);
    expect(await restarted.lookup("other")).toBe(null);
    expect(await restarted.lookup("")).toBe(null);
});

test("closed pages are forgotten, and an unknown open one is reported as such", async () => {
    const registry = new PageRegistry(makeStore(DEVICE_TABLES));
    await registry.remember("open", PAGE);
    await registry.remember("closed", PAGE);
    await advanceTime(61000);
    expect(await registry.sweep([{ id: "open" }, { id: "stranger" }])).toEqual([PAGE, null]);
    expect(await registry.lookup("closed")).toBe(null);
});

test("a page that is still on its way to the browser is not taken for a closed one", async () => {
    const registry = new PageRegistry(makeStore(DEVICE_TABLES));
    await registry.remember("arriving", PAGE);
    expect(await registry.sweep([])).toEqual([]);
    expect(await registry.lookup("arriving")).toEqual(PAGE);
});
