import { beforeEach, expect, test } from "@odoo/hoot";
import { ConnectionLostError } from "@web/core/network/rpc";
import { browser } from "@web/core/browser/browser";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { FakeClock, settled } from "@pos_offline_base/../tests/unit/fake_clock";
import { TIMES } from "@pos_offline_monitor/app/heartbeat/heartbeat";
import { sendReport } from "@pos_offline_monitor/app/heartbeat/report_transport";
import { startHeartbeat } from "@pos_offline_monitor/app/heartbeat/start_heartbeat";

definePosModels();

const INFO = { database: "db", config: 1, version: "19.0.1.0.0" };

beforeEach(() => browser.localStorage.removeItem("pos_offline_monitor.token"));

/** A till that reports to a server of the test. */
async function setup({ enabled = true, info = INFO } = {}) {
    const pos = await setupPosEnv();
    pos.config.offline_monitor_enabled = enabled;
    const clock = new FakeClock();
    clock.time = Date.now();
    const world = { pos, clock, reports: [], answer: { status: "kept" } };
    world.monitor = pos.env.services.pos_connection;
    world.monitor.clock = clock;
    world.heartbeat = startHeartbeat(pos, {
        info,
        clock,
        storage: null, // a browser's own takes its time
        idle: (callback) => callback(),
        async send(config, report) {
            world.reports.push(report);
            if (world.answer instanceof Error) {
                throw world.answer;
            }
            return world.answer;
        },
    });
    await allSettled();
    return world;
}

/** A report asks several stores, one after the other, before it goes. */
async function allSettled() {
    for (let i = 0; i < 10; i++) {
        await settled();
    }
}

async function beat({ clock }, ms) {
    await clock.advance(ms);
    await allSettled();
}

test("a till reports for its device and session", async () => {
    const world = await setup();
    await beat(world, TIMES.FIRST);
    const [{ device, session, database }] = world.reports;
    expect([device, session, database]).toEqual([
        world.pos.device.identifier,
        world.pos.session.id,
        "db",
    ]);
});

async function expectNothing(options) {
    const world = await setup(options);
    await beat(world, 10 * TIMES.EVERY);
    expect(world.heartbeat).toBe(null);
    expect(world.reports).toEqual([]);
    expect(world.clock.isIdle).toBe(true);
}

test("where the register does not want it, nothing is asked", async () => {
    await expectNothing({ enabled: false });
});

test("where the page is no till's, nothing is asked", async () => {
    await expectNothing({ info: null });
});

test("a time offline arrives with the next report, and once the server has it no more", async () => {
    const world = await setup();
    await beat(world, TIMES.FIRST);
    world.monitor._fail("network");
    await beat(world, 5 * TIMES.EVERY);
    expect(world.reports).toHaveLength(1);
    world.answer = new ConnectionLostError("/lost");
    world.monitor._onSuccess(10);
    await beat(world, TIMES.SOON);
    expect(world.reports).toHaveLength(2);
    world.answer = { status: "kept" };
    await beat(world, TIMES.EVERY);
    await beat(world, TIMES.EVERY);
    const told = world.reports.map(({ outages }) => outages.length);
    expect(told).toEqual([0, 1, 1, 0]);
    const [outage] = world.reports[1].outages;
    expect(outage.layer).toBe("network");
    expect(outage.begin - outage.end).toBeWithin(299, 301);
});

test("what is refused is told at once, and so is that it was solved", async () => {
    const world = await setup();
    const { state } = world.pos.syncStatus;
    await beat(world, TIMES.FIRST + 3 * TIMES.SOON);
    Object.assign(state, { failed: 1, pending: 1 });
    await beat(world, TIMES.SOON);
    expect(world.reports).toHaveLength(2);
    Object.assign(state, { failed: 0, pending: 0 });
    await beat(world, TIMES.SOON);
    expect(world.reports).toHaveLength(3);
});

test("a usual sale is no news", async () => {
    const world = await setup();
    const { state } = world.pos.syncStatus;
    await beat(world, TIMES.FIRST + 3 * TIMES.SOON);
    state.pending = 1;
    await beat(world, TIMES.SOON);
    state.pending = 0;
    await beat(world, 2 * TIMES.SOON);
    expect(world.reports).toHaveLength(1);
});

test("a report without an answer is given up after its deadline", async () => {
    const clock = new FakeClock();
    const request = Object.assign(new Promise(() => {}), {
        abort: (isRejecting) => expect.step(`abort ${isRejecting}`),
    });
    const sent = sendReport(1, {}, clock, (url, { args }, { silent }) => {
        expect.step(`${url} ${JSON.stringify(args)} ${silent}`);
        return request;
    });
    const lost = expect(sent).rejects.toThrow(ConnectionLostError);
    await clock.advance(10000);
    await lost;
    expect.verifySteps([
        "/web/dataset/call_kw/pos.config/report_offline_till [[1],{}] true",
        "abort false",
    ]);
});
