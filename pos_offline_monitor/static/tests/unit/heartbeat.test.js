import { expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { FakeClock, settled } from "@pos_offline_base/../tests/unit/fake_clock";
import { Heartbeat, TIMES } from "@pos_offline_monitor/app/heartbeat/heartbeat";

/** A heartbeat whose reports are counted; `world.answer` is what the server says, or an error. */
function makeWorld() {
    const clock = new FakeClock();
    const world = { clock, reports: [], ticks: 0, offline: false, answer: { status: "kept" } };
    world.heartbeat = new Heartbeat({
        clock,
        idle: (callback) => callback(),
        isOffline: () => world.offline,
        tick: () => (world.ticks += 1),
        async report() {
            world.reports.push(clock.now());
            if (world.answer instanceof Error) {
                throw world.answer;
            }
            return world.answer;
        },
    });
    world.heartbeat.start();
    return world;
}

test("a till reports after its start and then once a minute", async () => {
    const { clock, reports } = makeWorld();
    await clock.advance(TIMES.FIRST);
    expect(reports).toEqual([TIMES.FIRST]);
    await clock.advance(3 * TIMES.EVERY);
    expect(reports).toHaveLength(4);
});

test("what fails or recovers is told at once, and once however much comes together", async () => {
    const { clock, heartbeat, reports } = makeWorld();
    await clock.advance(TIMES.FIRST + 10000);
    heartbeat.soon();
    heartbeat.soon();
    await clock.advance(500);
    heartbeat.soon();
    await clock.advance(500);
    expect(reports).toHaveLength(2);
    await clock.advance(TIMES.EVERY - 1);
    expect(reports).toHaveLength(2);
    await clock.advance(1);
    expect(reports).toHaveLength(3);
});

test("a till without a server asks nothing, and goes on when there is one", async () => {
    const world = makeWorld();
    const { clock, heartbeat, reports } = world;
    world.offline = true;
    heartbeat.soon();
    await clock.advance(5 * TIMES.EVERY);
    expect(reports).toHaveLength(0);
    expect(world.ticks).toBeGreaterThan(4);
    world.offline = false;
    heartbeat.soon();
    await clock.advance(TIMES.SOON);
    expect(reports).toHaveLength(1);
});

test("a report that fails gets out nowhere, and the next one comes in its time", async () => {
    const world = makeWorld();
    world.answer = new Error("no answer");
    await world.clock.advance(TIMES.FIRST + 2 * TIMES.EVERY);
    expect(world.reports).toHaveLength(3);
    expect.verifyErrors([]);
});

test("one report is on its way at a time; what comes meanwhile is told after it", async () => {
    const clock = new FakeClock();
    const answers = [];
    const heartbeat = new Heartbeat({
        clock,
        idle: (callback) => callback(),
        isOffline: () => false,
        report: () => {
            answers.push(new Deferred());
            return answers.at(-1);
        },
    });
    heartbeat.start();
    await clock.advance(TIMES.FIRST);
    heartbeat.soon();
    await clock.advance(3 * TIMES.SOON);
    expect(answers).toHaveLength(1);
    answers[0].resolve({ status: "kept" });
    await settled();
    await clock.advance(TIMES.SOON);
    expect(answers).toHaveLength(2);
});

test("a server that has no time says when it has", async () => {
    const world = makeWorld();
    world.answer = { status: "later", after: 2.5 };
    await world.clock.advance(TIMES.FIRST);
    world.answer = { status: "kept" };
    await world.clock.advance(2500);
    expect(world.reports).toEqual([TIMES.FIRST, TIMES.FIRST + 2500]);
});

test("what is refused is not sent again each minute, whatever happens", async () => {
    const world = makeWorld();
    world.answer = { status: "refused", code: "wrong_token" };
    await world.clock.advance(TIMES.FIRST);
    await world.clock.advance(2 * TIMES.EVERY);
    world.heartbeat.soon();
    await world.clock.advance(TIMES.SOON);
    expect(world.reports).toHaveLength(1);
    await world.clock.advance(TIMES.REFUSED);
    expect(world.reports).toHaveLength(2);
});

test("a register that was switched off hears nothing more", async () => {
    const world = makeWorld();
    world.answer = { status: "off" };
    await world.clock.advance(TIMES.FIRST);
    world.heartbeat.soon();
    await world.clock.advance(5 * TIMES.EVERY);
    expect(world.reports).toHaveLength(1);
    expect(world.clock.isIdle).toBe(true);
});
