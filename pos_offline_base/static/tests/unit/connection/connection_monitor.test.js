import { describe, expect, test } from "@odoo/hoot";
import { ConnectionMonitor, STATUS } from "@pos_offline_base/app/connection/connection_monitor";
import { LAYER } from "@pos_offline_base/app/connection/server_ping";
import { FakeClock, FakeServer } from "../fake_clock";

describe.current.tags("headless");

const { ONLINE, SLOW, OFFLINE } = STATUS;

/** A running monitor, its clock and its server; what it said is in `said`. */
function setup(options = {}) {
    const clock = new FakeClock();
    const server = new FakeServer(clock);
    const monitor = new ConnectionMonitor({ ping: server.ping, clock, ...options });
    const said = [];
    monitor.onChange(({ status, layer }) => said.push(layer ? `${status}: ${layer}` : status));
    monitor.start();
    return { clock, server, monitor, said };
}

test("a till starts as online, and pings when it has heard nothing for 5 s", async () => {
    const { clock, server, monitor, said } = setup();
    expect(monitor.state.status).toBe(ONLINE);
    await clock.advance(4900);
    expect(server.pings).toBe(0);
    await clock.advance(200);
    expect(server.pings).toBe(1);
    expect(monitor.state.lastAnswer).toBe(5010);
    expect(said).toEqual([]);
});

test("answers to other requests are signs of life: no ping is needed", async () => {
    const { clock, server, monitor } = setup();
    for (let i = 0; i < 10; i++) {
        await clock.advance(4000);
        monitor.answered();
    }
    expect(server.pings).toBe(0);
});

test("a dead link is said within 10 s, without any event", async () => {
    const { clock, server, monitor, said } = setup();
    await clock.advance(5100);
    server.swallow();
    await clock.advance(10000);
    expect(said).toEqual(["offline: network"]);
    expect(monitor.state.since).toBeLessThan(15100);
});

for (const layer of [LAYER.REFUSED, LAYER.PROXY, LAYER.ODOO, LAYER.DEVICE]) {
    test(`two failures in a row are an outage, and its layer is said: ${layer}`, async () => {
        const { clock, server, said } = setup();
        server.fail(layer);
        await clock.advance(5100);
        expect(said).toEqual([]);
        await clock.advance(900);
        expect(said).toEqual([`offline: ${layer}`]);
    });
}

test("one failure alone is no outage", async () => {
    const { clock, server, said } = setup();
    server.fail(LAYER.PROXY);
    await clock.advance(5100);
    server.heal();
    await clock.advance(20000);
    expect(said).toEqual([]);
});

test("being signed out is certain at the first answer", async () => {
    const { clock, server, said } = setup();
    server.fail(LAYER.SESSION);
    await clock.advance(5100);
    expect(said).toEqual(["offline: session"]);
});

test("an outage that changes its layer says so and keeps its beginning", async () => {
    const { clock, server, monitor, said } = setup();
    server.fail(LAYER.REFUSED);
    await clock.advance(6000);
    const { since } = monitor.state;
    server.fail(LAYER.PROXY);
    await clock.advance(3000);
    server.swallow();
    await clock.advance(6000);
    expect(said).toEqual(["offline: refused", "offline: proxy", "offline: network"]);
    expect(monitor.state.since).toBe(since);
});

test("online is said within 3 s of the line being back, from each kind of outage", async () => {
    for (const layer of [LAYER.REFUSED, LAYER.PROXY, LAYER.ODOO, LAYER.SESSION, null]) {
        const { clock, server, monitor } = setup();
        await clock.advance(30000);
        layer ? server.fail(layer) : server.swallow();
        await clock.advance(60000);
        expect(monitor.state.status).toBe(OFFLINE);
        server.heal();
        await clock.advance(3000);
        expect(monitor.state.status).toBe(ONLINE, { message: `after ${layer || "silence"}` });
        expect(monitor.state.layer).toBe(null);
        monitor.stop();
    }
});

