import { describe, expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { makeServerError } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { Registry } from "@web/core/registry";
import { DeadlineError } from "@pos_offline_base/app/connection/rpc_deadlines";
import { FailureLog } from "@pos_offline_base/app/status/failure_log";
import { OwedNotes } from "@pos_offline_orders/app/steps/owed_notes";
import { keyOf, OwedSteps } from "@pos_offline_orders/app/steps/owed_steps";
import { FakeClock, settled } from "@pos_offline_base/../tests/unit/fake_clock";
import { FakeStore } from "@pos_offline_base/../tests/unit/sync_helpers";

describe.current.tags("headless");

const SALE = { uuid: "a", pos_reference: "1-1-1", isUnsyncedPaid: true };
const NOTE = { kind: "points", uuid: "a" };

/** A till with one kind of message; `sent` is what the server got, `sales` what it has. */
async function makeTill({ store = new FakeStore(), sales = [], send, owes = { c: 10 } } = {}) {
    const till = { sent: [], used: [], retries: 0, store, sales };
    const take = async (data) => {
        till.sent.push(data);
        return send ? send() : "done";
    };
    const steps = new Registry().add("points", {
        collect: () => owes,
        send: (_pos, id, data) => take({ id, data }),
        use: (_pos, answer) => till.used.push(answer),
    });
    const searchRead = async () => till.sales;
    const pos = {
        data: { network: { offline: false }, orm: { silent: { searchRead } } },
        models: { "pos.order": { getBy: () => undefined } },
    };
    const notes = new OwedNotes(store, () => {});
    const failures = new FailureLog();
    await failures.load(store);
    await notes.load();
    const retry = () => (till.retries += 1);
    const clock = new FakeClock();
    const owed = new OwedSteps({ pos, notes, failures, retry, steps, clock });
    const sendNow = () => owed.sendNow("points", SALE, { c: 1 }, take);
    return Object.assign(till, { clock, failures, notes, owed, sendNow });
}

test("what a sale owes is on the disk before, and struck out when it is confirmed", async () => {
    const till = await makeTill();
    await till.owed.writeDown([SALE, { ...SALE, uuid: "b", isUnsyncedPaid: false }]);
    expect((await till.store.getAll("order-steps")).length).toBe(1);
    expect(await till.sendNow()).toBe("done");
    expect(till.sent).toEqual([{ c: 10 }]);
    expect(await till.store.getAll("order-steps")).toEqual([]);
});

test("a sale that owes nothing any more has no note", async () => {
    const till = await makeTill();
    await till.owed.writeDown([SALE]);
    till.owed.steps.get("points").collect = () => null;
    await till.owed.writeDown([SALE]);
    expect(await till.store.getAll("order-steps")).toEqual([]);
});

test("after a kill it is sent for the sale that the server has", async () => {
    const store = new FakeStore();
    const before = await makeTill({ store });
    await before.owed.writeDown([SALE]);
    const till = await makeTill({ store, sales: [{ id: 7, state: "paid" }] });
    await till.owed.sendAll();
    expect(till.sent).toEqual([{ id: 7, data: { c: 10 } }]);
    expect(till.used).toEqual(["done"]);
    expect(till.notes.all).toEqual([]);
});

test("while the server has no sale, or an open order, nothing is sent", async () => {
    const till = await makeTill();
    await till.owed.writeDown([SALE]);
    till.sales = [{ id: 7, state: "draft" }];
    await till.owed.sendAll();
    expect(till.owed.orphans.size).toBe(0);
    till.sales = [];
    await till.owed.sendAll();
    expect(till.sent).toEqual([]);
    expect(till.owed.orphans.has(keyOf(NOTE))).toBe(true);
});

test("a lost answer ends no sale, and the message is sent again", async () => {
    const till = await makeTill({
        send: () => {
            throw new ConnectionLostError("/x");
        },
    });
    expect(await till.sendNow()).toBe(undefined);
    expect(till.retries).toBe(1);
    expect(till.notes.all.length).toBe(1);
});

test("while a late answer may come no second request is made", async () => {
    const late = new Deferred();
    const till = await makeTill({
        sales: [{ id: 7, state: "paid" }],
        send: () => {
            throw new DeadlineError("/x", late);
        },
    });
    await till.sendNow();
    await till.owed.sendAll();
    await till.sendNow();
    expect(till.sent.length).toBe(1);
    late.resolve("late");
    await settled();
    expect(till.used).toEqual(["late"]);
    expect(till.notes.all).toEqual([]);
});

test("a late answer that never comes is given up, and the message is sent again", async () => {
    const till = await makeTill({
        send: () => {
            throw new DeadlineError("/x", new Deferred());
        },
    });
    await till.sendNow();
    expect(till.retries).toBe(0);
    await till.clock.advance(11000);
    expect(till.retries).toBe(1);
    await till.sendNow();
    expect(till.sent.length).toBe(2);
});

test("what the server refuses is told with its reason, and ends no sale", async () => {
    const till = await makeTill({
        send: () => {
            throw makeServerError({ type: "ValidationError", message: "No." });
        },
    });
    await till.sendNow();
    expect(till.failures.get(keyOf(NOTE)).message).toBe("No.");
    await till.owed.discard(till.notes.all[0]);
    expect(till.failures.get(keyOf(NOTE))).toBe(undefined);
    expect(till.notes.all).toEqual([]);
});
