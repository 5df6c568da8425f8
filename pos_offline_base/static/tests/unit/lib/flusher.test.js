import { describe, expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { Flusher } from "@pos_offline_base/app/lib/flusher";
import { FakeClock, settled } from "../fake_clock";

describe.current.tags("headless");

function setup() {
    const clock = new FakeClock();
    const runs = [];
    const state = { may: true };
    const flush = () => {
        const run = new Deferred();
        runs.push(run);
        return run;
    };
    return {
        clock,
        runs,
        state,
        flusher: new Flusher({ flush, mayFlush: () => state.may, clock }),
    };
}

test("one flush at a time, and one more for all who asked meanwhile", async () => {
    const { flusher, runs } = setup();
    flusher.now();
    const others = [flusher.now(), flusher.now(), flusher.now()];
    expect(runs).toHaveLength(1);
    runs[0].resolve();
    await settled();
    expect(runs).toHaveLength(2);
    runs[1].resolve();
    await Promise.all(others);
    expect(runs).toHaveLength(2);
});

test("a flush that fails does not stop the next one", async () => {
    const { flusher, runs } = setup();
    const first = flusher.now();
    runs[0].reject(new Error("no"));
    await first;
    flusher.now();
    expect(runs).toHaveLength(2);
});

test("nothing is flushed while it may not be", async () => {
    const { flusher, runs, state } = setup();
    state.may = false;
    await flusher.now();
    expect(runs).toHaveLength(0);
});

test("tries that keep being asked for come ever more seldom, up to a minute", async () => {
    const { clock, flusher, runs } = setup();
    const waits = [];
    for (let i = 0; i < 8; i++) {
        const before = clock.time;
        flusher.later();
        flusher.later();
        while (runs.length === i) {
            await clock.advance(1000);
        }
        runs[i].resolve();
        await settled();
        waits.push((clock.time - before) / 1000);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
});

test("after a calm time the first delay holds again", async () => {
    const { clock, flusher, runs } = setup();
    for (let i = 0; i < 3; i++) {
        flusher.later();
        await clock.advance(10000);
        runs[i].resolve();
        await settled();
    }
    await clock.advance(120000);
    flusher.later();
    await clock.advance(2100);
    expect(runs).toHaveLength(4);
});