test("a line that just came back and failed again must answer twice", async () => {
    const { clock, server, monitor, said } = setup();
    await clock.advance(30000);
    server.fail(LAYER.REFUSED);
    await clock.advance(10000);
    server.heal();
    await clock.advance(2000);
    server.fail(LAYER.REFUSED);
    monitor.suspect();
    await clock.advance(1000);
    expect(said).toEqual(["offline: refused", "online", "offline: refused"]);
    server.heal();
    await clock.advance(1550);
    expect(monitor.state.status).toBe(OFFLINE);
    await clock.advance(800);
    expect(monitor.state.status).toBe(ONLINE);
});

test("a line that flaps every 2 s does not make the till flap with it", async () => {
    const { clock, server, said } = setup();
    await clock.advance(30000);
    for (let i = 0; i < 30; i++) {
        server.swallow();
        await clock.advance(2000);
        server.heal();
        await clock.advance(2000);
    }
    // 30 outages in two minutes: a few changes at most are shown.
    expect(said.length).toBeLessThan(20);
});

test("an answer that takes over a second makes it slow, half a second fast again", async () => {
    const { clock, server, monitor, said } = setup();
    server.takes = 1500;
    await clock.advance(10000);
    expect(said).toEqual(["slow"]);
    server.takes = 800;
    await clock.advance(20000);
    expect(monitor.state.status).toBe(SLOW);
    server.takes = 300;
    await clock.advance(10000);
    expect(said).toEqual(["slow", "online"]);
});

test("an answer after its deadline shows that the line is not dead but slow", async () => {
    const { clock, server, said } = setup();
    server.takes = 8000;
    await clock.advance(5100);
    await clock.advance(3000);
    expect(said).toEqual(["offline: network"]);
    await clock.advance(8000);
    expect(said).toEqual(["offline: network", "slow"]);
});

test("a line known as slow is not called dead for being as slow as before", async () => {
    const { clock, server, said } = setup();
    server.takes = 5000;
    await clock.advance(60000);
    expect(said).toEqual(["offline: network", "slow"]);
});

test("a ping that is lost keeps nobody from hearing the answers to those after it", async () => {
    const { clock, server, said } = setup();
    server.swallow();
    await clock.advance(5100);
    server.heal();
    server.takes = 2500; // longer than the time between two pings of a till that is offline
    await clock.advance(8000);
    expect(said).toEqual(["offline: network", "slow"]);
});

test("answers are heard however often other requests give a reason to ask", async () => {
    const { clock, server, monitor, said } = setup();
    server.swallow();
    await clock.advance(9000);
    server.heal();
    server.takes = 2500;
    for (let i = 0; i < 6; i++) {
        monitor.answered();
        await clock.advance(500);
    }
    expect(said).toEqual(["offline: network", "slow"]);
});

test("three pings at most are on their way, and an old one is given up", async () => {
    const { clock, server, monitor } = setup();
    let open = 0;
    let most = 0;
    monitor.ping = (signal) => {
        most = Math.max(most, ++open);
        return new Promise((_resolve, reject) =>
            signal.addEventListener("abort", () => {
                open -= 1;
                reject(new Error("aborted"));
            })
        );
    };
    await clock.advance(120000);
    expect(server.pings).toBe(0);
    expect(most).toBe(3);
});

test("a request that fails or is overdue is looked into at once", async () => {
    const { clock, server, monitor, said } = setup();
    server.fail(LAYER.REFUSED);
    monitor.suspect();
    await clock.advance(1000);
    expect(said).toEqual(["offline: refused"]);
    expect(server.pings).toBe(2);
});

test("a request without any answer until its deadline is as good as a silent ping", async () => {
    const { clock, server, monitor, said } = setup();
    await clock.advance(1000);
    server.swallow();
    await clock.advance(3000);
    monitor.missed(1000);
    expect(said).toEqual(["offline: network"]);
});

test("a request without answer is no outage while the server answers others", async () => {
    const { clock, monitor, said } = setup();
    await clock.advance(2000);
    monitor.answered();
    await clock.advance(1000);
    monitor.missed(1000);
    expect(said).toEqual([]);
});

