import { describe, expect, test } from "@odoo/hoot";
import { makeErrorFromResponse } from "@web/core/network/rpc";
import { chooseBatch } from "@pos_offline_base/app/outbox/batch";
import { STATE } from "@pos_offline_base/app/outbox/journal";
import { draft, lose, TillWorld, until } from "../outbox_helpers";

describe.current.tags("headless");

const { PENDING, IN_FLIGHT, DONE, FAILED } = STATE;

const operation = (values) => ({ after: [], state: PENDING, payload: {}, ...values });

/** An outbox with somebody who uses the answers. */
async function open(world, options) {
    const outbox = await world.open(options);
    outbox.onDone("test", ({ uuid }) => [
        { op: "put", area: "used", id: uuid, value: { uuid } }, // written with the removal
    ]);
    return outbox;
}

/** One operation of which the server's first reply was lost: the outbox waits for 500 ms. */
async function openAfterLoss(world) {
    const outbox = await open(world);
    world.odoo.beforeReply = async () => {
        world.odoo.beforeReply = async () => {};
        lose();
    };
    await outbox.add(draft());
    await until(() => outbox.state.trouble && outbox.sender._running === null);
    return outbox;
}

test("a batch has the oldest of each lane, without those that wait for others", () => {
    const batch = chooseBatch([
        operation({ uuid: "a1", lane: "a" }),
        operation({ uuid: "a2", lane: "a" }),
        operation({ uuid: "b1", lane: "b", state: FAILED }),
        operation({ uuid: "b2", lane: "b" }),
        operation({ uuid: "c1", lane: "c", after: ["a1"] }),
        operation({ uuid: "d1", lane: "d", after: ["gone"], state: IN_FLIGHT }),
        operation({ uuid: "e1", lane: "e", state: DONE }),
        operation({ uuid: "e2", lane: "e" }),
        operation({ uuid: "f1", lane: "f", after: ["b1"] }),
    ]);
    expect(batch.map(({ uuid }) => uuid)).toEqual(["a1", "d1", "e2"]);
});

test("a batch ends before it is too long or too large, and is never empty for that", () => {
    const many = Array.from({ length: 250 }, (_v, n) => operation({ uuid: `${n}`, lane: `${n}` }));
    expect(chooseBatch(many).length).toBe(100);
    expect(chooseBatch(many, { limit: 3 }).length).toBe(3);
    const large = many.map((one) => ({ ...one, payload: "x".repeat(150000) }));
    expect(chooseBatch(large).length).toBe(2);
    const huge = many.map((one) => ({ ...one, payload: "x".repeat(900000) }));
    expect(chooseBatch(huge).length).toBe(1);
});

test("what was added is on the disk, goes out, and is gone when its answer was used", async () => {
    const world = new TillWorld();
    const outbox = await open(world);
    const { uuid } = await outbox.add(draft());
    await world.settled(outbox);
    expect(world.odoo.effects).toEqual([uuid]);
    expect(await outbox.journal.store.getAll("outbox")).toEqual([]);
    expect(await outbox.journal.store.get("used", uuid)).toEqual({ uuid });
    expect(outbox.state.pending).toBe(0);
    const [batch] = world.odoo.batches;
    expect([batch.protocol, batch.database, batch.device]).toEqual([1, "uuid", "A1"]);
    expect(batch.acknowledged).toBe(0);
});

test("sequences count up over restarts, and the server is told what it has answered", async () => {
    const world = new TillWorld();
    const first = await open(world);
    await first.add(draft());
    await first.add(draft());
    await world.settled(first);
    first.die();
    const second = await open(world);
    const { sequence } = await second.add(draft());
    await world.settled(second);
    expect(sequence).toBe(3);
    expect(world.odoo.batches.at(-1).acknowledged).toBe(2);
});

test("what the server has not recorded is nothing by which it knows the till again", async () => {
    const world = new TillWorld();
    const refusal = { status: "failed", code: "malformed", message: "Damaged", recorded: false };
    world.odoo.results.bad = () => refusal;
    const outbox = await open(world);
    await outbox.add(draft());
    await world.settled(outbox);
    await outbox.add(draft({ kind: "bad" }));
    await until(() => outbox.state.failed === 1);
    await outbox.add(draft());
    await until(() => world.odoo.effects.length === 2);
    expect(world.odoo.batches.at(-1).acknowledged).toBe(1);
});

