import { describe, expect, test } from "@odoo/hoot";
import { draft, TillWorld, until } from "../outbox_helpers";

describe.current.tags("headless");

async function openTwo(world, options = [{}, {}]) {
    const tabs = [];
    for (const each of options) {
        const outbox = await world.open(each);
        outbox.heard = [];
        outbox.onDone("test", ({ uuid }) => void outbox.heard.push(uuid));
        tabs.push(outbox);
    }
    return tabs;
}

const isLeading = ({ sender }) => sender.leader.isLeading;

test("two tabs never have the same sequence", async () => {
    const world = new TillWorld();
    const [one, other] = await openTwo(world, [{ start: false }, { start: false }]);
    const added = await Promise.all(
        Array.from({ length: 20 }, (_value, n) => (n % 2 ? one : other).add(draft()))
    );
    const sequences = added.map(({ sequence }) => sequence).sort((a, b) => a - b);
    expect(sequences).toEqual(Array.from({ length: 20 }, (_value, n) => n + 1));
});

test("one tab sends, and both learn what became of it", async () => {
    const world = new TillWorld();
    const [one, other] = await openTwo(world);
    await until(() => isLeading(one) !== isLeading(other));
    const { uuid } = await other.add(draft());
    await until(() => one.heard.length && other.heard.length);
    expect([one.heard, other.heard]).toEqual([[uuid], [uuid]]);
    await until(() => !one.list().length && !other.list().length);
    expect(world.odoo.batches.length).toBe(1);
});

test("the tab that a person works with leads; the other hands over between two batches", async () => {
    const world = new TillWorld();
    const [one, other] = await openTwo(world, [{}, { start: false }]);
    let reply;
    world.odoo.beforeReply = () => new Promise((resolve) => (reply = resolve));
    await one.add(draft());
    await until(() => reply);
    world.start(other);
    await other.add(draft());
    expect(isLeading(other)).toBe(false);
    world.odoo.beforeReply = async () => {};
    reply();
    await until(() => isLeading(other) && !isLeading(one));
    await world.settled(other);
    expect(world.odoo.effects.length).toBe(2);
    expect(world.odoo.batches.length).toBe(2);
});

test("a tab that another one keeps from sending is not held up by that", async () => {
    const world = new TillWorld();
    const [one, other] = await openTwo(world, [{ withChannel: false }, { start: false }]);
    await until(() => isLeading(one)); // frozen: it does not hear that another one asks
    world.start(other);
    await other.add(draft());
    await other.whenOff();
    expect(world.odoo.batches.length).toBe(0);
    await world.clock.advance(3000);
    await world.settled(other);
    expect(world.odoo.batches.length).toBe(1);
});

test("a tab that dies with a batch on its way leaves it to the other", async () => {
    const world = new TillWorld();
    const [one, other] = await openTwo(world, [{}, { start: false }]);
    await until(() => isLeading(one));
    world.odoo.beforeReply = () => new Promise(() => {});
    const { uuid } = await one.add(draft());
    await until(() => world.odoo.effects.length === 1);
    world.odoo.beforeReply = async () => {};
    other.sender.leader.claim = () => other.sender.leader._leading; // it does not even ask
    world.start(other);
    one.die();
    await world.settled(other);
    expect(world.odoo.effects).toEqual([uuid]);
    expect(other.heard).toEqual([uuid]);
});

test("a frozen tab is not waited for longer than a moment, and follows when it thaws", async () => {
    const world = new TillWorld();
    const [frozen, other] = await openTwo(world, [{ withChannel: false }, { start: false }]);
    await until(() => isLeading(frozen));
    let thaw;
    world.odoo.beforeReply = () => new Promise((resolve) => (thaw = resolve));
    const { uuid } = await frozen.add(draft());
    await until(() => thaw);
    world.odoo.beforeReply = async () => {};
    await other.reload();
    world.start(other);
    await world.clock.advance(2999);
    expect(isLeading(other)).toBe(false);
    await world.clock.advance(1);
    await until(() => isLeading(other));
    await world.settled(other);
    await until(() => !isLeading(frozen));
    thaw();
    await until(() => frozen.sender._running === null);
    expect(await other.journal.store.getAll("outbox")).toEqual([]);
    expect(world.odoo.effects).toEqual([uuid]);
});

test("without locks, as on a page without https, a tab sends for itself", async () => {
    const world = new TillWorld();
    const outbox = await world.open({ start: false });
    const { leader } = outbox.sender;
    leader.locks = undefined;
    leader.isLeading = true;
    outbox.journal.exclusive.locks = undefined;
    outbox.onDone("test", () => {});
    world.start(outbox);
    await outbox.add(draft());
    await world.settled(outbox);
    expect(world.odoo.effects.length).toBe(1);
});
