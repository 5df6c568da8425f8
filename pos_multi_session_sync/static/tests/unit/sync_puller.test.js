import { expect, test } from "@odoo/hoot";
import { ConnectionLostError } from "@web/core/network/rpc";
import { FakeClock, settled } from "@pos_offline_base/../tests/unit/fake_clock";
import { CALM, FAST, SOON, SyncPuller } from "@pos_multi_session_sync/app/transfers/sync_puller";

function setup({ hasBell = true } = {}) {
    const clock = new FakeClock();
    const world = { pulls: [], news: [], offline: false, busy: false, answers: [], clock };
    const board = {
        cursor: "",
        apply(answer) {
            board.cursor = answer.cursor;
            const { arrived = [], moved = [] } = answer;
            return { cursor: answer.cursor, arrived, moved };
        },
    };
    world.puller = new SyncPuller({
        clock,
        board,
        pull: async (cursor) => {
            world.pulls.push(cursor);
            const answer = world.answers.shift() || { cursor: `${world.pulls.length}` };
            if (answer instanceof Error) {
                throw answer;
            }
            return answer;
        },
        isOffline: () => world.offline,
        isBusy: () => world.busy,
        onNews: ({ cursor }) => world.news.push(cursor),
    });
    world.puller.start(hasBell);
    return world;
}

test("it looks at the start, then at each ring, and goes on from the cursor", async () => {
    const { puller, pulls } = setup();
    await settled();
    await puller.ring();
    expect(pulls).toEqual(["", "1"]);
});

test("rings while a pull is under way end in one more pull", async () => {
    const { puller, pulls } = setup();
    puller.ring();
    puller.ring();
    await puller.ring();
    expect(pulls.length).toBe(2);
});

test("of what this till does itself it hears at once, and looks in a moment, once", async () => {
    const world = setup();
    const { puller, pulls, clock } = world;
    await settled();
    world.busy = true;
    puller.heard();
    world.busy = false;
    puller.ringSoon(); // done
    puller.heard(); // for the other side
    await clock.advance(SOON - 1);
    expect(pulls.length).toBe(1);
    await clock.advance(1);
    expect(pulls.length).toBe(2);
    puller.heard();
    await settled();
    expect(pulls.length).toBe(3);
    await clock.advance(SOON);
    expect(pulls.length).toBe(3);
});

test("who asks now is not made to wait by what was to be looked at in a moment", async () => {
    const { puller, pulls, clock } = setup();
    await settled();
    puller.ringSoon();
    await puller.ring();
    expect(pulls.length).toBe(2);
    await clock.advance(SOON);
    expect(pulls.length).toBe(2);
});

test("all pages are taken", async () => {
    const world = setup();
    await settled();
    world.answers = [{ cursor: "a", more: true }, { cursor: "b", more: true }, { cursor: "c" }];
    await world.puller.ring();
    expect(world.news).toEqual(["1", "a", "b", "c"]);
});

test("with the bell it looks now and then, without it every few seconds, and says so", async () => {
    const { puller, pulls, clock } = setup();
    await settled();
    await clock.advance(CALM - 1);
    expect(pulls.length).toBe(1);
    await clock.advance(1);
    expect(pulls.length).toBe(2);
    puller.setBell(false);
    expect(puller.state.isDegraded).toBe(true);
    await clock.advance(FAST);
    await clock.advance(FAST);
    expect(pulls.length).toBe(4);
    expect(FAST).toBeLessThan(5000);
});

test("when the bell is back it looks at once for what it has not heard", async () => {
    const { puller, pulls } = setup({ hasBell: false });
    await settled();
    expect(puller.state.isDegraded).toBe(true);
    puller.setBell(true);
    await settled();
    expect(pulls.length).toBe(2);
    expect(puller.state.isDegraded).toBe(false);
});

test("news that no ring told of mean that the bell is out of order, until it rings", async () => {
    const { puller, pulls, answers, clock } = setup();
    await settled();
    answers.push({ cursor: "a", arrived: [{ uuid: "t1" }] });
    await clock.advance(CALM);
    expect(puller.state.isDegraded).toBe(true);
    await clock.advance(FAST);
    expect(pulls.length).toBe(3);
    puller.heard();
    await settled();
    expect(puller.state.isDegraded).toBe(false);
    await clock.advance(CALM - 1);
    expect(pulls.length).toBe(4);
});

test("a ring that comes while the clock looks shows that the bell works", async () => {
    const { puller, answers, clock } = setup();
    await settled();
    answers.push({ cursor: "a", arrived: [{ uuid: "t1" }] });
    const looking = clock.advance(CALM);
    puller.heard();
    await looking;
    expect(puller.state.isDegraded).toBe(false);
});

test("without the server nothing is asked, and what failed is asked again by the clock", async () => {
    const world = setup({ hasBell: false });
    await settled();
    world.offline = true;
    await world.clock.advance(FAST);
    expect(world.pulls.length).toBe(1);
    world.offline = false;
    world.answers = [new ConnectionLostError("/")];
    await world.clock.advance(FAST);
    await world.clock.advance(FAST);
    expect(world.pulls).toEqual(["", "1", "1"]);
});

test("stopped, it asks no more and leaves no timer", async () => {
    const { puller, pulls, clock } = setup();
    await settled();
    puller.ringSoon();
    puller.stop();
    puller.ringSoon();
    await puller.ring();
    await clock.advance(CALM);
    expect(pulls.length).toBe(1);
    expect(clock.isIdle).toBe(true);
});
