import { describe, expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { withDeadline } from "@pos_offline_base/app/lib/deadline";
import { FakeClock, settled } from "../fake_clock";

describe.current.tags("headless");

test("work that comes in time is what comes, and the clock is let go", async () => {
    const clock = new FakeClock();
    expect(await withDeadline(Promise.resolve("done"), 10, () => "late", clock)).toBe("done");
    expect(clock.isIdle).toBe(true);
});

test("past the deadline comes what is said for that, and later ends of the work are nobody's", async () => {
    const clock = new FakeClock();
    const work = new Deferred();
    const answer = withDeadline(work, 10, () => "late", clock);
    await clock.advance(10);
    expect(await answer).toBe("late");
    work.reject(new Error("too late to matter"));
    await settled();
});

test("what is said past the deadline may be an error", async () => {
    const clock = new FakeClock();
    const fail = () => {
        throw new Error("no answer");
    };
    const answer = withDeadline(new Deferred(), 10, fail, clock).catch(({ message }) => message);
    await clock.advance(10);
    expect(await answer).toBe("no answer");
});