test("a request that says signed out needs no ping to be believed", () => {
    const { monitor, said } = setup();
    monitor.expired();
    expect(said).toEqual(["offline: session"]);
});

test("while offline another request's answer is a reason to look, not the proof", async () => {
    const { clock, server, monitor } = setup();
    await clock.advance(20000);
    server.swallow();
    await clock.advance(20000);
    server.heal();
    monitor.answered();
    expect(monitor.state.status).toBe(OFFLINE);
    await clock.advance(20);
    expect(monitor.state.status).toBe(ONLINE);
});

test("check resolves to what was found", async () => {
    const { clock, server, monitor } = setup();
    const first = monitor.check();
    await clock.advance(20);
    expect(await first).toBe(ONLINE);
    server.swallow();
    const second = monitor.check();
    await clock.advance(3100);
    expect(await second).toBe(OFFLINE);
    server.heal();
    server.fail(LAYER.SESSION);
    const third = monitor.check();
    await clock.advance(20);
    expect(await third).toBe(OFFLINE);
    expect(monitor.state.layer).toBe(LAYER.SESSION);
});

test("who asks while a ping has just been sent waits for that one", async () => {
    const { clock, server, monitor } = setup();
    const all = [monitor.check(), monitor.check(), monitor.check()];
    await clock.advance(20);
    expect(await Promise.all(all)).toEqual([ONLINE, ONLINE, ONLINE]);
    expect(server.pings).toBe(1);
});

test("without being started it answers when asked, and leaves no timer behind", async () => {
    const clock = new FakeClock();
    const server = new FakeServer(clock);
    const monitor = new ConnectionMonitor({ ping: server.ping, clock });
    server.fail(LAYER.REFUSED);
    const found = monitor.check();
    await clock.advance(20);
    expect(await found).toBe(OFFLINE);
    expect(clock.isIdle).toBe(true);
});

test("a hidden page asks seldom, and at once when it is shown again", async () => {
    const { clock, server, monitor } = setup();
    monitor.setHidden(true);
    await clock.advance(59000);
    expect(server.pings).toBe(0);
    monitor.setHidden(false);
    expect(server.pings).toBe(1);
    server.swallow();
    await clock.advance(10000);
    monitor.setHidden(true);
    const before = server.pings;
    await clock.advance(60000);
    expect(server.pings - before).toBeLessThan(6);
});

test("while requests are in the way it asks as seldom, until they are not any more", async () => {
    const { clock, server, monitor } = setup();
    monitor.setSparing(true);
    await clock.advance(59000);
    expect(server.pings).toBe(0);
    monitor.setSparing(false);
    await clock.advance(1000);
    expect(server.pings).toBe(1);
});

test("a proxy that asks for patience is left alone for as long", async () => {
    const { clock, server } = setup();
    server.fail(LAYER.PROXY, { retryAfter: 20000 });
    await clock.advance(6000);
    const before = server.pings;
    await clock.advance(18000);
    expect(server.pings).toBe(before);
    await clock.advance(3000);
    expect(server.pings).toBe(before + 1);
});

test("a page opened without the server is offline and asks at once", async () => {
    const { clock, server, monitor, said } = setup();
    monitor.assumeOffline();
    expect(said).toEqual(["offline: network"]);
    expect(server.pings).toBe(1);
    await clock.advance(3000);
    expect(monitor.state.status).toBe(ONLINE);
});

test("the deadline is the shop's own", async () => {
    const { clock, server, said } = setup({ deadline: 1000 });
    server.swallow();
    await clock.advance(5100);
    await clock.advance(1000);
    expect(said).toEqual(["offline: network"]);
});

test("who has unsubscribed is told nothing; after stop nothing is asked", async () => {
    const { clock, server, monitor, said } = setup();
    const other = [];
    const unsubscribe = monitor.onChange(() => other.push("told"));
    unsubscribe();
    monitor.expired();
    monitor.stop();
    await clock.advance(120000);
    expect(other).toEqual([]);
    expect(said).toEqual(["offline: session"]);
    expect(server.pings).toBe(0);
    expect(clock.isIdle).toBe(true);
});