test("a till that has become another device has no answers of the server yet", async () => {
    const world = new TillWorld();
    const first = await open(world);
    await first.add(draft());
    await world.settled(first);
    first.die();
    world.device = "B2";
    const second = await open(world);
    await second.add(draft());
    await second.add(draft());
    await world.settled(second);
    await second.add(draft());
    await world.settled(second);
    const told = world.odoo.batches.map(({ device, acknowledged }) => [device, acknowledged]);
    expect(told[0]).toEqual(["A1", 0]);
    expect(told[1]).toEqual(["B2", 0]);
    expect(told.at(-1)).toEqual(["B2", 3]);
});

test("who waits until an operation is on its way does not wait for the answer", async () => {
    const world = new TillWorld();
    const outbox = await open(world);
    await until(() => outbox.sender.leader.isLeading);
    let reply;
    world.odoo.beforeReply = () => new Promise((resolve) => (reply = resolve));
    await outbox.add(draft());
    await outbox.whenOff();
    expect(world.odoo.batches.length).toBe(1);
    expect(outbox.state.inFlight).toBe(1);
    const later = await outbox.add(draft());
    await outbox.whenOff(); // one batch at a time: this one's turn comes when the first is through
    expect(outbox.journal.get(later.uuid).state).toBe(PENDING);
    world.odoo.beforeReply = async () => {};
    reply();
    await world.settled(outbox);
    expect(world.odoo.effects.length).toBe(2);
});

test("who waits until an operation is on its way is not held up where it cannot go", async () => {
    const world = new TillWorld();
    const outbox = await open(world);
    world.connection.set(true);
    await outbox.add(draft());
    await outbox.whenOff();
    expect(world.odoo.batches.length).toBe(0);
    expect(outbox.state.pending).toBe(1);
    const waiting = await openAfterLoss(new TillWorld());
    await waiting.add(draft());
    await waiting.whenOff();
    expect(waiting.state.pending).toBe(2);
});

test("while the line is down nothing is sent, and all goes with its first sign", async () => {
    const world = new TillWorld();
    const outbox = await open(world);
    world.connection.set(true);
    for (let n = 0; n < 5; n++) {
        await outbox.add(draft());
    }
    expect(world.odoo.batches.length).toBe(0);
    expect(outbox.state.pending).toBe(5);
    world.connection.set(false);
    await world.settled(outbox);
    expect(world.odoo.batches.length).toBe(1);
    expect(world.odoo.effects.length).toBe(5);
});

test("a line that comes back without a word is noticed", async () => {
    const world = new TillWorld();
    const outbox = await open(world);
    world.connection.set(true);
    await outbox.add(draft());
    world.connection.isOffline = false;
    expect(world.odoo.batches.length).toBe(0);
    await world.clock.advance(5000);
    await world.settled(outbox);
    expect(world.odoo.effects.length).toBe(1);
});

test("a line that goes down ends what is on its way; it goes again under the same uuid", async () => {
    const world = new TillWorld();
    world.odoo.beforeReply = () => new Promise(() => {});
    const outbox = await open(world);
    const { uuid } = await outbox.add(draft());
    await until(() => world.odoo.effects.length === 1);
    world.connection.set(true);
    await until(() => outbox.state.trouble?.code === "connection");
    expect(outbox.list()[0].state).toBe(IN_FLIGHT);
    world.odoo.beforeReply = async () => {};
    world.connection.set(false);
    await world.settled(outbox);
    expect(world.odoo.effects).toEqual([uuid]);
    expect(world.odoo.batches.length).toBe(2);
});

test("lost requests and lost replies are repeated later and later, with one effect", async () => {
    const world = new TillWorld();
    const losses = ["beforeApply", "beforeReply", "beforeReply"];
    const outbox = await open(world, { start: false });
    const times = [];
    for (const moment of ["beforeApply", "beforeReply"]) {
        world.odoo[moment] = async () => losses[0] === moment && losses.shift() && lose();
    }
    world.start(outbox, (batch) => {
        times.push(world.clock.now());
        return world.odoo.send(batch);
    });
    await outbox.add(draft());
    for (const [tries, wait] of [500, 1000, 2000].entries()) {
        await until(() => times.length === tries + 1 && outbox.sender._running === null);
        await world.clock.advance(wait - 1);
        expect(times.length).toBe(tries + 1);
        await world.clock.advance(1);
    }
    await world.settled(outbox);
    expect(times).toEqual([0, 500, 1500, 3500]);
    expect(world.odoo.effects.length).toBe(1);
});

