import { expect, test } from "@odoo/hoot";
import { Registry } from "@web/core/registry";
import { FakeClock } from "@pos_offline_base/../tests/unit/fake_clock";
import { FakeStore } from "@pos_offline_base/../tests/unit/sync_helpers";
import { describeBrowser } from "@pos_offline_monitor/app/heartbeat/browser_name";
import { TillReport } from "@pos_offline_monitor/app/heartbeat/till_report";
import { TillToken } from "@pos_offline_monitor/app/heartbeat/till_token";

const NOW = 100000;

/** A report of a till with these items waiting and these parts of modules. */
function makeReport({ items = [], failures = new Map(), parts = {}, storage } = {}) {
    const registry = new Registry();
    Object.entries(parts).forEach(([name, part]) => registry.add(name, part));
    const probes = new Registry();
    probes.add("orders", { label: "Orders" }).add("outbox", { label: "Changes" });
    const clock = new FakeClock();
    clock.time = NOW;
    const pos = {
        env: {},
        device: { identifier: "7" },
        session: { id: 5 },
        getCashier: () => ({ id: 3, name: "Ann" }),
        syncStatus: { state: { items }, probes, failures },
    };
    return new TillReport(pos, {
        clock,
        registry,
        storage,
        info: { database: "db", version: "19.0.1.0.0" },
        monitor: { state: { status: "slow", layer: null, since: NOW - 5000 } },
        token: new TillToken(new FakeStore()),
    });
}

const item = (id, probe, more = {}) => ({
    id,
    probe,
    since: NOW - 1000,
    state: "waiting",
    ...more,
});

test("a till that is well says so in few words", async () => {
    const report = makeReport();
    const said = await report.build([]);
    expect(said).toEqual({
        protocol: 1,
        database: "db",
        device: "7",
        session: 5,
        token: said.token,
        storage: { used: null, quota: null, persisted: null },
        cashier: 3,
        version: "19.0.1.0.0",
        browser: said.browser,
        connection: { status: "slow", layer: null, age: 5 },
        outages: [],
        sale: null,
        waiting: [],
        failures: {},
        reasons: [],
        release: null,
        ready: null,
        now: said.now,
    });
    expect(JSON.stringify(said).length).toBeLessThan(2048);
});

test("what waits is counted for each provider, with its oldest and its causes, and no content", async () => {
    const failed = { state: "failed", title: "Order 12", detail: "Ann Smith, 5 €", error: "No" };
    const report = makeReport({
        items: [
            item("a", "orders", { since: NOW - 60000 }),
            item("b", "orders", failed),
            item("c", "orders", failed),
            item("d", "outbox", { ...failed, code: "validation" }),
        ],
        failures: new Map([["b", { kind: "rights" }]]),
    });
    const said = await report.build([]);
    expect(said.waiting).toEqual([
        { name: "orders", label: "Orders", count: 3, failed: 2, age: 60 },
        { name: "outbox", label: "Changes", count: 1, failed: 1, age: 1 },
    ]);
    expect(said.failures).toEqual({ rights: 1, other: 1, validation: 1 });
    expect(JSON.stringify(said)).not.toMatch(/Smith|Order 12|"No"/);
});

test("a till is ready when each module says so, and not known to be when none knows", async () => {
    const copy = (reasons) => ({ read: () => ({ reasons, release: "r1" }) });
    const disk = (reasons) => ({ read: () => ({ reasons }) });
    const broken = {
        read() {
            throw new Error("broken");
        },
    };
    const ready = async (parts) => (await makeReport({ parts }).build([])).ready;
    expect(await ready({ disk: disk([]), broken })).toBe(null);
    expect(await ready({ copy: copy([]), disk: disk([]), broken })).toBe(true);
    expect(await ready({ copy: copy(["copy_incomplete"]) })).toBe(false);
    expect(await ready({ copy: copy([]), disk: disk(["store_full"]) })).toBe(false);
    const said = await makeReport({ parts: { copy: copy(["copy_off"]) } }).build([]);
    expect([said.reasons, said.release]).toEqual([["copy_off"], "r1"]);
});

test("a module that would tell something else has it told, and one that fails stops no other", () => {
    const broken = {
        start() {
            throw new Error("broken");
        },
    };
    const started = [];
    const good = { start: ({ changed }) => started.push(changed) };
    makeReport({ parts: { broken, good } }).follow(() => expect.step("changed"));
    started[0]();
    expect.verifySteps(["changed"]);
});

test("the last sale that the server has confirmed is named", async () => {
    const report = makeReport();
    report.confirm({ reference: "one", total: 5 });
    report.confirm({ reference: "two", total: 5 });
    report.clock.time += 3000;
    expect((await report.build([])).sale).toEqual({ reference: "two", age: 3 });
});

test("a browser that does not tell of its storage costs nothing else", async () => {
    const storage = {
        estimate: async () => ({ usage: 5, quota: 100 }),
        persisted: async () => false,
    };
    expect((await makeReport({ storage }).build([])).storage).toEqual({
        used: 5,
        quota: 100,
        persisted: false,
    });
    storage.estimate = () => Promise.reject(new Error("no"));
    expect((await makeReport({ storage }).build([])).storage.used).toBe(null);
});

test("browsers are named as people name them", () => {
    const chrome =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";
    expect(describeBrowser(chrome)).toBe("Chrome 140, Linux");
    expect(describeBrowser(`${chrome} Edg/141.0`)).toBe("Edge 141, Linux");
    expect(describeBrowser("Mozilla/5.0 (Android 14; Mobile; rv:132.0) Firefox/132.0")).toBe(
        "Firefox 132, Android"
    );
    expect(
        describeBrowser(
            "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604"
        )
    ).toBe("Safari 17, iPad");
    expect(describeBrowser("curl")).toBe("?");
});
