import { expect, test } from "@odoo/hoot";
import { FakeClock } from "@pos_offline_base/../tests/unit/fake_clock";
import { FakeStore } from "@pos_offline_base/../tests/unit/sync_helpers";
import { OutageLog } from "@pos_offline_monitor/app/heartbeat/outage_log";

const OFFLINE = { since: 10000, layer: "network" };
const ONLINE = { since: 40000, layer: null };

function makeLog(store = new FakeStore()) {
    const clock = new FakeClock();
    clock.time = 10000;
    return { clock, store, log: new OutageLog(store, clock) };
}

test("a time offline is told once it is over, by how long ago it was", () => {
    const { clock, log } = makeLog();
    expect(log.follow(OFFLINE, true)).toBe(false);
    expect(log.list()).toEqual([]);
    clock.time = 40000;
    expect(log.follow(ONLINE, false)).toBe(true);
    clock.time = 45000;
    expect(log.list()).toEqual([{ id: 10000, begin: 35, end: 5, layer: "network" }]);
});

test("a till that is online has no time offline to tell", () => {
    const { log } = makeLog();
    expect(log.follow(ONLINE, false)).toBe(false);
    expect(log.list()).toEqual([]);
});

test("what failed last is what is told", () => {
    const { log } = makeLog();
    log.follow(OFFLINE, true);
    log.follow({ since: 10000, layer: "session" }, true);
    log.follow(ONLINE, false);
    expect(log.list()[0].layer).toBe("session");
});

test("a till that is killed while offline tells of the time until then", async () => {
    const { clock, log, store } = makeLog();
    log.follow(OFFLINE, true);
    clock.time = 70000;
    log.tick();
    const next = makeLog(store);
    next.clock.time = 100000;
    await next.log.load();
    expect(next.log.list()).toEqual([{ id: 10000, begin: 90, end: 30, layer: "network" }]);
});

test("what the server has heard of is forgotten, here and on the disk", async () => {
    const { log, store } = makeLog();
    log.follow(OFFLINE, true);
    log.follow(ONLINE, false);
    log.forget(log.list());
    expect(log.list()).toEqual([]);
    const next = makeLog(store);
    await next.log.load();
    expect(next.log.list()).toEqual([]);
});

test("many short outages are told in parts, and no more than some are kept", () => {
    const { clock, log } = makeLog();
    for (let i = 0; i < 70; i++) {
        clock.time += 1000;
        log.follow({ since: clock.time, layer: "network" }, true);
        clock.time += 1000;
        log.follow(ONLINE, false);
    }
    expect(log.ended).toHaveLength(50);
    const told = log.list();
    expect(told).toHaveLength(20);
    log.forget(told);
    expect(log.ended).toHaveLength(30);
});

test("a store that fails, and one with something strange in it, stop nothing", async () => {
    const { log, store } = makeLog();
    store.fails = true;
    await log.load();
    log.follow(OFFLINE, true);
    log.follow(ONLINE, false);
    expect(log.list()).toHaveLength(1);
    for (const strange of ["x", [null, { id: 1 }, { id: 2, begin: 5, end: 4 }]]) {
        const next = makeLog();
        await next.store.put("monitor", "outages", strange);
        await next.log.load();
        expect(next.log.list()).toEqual([]);
    }
});
