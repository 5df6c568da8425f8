import { describe, expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { ConnectionLostError } from "@web/core/network/rpc";
import { ConnectionMonitor } from "@pos_offline_base/app/connection/connection_monitor";
import { ruleOf } from "@pos_offline_base/app/connection/rpc_catalog";
import { DeadlineError, RpcDeadlines } from "@pos_offline_base/app/connection/rpc_deadlines";
import { FakeClock, FakeServer, settled } from "../fake_clock";

describe.current.tags("headless");

const SYNC = "/web/dataset/call_kw/pos.order/sync_from_ui";
const CONFIRM = "/web/dataset/call_kw/pos.order/confirm_coupon_programs";
const CARD = "/web/dataset/call_kw/loyalty.card/search_read";
const UNKNOWN = "/web/dataset/call_kw/some.model/some_method";
const SIGN_IN = "/web/session/authenticate";
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
    return { ask, clock, deadlines, monitor, server };
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

test("what nobody knows has all the time of a server that is there, and ends with the line", async () => {
    const { ask, clock, server } = setup();
    const [answered, ended] = [ask(UNKNOWN), ask(UNKNOWN)];
    await clock.advance(60000);
    answered.request.resolve("done");
    expect(await answered.bounded).toBe("done");
    server.swallow();
    await clock.advance(10000);
    expect(ended.outcome).toBeInstanceOf(DeadlineError);
});

test("who is signed out has all the time of a busy server to sign in again, and none of a dead one", async () => {
    const { ask, clock, monitor, server } = setup();
    server.fail("session");
    monitor.expired();
    await settled();
    const [answered, ended] = [ask(SIGN_IN), ask(SIGN_IN)];
    await clock.advance(20000);
    answered.request.resolve("done");
    expect(await answered.bounded).toBe("done");
    expect(ended.outcome).toBe(null);
    server.swallow();
    await clock.advance(30000);
    expect(ended.outcome).toBeInstanceOf(DeadlineError);
});

test("one request that vanished on a line that is there does not wait for ever", async () => {
    const { ask, clock, monitor } = setup();
    const [card, unknown] = [ask(CARD), ask(UNKNOWN)];
    await clock.advance(10000);
    expect(card.outcome).toBeInstanceOf(DeadlineError);
    expect(unknown.outcome).toBe(null);
    await clock.advance(115000);
    expect(unknown.outcome).toBeInstanceOf(DeadlineError);
    expect(monitor.isOffline).toBe(false);
});

test("what goes to other machines, and the reading of all data at the start, are not touched", () => {
    const { ask } = setup();
    for (const url of [
        "http://192.0.2.1/hw_proxy/default_printer_action",
        "/web/dataset/call_kw/pos.session/load_data",
    ]) {
        const asked = ask(url);
        expect(asked.bounded).toBe(asked.request);
        expect(ruleOf(url)).toBe(null);
    }
});

test("in a sale every request is bounded, and what may do something stays open", async () => {
    const { ask, clock, deadlines } = setup();
    deadlines.beginSale();
    const all = [UNKNOWN, CONFIRM, LOOK_UP].map(ask);
    await clock.advance(2600);
    for (const { outcome } of all) {
        expect(outcome).toBeInstanceOf(DeadlineError);
    }
    expect(all.map(({ outcome }) => Boolean(outcome.late))).toEqual([true, true, false]);
    expect(all.map(({ aborted }) => aborted.length)).toEqual([0, 0, 1]);
});

test("the requests of a sale wait for one deadline together, whatever the cashier takes between", async () => {
    const { ask, clock, deadlines, monitor } = setup();
    const end = deadlines.beginSale();
    const first = ask(CONFIRM);
    await clock.advance(2000);
    first.request.resolve();
    await clock.advance(60000);
    const second = ask(SYNC);
    await clock.advance(400);
    expect(second.outcome).toBe(null);
    await clock.advance(200);
    expect(second.outcome).toBeInstanceOf(DeadlineError);
    const third = ask(CONFIRM);
    await clock.advance(300);
    expect(third.outcome).toBeInstanceOf(DeadlineError);
    expect(monitor.isOffline).toBe(false);
    end();
    const next = ask(SYNC);
    await clock.advance(2400);
    expect(next.outcome).toBe(null);
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