test("a timer that comes too early is set again", async () => {
    const world = new TillWorld();
    const outbox = await openAfterLoss(world);
    world.clock.time = 499;
    outbox.sender.wake();
    expect(world.odoo.batches.length).toBe(1);
    await world.clock.advance(1);
    await world.settled(outbox);
    expect(world.odoo.batches.length).toBe(2);
});

test("a wait that ends while somebody looks at it is come back from", async () => {
    const world = new TillWorld();
    const outbox = await openAfterLoss(world);
    world.clock.time = 499.7;
    outbox.list = function () {
        world.clock.time = 500.3; // looking takes its time
        return Object.getPrototypeOf(this).list.apply(this, arguments);
    };
    outbox.sender.wake();
    delete outbox.list;
    await world.clock.advance(1);
    await world.settled(outbox);
    expect(world.odoo.batches.length).toBe(2);
});

test("a server that asks for patience is left alone for that long", async () => {
    const world = new TillWorld();
    const outbox = await open(world);
    world.odoo.beforeApply = async () => {
        world.odoo.beforeApply = async () => {};
        throw Object.assign(makeErrorFromResponse({ data: {} }), { retryAfter: 60000 });
    };
    await outbox.add(draft());
    await until(() => outbox.state.trouble && outbox.sender._running === null);
    await world.clock.advance(59999);
    expect(world.odoo.batches.length).toBe(0);
    await world.clock.advance(1);
    await world.settled(outbox);
    expect(outbox.state.trouble).toBe(null);
});

test("one that the server refuses waits for a person, and holds up its own lane only", async () => {
    const world = new TillWorld();
    world.odoo.results.bad = () => ({ status: "failed", code: "validation", message: "Wrong VAT" });
    const outbox = await open(world);
    const told = [];
    outbox.onFailed("bad", ({ answer }) => void told.push(answer.message));
    const bad = await outbox.add(draft({ kind: "bad", lane: "one" }));
    await outbox.add(draft({ lane: "one" }));
    await outbox.add(draft({ lane: "two" }));
    await until(() => outbox.state.failed === 1 && outbox.state.pending === 1);
    expect(told).toEqual(["Wrong VAT"]);
    world.odoo.results = {};
    await outbox.retry(bad.uuid, { n: "corrected" });
    outbox.onDone("bad", () => {});
    await outbox.flush();
    await world.settled(outbox);
    expect(world.odoo.effects.length).toBe(3);
    expect(world.odoo.memory.get(bad.uuid).text).toBe('{"n":"corrected"}');
});

test("one that the server cannot take now is asked for again, the others go on", async () => {
    const world = new TillWorld();
    world.odoo.results.busy = () => ({ status: "retry", code: "busy" });
    const outbox = await open(world);
    outbox.onDone("busy", () => {});
    await outbox.add(draft({ kind: "busy" }));
    await outbox.add(draft());
    await until(() => world.odoo.effects.length === 1 && outbox.sender._running === null);
    expect(outbox.state.pending).toBe(1);
    world.odoo.results = {};
    await world.clock.advance(2000);
    await world.settled(outbox);
    expect(world.odoo.effects.length).toBe(2);
});

test("a batch that is too large for the server goes in halves; alone too large is a failure", async () => {
    const world = new TillWorld();
    const outbox = await open(world, { start: false });
    const sizes = [];
    world.start(outbox, async (batch) => {
        sizes.push(batch.operations.length);
        const isTooLarge = batch.operations.length > 2;
        const hasGiant = batch.operations.some(({ kind }) => kind === "giant");
        return isTooLarge || hasGiant
            ? { error: { code: "too_large", message: "Too large" } }
            : world.odoo.send(batch);
    });
    world.connection.set(true);
    for (let n = 0; n < 5; n++) {
        await outbox.add(draft(n === 3 ? { kind: "giant" } : {}));
    }
    world.connection.set(false);
    await until(() => outbox.state.failed === 1 && outbox.state.pending === 0);
    expect(world.odoo.effects.length).toBe(4);
    expect(outbox.list({ state: FAILED })[0].answer.code).toBe("too_large");
    expect(sizes.slice(0, 3)).toEqual([5, 3, 2]);
});

