import { describe, expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { ConnectionLostError } from "@web/core/network/rpc";
import { ConnectionMonitor } from "@pos_offline_base/app/connection/connection_monitor";
import {
    DeadlineError,
    RpcDeadlines,
    ruleOf,
} from "@pos_offline_base/app/connection/rpc_deadlines";
import { FakeClock, FakeServer, settled } from "../fake_clock";

describe.current.tags("headless");

const SYNC = "/web/dataset/call_kw/pos.order/sync_from_ui";
const LOOK_UP = "/web/dataset/call_kw/res.partner/get_new_partner";

function setup() {
    const clock = new FakeClock();
    const server = new FakeServer(clock);
    const monitor = new ConnectionMonitor({ ping: server.ping, clock });
    monitor.start();
    const deadlines = new RpcDeadlines(monitor, clock);
    const ask = (url) => {
        const request = new Deferred();
        const aborted = [];
        request.abort = (reject) => aborted.push(reject);
        const asked = { request, aborted, outcome: null };
        asked.bounded = deadlines.bound(url, () => request);
        asked.bounded.then(
            (value) => (asked.outcome = value),
            (error) => (asked.outcome = error)
        );
        return asked;
    };
    return { ask, clock, monitor, server };
}

test("an answer in time is passed on, and leaves no timer", async () => {
    const { ask, clock, monitor } = setup();
    const { request, bounded } = ask(SYNC);
    await clock.advance(1000);
    request.resolve("done");
    expect(await bounded).toBe("done");
    await settled();
    monitor.stop();
    expect(clock.isIdle).toBe(true);
});

test("an error in time is passed on as it is", async () => {
    const { ask } = setup();
    const { request, bounded } = ask(SYNC);
    request.reject(new ConnectionLostError("x"));
    await expect(bounded).rejects.toThrow(ConnectionLostError);
});

test("a sale waits for the deadline, then the till is known as offline and the answer may come late", async () => {
    const { ask, clock, monitor, server } = setup();
    await clock.advance(1000);
    server.swallow();
    const asked = ask(SYNC);
    await clock.advance(2400);
    expect(asked.outcome).toBe(null);
    await clock.advance(200);
    expect(asked.outcome).toBeInstanceOf(DeadlineError);
    expect(asked.outcome).toBeInstanceOf(ConnectionLostError);
    expect(asked.outcome.late).toBe(asked.request);
    expect(asked.aborted).toEqual([]);
    expect(monitor.isOffline).toBe(true);
});

test("half a second of the deadline is kept for the receipt, half of a short deadline at most", async () => {
    for (const [deadline, sale] of [
        [10000, 9500],
        [1000, 500],
        [800, 400],
    ]) {
        const { ask, clock, monitor } = setup();
        monitor.deadline = deadline;
        const asked = ask(SYNC);
        await clock.advance(sale - 10);
        expect(asked.outcome).toBe(null);
        await clock.advance(20);
        expect(asked.outcome).toBeInstanceOf(DeadlineError);
    }
});

test("a sale goes on after the deadline though the server is there and busy", async () => {
    const { ask, clock, monitor } = setup();
    const asked = ask(SYNC);
    clock.setTimeout(() => monitor.answered(), 1500);
    await clock.advance(3100);
    expect(asked.outcome).toBeInstanceOf(DeadlineError);
    expect(monitor.isOffline).toBe(false);
});

test("a read that computes for long is waited for while the server answers pings", async () => {
    const { ask, clock } = setup();
    const asked = ask(LOOK_UP);
    await clock.advance(20000);
    expect(asked.outcome).toBe(null);
    asked.request.resolve(["Ann"]);
    expect(await asked.bounded).toEqual(["Ann"]);
});

test("a read on a dead link is given up", async () => {
    const { ask, clock, server } = setup();
    server.swallow();
    const asked = ask(LOOK_UP);
    await clock.advance(6500);
    expect(asked.outcome).toBeInstanceOf(DeadlineError);
    expect(asked.outcome.late).toBe(null);
    expect(asked.aborted).toEqual([false]);
});

test("when the line is found dead all that wait are released at once", async () => {
    const { ask, clock, monitor } = setup();
    const all = [ask(SYNC), ask(LOOK_UP)];
    await clock.advance(100);
    monitor.expired();
    await settled();
    for (const { outcome } of all) {
        expect(outcome).toBeInstanceOf(DeadlineError);
    }
});

test("what is not listed is never touched", async () => {
    const { ask, clock, server } = setup();
    server.swallow();
    const asked = ask("/web/dataset/call_kw/res.partner/create");
    await clock.advance(600000);
    expect(asked.outcome).toBe(null);
    expect(asked.bounded).toBe(asked.request);
    expect(ruleOf("/pos/ping")).toBe(null);
    expect(ruleOf("/web/dataset/call_kw/pos.session/close_session_from_ui")).toBe(null);
});

test("a request that is given up by its caller leaves nothing behind", async () => {
    const { ask, clock, monitor } = setup();
    const asked = ask(LOOK_UP);
    asked.bounded.abort(false);
    expect(asked.aborted).toEqual([false]);
    await clock.advance(4000);
    expect(asked.outcome).toBe(null);
    monitor.stop();
    expect(clock.isIdle).toBe(true);
});
