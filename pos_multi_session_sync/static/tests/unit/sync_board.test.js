import { describe, expect, test } from "@odoo/hoot";
import { makeDurableStore } from "@pos_offline_base/../tests/unit/helpers";
import { SyncBoard } from "@pos_multi_session_sync/app/transfers/sync_board";
import { makeTransfer } from "./helpers";

const at = (second, values) => makeTransfer({ changed: `2026-11-21 10:00:0${second}`, ...values });

async function setup() {
    let now = 0;
    const store = makeDurableStore();
    const board = new SyncBoard(store, () => now);
    await board.load();
    return { board, store, wait: (ms) => (now += ms) };
}

const states = (list) => list.map(({ uuid, state }) => `${uuid} ${state}`);

describe("one pull after the other", () => {
    const cases = {
        "a state that follows": [["sent", 1], ["seen", 2], "seen"],
        "the same again": [["seen", 1], ["seen", 1], "seen"],
        "an older one that comes late": [["delivered", 3], ["seen", 2], "delivered"],
        "two steps in one transaction": [["sent", 1], ["seen", 1], "seen"],
        "taken and given back": [["claimed", 1], ["returned", 2], "returned"],
        "called back before it was seen": [["recalled", 2], ["sent", 1], "recalled"],
    };
    for (const [name, [first, second, expected]] of Object.entries(cases)) {
        test(name, async () => {
            const { board } = await setup();
            for (const [state, time] of [first, second]) {
                board.apply({ cursor: "1", outbox: [at(time, { state })] });
            }
            expect(states(board.state.outbox)).toEqual([`t1 ${expected}`]);
        });
    }
});

test("of a server that was restored from a copy only what it says now is shown", async () => {
    const { board, store } = await setup();
    board.apply({ cursor: "9", anew: true, outbox: [at(9), at(9, { uuid: "t2" })] });
    const restored = at(1, { state: "seen" });
    board.apply({ cursor: "1", anew: true, outbox: [restored] });
    expect(states(board.state.outbox)).toEqual(["t1 seen"]);
    await store.get("sync_meta", "cursor"); // after what was written before
    const again = new SyncBoard(store);
    await again.load();
    expect(states(again.state.outbox)).toEqual(["t1 seen"]);
});

test("what is in two pulls is news once", async () => {
    const { board } = await setup();
    const answer = { cursor: "1", inbox: [at(1)], outbox: [at(1, { uuid: "t2" })] };
    expect(states(board.apply(answer).arrived)).toEqual(["t1 sent"]);
    expect(board.apply(answer)).toEqual({ arrived: [], moved: [] });
    const next = { cursor: "2", inbox: [at(2, { state: "seen" })] };
    expect(board.apply(next).arrived).toEqual([]);
});

test("a new version comes in again", async () => {
    const { board } = await setup();
    board.apply({ cursor: "1", inbox: [at(1, { state: "seen" })] });
    const { arrived } = board.apply({ cursor: "2", inbox: [at(2, { version: 2 })] });
    expect(states(arrived)).toEqual(["t1 sent"]);
});

test("what was sent and has got on is said, what is first seen is not", async () => {
    const { board } = await setup();
    expect(board.apply({ cursor: "1", outbox: [at(1)] }).moved).toEqual([]);
    const { moved } = board.apply({ cursor: "2", outbox: [at(2, { state: "delivered" })] });
    expect(states(moved)).toEqual(["t1 delivered"]);
});

test("a till that starts without the server knows what it knew, and goes on from there", async () => {
    const { board, store } = await setup();
    board.apply({ cursor: "7", inbox: [at(1)], outbox: [at(1, { uuid: "t2" })] });
    await store.get("sync_meta", "cursor"); // after what was written before
    const again = new SyncBoard(store);
    await again.load();
    expect(again.cursor).toBe("7");
    expect(states(again.state.inbox)).toEqual(["t1 sent"]);
    expect(states(again.state.outbox)).toEqual(["t2 sent"]);
    expect(again.apply({ cursor: "8", inbox: [at(1)] }).arrived).toEqual([]);
});

test("open ones come first, urgent ones before them, then by age", async () => {
    const { board } = await setup();
    const one = (uuid, created, order, state = "sent") =>
        makeTransfer({ uuid, state, order: { created, ...order } });
    board.apply({
        cursor: "1",
        inbox: [
            one("over", "2026-11-21 07:00:00", {}, "paid"),
            one("young", "2026-11-21 09:00:00"),
            one("old", "2026-11-21 08:00:00"),
            one("urgent", "2026-11-21 10:00:00", { priority: "1" }),
        ],
    });
    const uuids = board.state.inbox.map(({ uuid }) => uuid);
    expect(uuids).toEqual(["urgent", "old", "young", "over"]);
});

test("what is over is forgotten after a day, also without the server; what waits is not", async () => {
    const { store, board, wait } = await setup();
    const over = at(1, { uuid: "t2", state: "paid" });
    board.apply({ cursor: "1", inbox: [at(1), over] });
    wait(86400000 + 1000);
    const later = new SyncBoard(store, board.now);
    await later.load();
    expect(states(later.state.inbox)).toEqual(["t1 sent"]);
    const kept = (await store.getAll("sync_transfers")).map(({ id }) => id);
    expect(kept).toEqual(["inbox t1"]);
});

test("what is over is forgotten by a till that stays open, what waits is not", async () => {
    const { board, wait } = await setup();
    const over = at(1, { uuid: "t2", state: "paid" });
    board.apply({ cursor: "1", inbox: [at(1), over] });
    wait(86400000 + 1000);
    board.apply({ cursor: "2" });
    expect(states(board.state.inbox)).toEqual(["t1 sent"]);
});

test("a disk that takes nothing does not hide what came", async () => {
    const board = new SyncBoard({ apply: () => Promise.reject(new Error("full")) });
    board.apply({ cursor: "1", inbox: [at(1)] });
    expect(states(board.state.inbox)).toEqual(["t1 sent"]);
});