test("another database stops all until a person goes on, and costs nothing", async () => {
    const world = new TillWorld();
    const outbox = await open(world, { start: false });
    let isOther = true;
    world.start(outbox, async (batch) =>
        isOther ? { error: { code: "wrong_database", message: "Other" } } : world.odoo.send(batch)
    );
    await outbox.add(draft());
    await until(() => outbox.state.isHalted);
    expect(outbox.state.trouble.message).toBe("Other");
    await world.clock.advance(3600000);
    expect(outbox.state.pending).toBe(1);
    isOther = false;
    await outbox.flush();
    await world.settled(outbox);
    expect(world.odoo.effects.length).toBe(1);
});

test("what was not sent may be changed, what was sent may not", async () => {
    const world = new TillWorld();
    const outbox = await open(world, { start: false });
    const { uuid } = await outbox.add(draft());
    expect((await outbox.replace(uuid, { n: "new" })).payload).toEqual({ n: "new" });
    world.odoo.beforeReply = async () => lose();
    world.start(outbox);
    await until(() => outbox.state.trouble);
    expect(await outbox.replace(uuid, { n: "newer" })).toBe(null);
    expect(world.odoo.memory.get(uuid).text).toBe('{"n":"new"}');
});

test("who gives an operation up hears of it, and it is never sent", async () => {
    const world = new TillWorld();
    const outbox = await open(world, { start: false });
    outbox.onDiscarded("test", ({ uuid }) => [{ op: "put", area: "given up", id: uuid, value: 1 }]);
    const { uuid } = await outbox.add(draft());
    expect(await outbox.discard(uuid, "entered twice")).toBe(true);
    expect(await outbox.discard(uuid, "entered twice")).toBe(false);
    expect(await outbox.journal.store.get("given up", uuid)).toBe(1);
    world.start(outbox);
    await outbox.flush();
    expect(world.odoo.batches.length).toBe(0);
});

test("an answer that nobody could use is kept, and given again at the next start", async () => {
    const world = new TillWorld();
    const outbox = await world.open();
    outbox.onDone("test", () => {
        throw new Error("not now");
    });
    const { uuid } = await outbox.add(draft());
    await until(() => outbox.list({ state: DONE }).length === 1);
    await until(() => outbox.sender._running === null);
    outbox.die();
    const next = await open(world);
    await next.flush();
    await world.settled(next);
    expect(await next.journal.store.get("used", uuid)).toEqual({ uuid });
    expect(world.odoo.batches.length).toBe(1);
});

test("an answer that could not be used is given again by itself, later and later", async () => {
    const world = new TillWorld();
    const outbox = await world.open();
    let told = 0;
    outbox.onDone("test", () => {
        told += 1;
        if (told < 3) {
            throw new Error("the line went down while it was used");
        }
        return [];
    });
    await outbox.add(draft());
    for (const [times, delay] of [
        [1, 500],
        [2, 1000],
    ]) {
        await until(() => told === times && outbox.sender._running === null);
        await world.clock.advance(delay);
    }
    await world.settled(outbox);
    expect(told).toBe(3);
    expect(world.odoo.batches.length).toBe(1);
});

test("a crash at any write leaves one state that leads on, and one effect", async () => {
    for (let crashAt = 1; crashAt <= 5; crashAt++) {
        for (const isBefore of [true, false]) {
            const world = new TillWorld();
            let writes = 0;
            const outbox = await open(world, {
                wrapStore: (store) => {
                    const apply = store.apply.bind(store);
                    store.apply = async (changes) => {
                        writes += 1;
                        if (writes < crashAt) {
                            return apply(changes);
                        }
                        if (writes === crashAt && !isBefore) {
                            await apply(changes);
                        }
                        await new Promise(() => {}); // the browser is gone
                    };
                    return store;
                },
            });
            outbox.add(draft());
            const isOver = () => writes >= 4 && !outbox.list().length;
            await until(() => writes >= crashAt || isOver());
            outbox.die();
            await crashed(world, crashAt, isBefore);
        }
    }
});

/** After a crash: each operation in one known state; the next start brings all to its end. */
async function crashed(world, crashAt, isBefore) {
    const next = await open(world, { start: false });
    const isStored = crashAt > 1 || !isBefore;
    const found = next.list();
    expect(found.every(({ state }) => Object.values(STATE).includes(state))).toBe(true);
    world.start(next);
    await world.settled(next);
    expect(world.odoo.effects.length).toBe(isStored ? 1 : 0);
    expect([...world.odoo.memory.values()].length).toBe(isStored ? 1 : 0);
    const used = await next.journal.store.getAll("used");
    expect(used.length).toBe(isStored ? 1 : 0);
    next.die();
}
