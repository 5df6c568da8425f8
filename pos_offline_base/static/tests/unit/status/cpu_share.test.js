import { advanceTime, beforeEach, describe, expect, freezeTime, test } from "@odoo/hoot";
import { limitCpuShare } from "@pos_offline_base/app/status/cpu_share";

describe.current.tags("desktop");

beforeEach(freezeTime); // a busy machine would let time go by between two lines

function setup(cost) {
    let now = 0;
    const done = [];
    const ask = limitCpuShare(
        () => {
            done.push(now);
            now += cost;
        },
        () => now
    );
    return { ask, done };
}

test("work that costs nothing is done each time that it is asked for", () => {
    const { ask, done } = setup(1);
    ask();
    ask();
    ask();
    expect(done.length).toBe(3);
});

test("work that takes long rests nine times as long, and is then done once for all who asked", async () => {
    const { ask, done } = setup(20);
    ask();
    ask();
    ask();
    expect(done.length).toBe(1);
    await advanceTime(179);
    expect(done.length).toBe(1);
    await advanceTime(1);
    expect(done.length).toBe(2);
});

test("who asks after the rest does not wait", async () => {
    const { ask, done } = setup(20);
    ask();
    await advanceTime(180);
    expect(done.length).toBe(1);
    ask();
    expect(done.length).toBe(2);
});

test("work that fails is done again when it is asked for again", () => {
    let tries = 0;
    const ask = limitCpuShare(() => {
        tries += 1;
        throw new Error("not now");
    });
    expect(ask).toThrow("not now");
    expect(ask).toThrow("not now");
    expect(tries).toBe(2);
});
