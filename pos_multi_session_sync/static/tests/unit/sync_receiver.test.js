import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { isMadeElsewhere } from "@pos_offline_base/app/lib/order_origins";
import { takePayload } from "@pos_multi_session_sync/app/send/sync_payload_taker";
import { countWaiting } from "@pos_multi_session_sync/app/receive/sync_receiver";
import { makeTill, makeTransfer } from "./helpers";

definePosModels();

const TRANSFER = makeTransfer();

async function setup() {
    const till = await makeTill(await setupPosEnv());
    till.source = await getFilledOrder(till.pos);
    till.api.payload = JSON.parse(JSON.stringify(takePayload(till.source)));
    till.board.apply({ cursor: "1", inbox: [TRANSFER] });
    return till;
}

const ordersOf = (pos) =>
    pos.models["pos.order"].filter((order) => order.sync_transfer_uuid === TRANSFER.uuid);

/** Taken over, and on the disk that the server has to know. */
async function deliver(receiver, transfer) {
    const delivered = await receiver.deliver(transfer);
    await delivered.told;
    return delivered;
}

const kinds = (outbox) => outbox.list().map(({ kind }) => kind);

test("an order is claimed, made here, selected, and told to the server", async () => {
    const { pos, receiver, outbox, api, source } = await setup();
    const { order, report } = await deliver(receiver, TRANSFER);
    expect(pos.getOrder()).toBe(order);
    expect(order.sync_transfer_uuid).toBe("t1");
    expect(order.priceIncl).toBe(source.priceIncl);
    expect(report.difference).toBe(0);
    expect(api.asked[0].slice(0, 3)).toEqual(["claim", "t1", String(pos.device.identifier)]);
    const [{ kind, lane, payload }] = outbox.list();
    expect([kind, lane]).toEqual(["sync.deliver", "sync.o1"]);
    expect(payload).toEqual({
        transfer: "t1",
        order_uuid: order.uuid,
        total: report.total,
        difference: 0,
        claim: api.asked[0][4],
    });
    expect(payload.claim).toMatch(/^[0-9a-f-]{36}$/);
});

test("other modules are told that another till made the order, by what the disk has of it", async () => {
    const { receiver, source } = await setup();
    const { order } = await deliver(receiver, TRANSFER);
    expect(isMadeElsewhere(order.serializeForIndexedDB())).toBe(true);
    expect(isMadeElsewhere(source.serializeForIndexedDB())).toBe(false);
});

test("taken over twice, also at the same time, it is one order", async () => {
    const { pos, receiver, outbox, api } = await setup();
    const [one, other] = await Promise.all([
        receiver.deliver(TRANSFER),
        receiver.deliver(TRANSFER),
    ]);
    const again = await deliver(receiver, TRANSFER);
    expect(other.order).toBe(one.order);
    expect(again.order).toBe(one.order);
    expect(ordersOf(pos)).toEqual([one.order]);
    expect(api.asked.filter(([what]) => what === "claim").length).toBe(1);
    expect(kinds(outbox)).toEqual(["sync.deliver"]);
});

test("what the disk did not take is told by whoever opens the order again", async () => {
    const { receiver, outbox } = await setup();
    const add = outbox.add;
    outbox.add = () => Promise.reject(new Error("full"));
    const { order } = await deliver(receiver, TRANSFER);
    expect(kinds(outbox)).toEqual([]);
    outbox.add = add;
    const again = await deliver(receiver, TRANSFER);
    expect(again.order).toBe(order);
    expect(kinds(outbox)).toEqual(["sync.deliver"]);
    await deliver(receiver, TRANSFER);
    expect(kinds(outbox)).toEqual(["sync.deliver"]);
});

test("given back at once, the server hears of the delivery first", async () => {
    const { receiver, outbox } = await setup();
    const { order } = await receiver.deliver(TRANSFER);
    await receiver.onDeleted(order, "Deleted");
    expect(kinds(outbox)).toEqual(["sync.deliver", "sync.return"]);
});

test("what one has looked at is what one gets, and it stays when the preview closes", async () => {
    const { pos, receiver } = await setup();
    const before = pos.models["pos.order"].length;
    const { report } = await receiver.preview(TRANSFER);
    expect(pos.models["pos.order"].length).toBe(before + 1);
    const { order, report: same } = await deliver(receiver, TRANSFER);
    receiver.endPreview(TRANSFER);
    expect(same).toBe(report);
    expect(ordersOf(pos)).toEqual([order]);
    expect(pos.models["pos.order"].length).toBe(before + 1);
});

test("a preview that closes leaves no order behind", async () => {
    const { pos, receiver } = await setup();
    const before = pos.models["pos.order"].length;
    await receiver.preview(TRANSFER);
    await receiver.preview(TRANSFER);
    receiver.endPreview(TRANSFER);
    receiver.endPreview(TRANSFER);
    expect(pos.models["pos.order"].length).toBe(before);
});

test("what was changed after one looked at it is taken as it is now", async () => {
    const { pos, receiver, api } = await setup();
    const before = pos.models["pos.order"].length;
    await receiver.preview(TRANSFER);
    const [line, ...others] = api.payload.lines;
    api.payload = { ...api.payload, lines: [{ ...line, qty: 9 }, ...others] };
    const { order } = await deliver(receiver, TRANSFER);
    expect(order.lines[0].qty).toBe(9);
    expect(pos.models["pos.order"].length).toBe(before + 1);
});

test("who comes second is told who has it, and gets nothing", async () => {
    const { pos, receiver, outbox, api } = await setup();
    api.claimAnswer = () => ({ status: "taken", text: "Bakery has it." });
    await expect(receiver.deliver(TRANSFER)).rejects.toThrow("Bakery has it.");
    expect(ordersOf(pos)).toEqual([]);
    expect(outbox.list()).toEqual([]);
});

test("killed between claim and order, the till goes on with what it had claimed", async () => {
    const { pos, receiver, board, api, world } = await setup();
    patchWithCleanup(receiver.placer, {
        take() {
            throw new Error("killed");
        },
    });
    await expect(receiver.deliver(TRANSFER)).rejects.toThrow("killed");
    const again = await makeTill(pos, world);
    const claimed = makeTransfer({ state: "claimed", changed: "2026-11-21 11" });
    again.board.apply({ cursor: "2", inbox: [claimed] });
    expect(again.receiver.mayContinue(claimed)).toBe(true);
    expect(countWaiting(again.receiver)).toBe(1);
    const { order } = await deliver(again.receiver, claimed);
    expect(order.lines.length).toBe(2);
    expect(again.receiver.mayContinue(claimed)).toBe(false);
    expect(api.asked.length + again.api.asked.length).toBe(1); // its payload was on the disk
    expect(board.state.inbox.length).toBe(1);
});

test("a claim whose answer was lost is begun again by the device that made it, by no other", async () => {
    const { pos, receiver, api, world } = await setup();
    const by = (device) => ({ ...TRANSFER, state: "claimed", by: { device } });
    const mine = by(String(pos.device.identifier));
    // A copy of this browser has its number, but not what it has claimed with.
    expect(receiver.mayContinue(mine)).toBe(false);
    const answer = api.claimAnswer;
    api.claimAnswer = () => {
        throw new Error("lost");
    };
    await expect(receiver.deliver(TRANSFER)).rejects.toThrow("lost");
    const again = await makeTill(pos, world);
    again.api.payload = api.payload;
    again.api.claimAnswer = answer;
    expect(again.receiver.mayContinue(by("another"))).toBe(false);
    expect(again.receiver.mayContinue(mine)).toBe(true);
    await deliver(again.receiver, mine);
    expect(again.api.asked[0]).toEqual(api.asked[0]);
});

test("what is given back is told with its reason, and is no more offered", async () => {
    const { receiver, outbox } = await setup();
    await receiver.giveBack(TRANSFER, "no oven");
    expect(outbox.list()[0].payload).toEqual({ transfer: "t1", reason: "no oven", claim: null });
    expect(receiver.isReturning("t1")).toBe(true);
    expect(countWaiting(receiver)).toBe(0);
});

test("an order of another till that is deleted here goes back to it", async () => {
    const { receiver, outbox } = await setup();
    const { order } = await deliver(receiver, TRANSFER);
    await receiver.onDeleted(order, "Deleted");
    expect(kinds(outbox)).toEqual(["sync.deliver", "sync.return"]);
    expect(receiver.mayContinue({ ...TRANSFER, state: "delivered" })).toBe(false);
});

test("an order that is merged into another stays taken over, as that one", async () => {
    const { pos, receiver, outbox, board } = await setup();
    const { order } = await deliver(receiver, TRANSFER);
    const table = pos.createNewOrder();
    const delivered = (changed, delivered_uuid) =>
        makeTransfer({ state: "delivered", changed, delivered_uuid });
    board.apply({ cursor: "2", inbox: [delivered("2026-11-21 11", order.uuid)] });
    await receiver.moveTo(order, table);
    expect(kinds(outbox)).toEqual(["sync.deliver", "sync.move"]);
    const [{ payload: first }, { payload: second }] = outbox.list();
    expect(second).toEqual({ transfer: "t1", order_uuid: table.uuid, claim: first.claim });
    expect(Boolean(order.sync_transfer_uuid)).toBe(false);
    expect(receiver.orderOf("t1")).toBe(table);
    await receiver.onDeleted(order, "Deleted");
    expect(kinds(outbox)).toEqual(["sync.deliver", "sync.move"]);
    board.apply({ cursor: "3", inbox: [delivered("2026-11-21 12", table.uuid)] });
    expect(receiver.mayContinue(board.get("t1"))).toBe(false);
    await receiver.onDeleted(table, "Deleted");
    expect(kinds(outbox)).toEqual(["sync.deliver", "sync.move", "sync.return"]);
});

test("what is sold is not offered again, though the till has not heard of its payment", async () => {
    const { pos, receiver } = await setup();
    const { order } = await deliver(receiver, TRANSFER);
    order.state = "paid";
    await receiver.onSale([order]);
    pos.data.localDeleteCascade(order);
    expect(receiver.mayContinue({ ...TRANSFER, state: "delivered" })).toBe(false);
});

test("senders are told once that their orders are seen", async () => {
    const { receiver, outbox, board } = await setup();
    await receiver.markSeen();
    await receiver.markSeen();
    expect(outbox.list().map(({ payload }) => payload)).toEqual([{ transfers: ["t1"] }]);
    board.apply({ cursor: "2", inbox: [makeTransfer({ uuid: "t2" })] });
    await receiver.markSeen();
    expect(outbox.list()[1].payload).toEqual({ transfers: ["t2"] });
});

test("what is over leaves nothing on the disk", async () => {
    const { receiver, board, store } = await setup();
    await deliver(receiver, TRANSFER);
    expect((await store.getAll("sync_claims")).length).toBe(1);
    expect((await store.getAll("sync_tokens")).length).toBe(1);
    const paid = makeTransfer({ state: "paid", changed: "2026-11-21 12" });
    board.apply({ cursor: "3", inbox: [paid] });
    await receiver.tidy();
    expect(await store.getAll("sync_claims")).toEqual([]);
    expect(await store.getAll("sync_tokens")).toEqual([]);
});

test("an order that this till cannot make is not claimed, and what was claimed goes back", async () => {
    const { pos, receiver, outbox, api } = await setup();
    const sound = api.payload;
    api.payload = { ...sound, lines: [] };
    await expect(receiver.preview(TRANSFER)).rejects.toThrow("cannot be used here");
    expect(api.asked.map(([what]) => what)).toEqual(["read"]);
    await expect(receiver.deliver(TRANSFER)).rejects.toThrow("cannot be used here");
    expect(kinds(outbox)).toEqual(["sync.return"]);
    expect(outbox.list()[0].payload.claim).toBe(api.asked[1][4]);
    expect(ordersOf(pos)).toEqual([]);
});

test("whatever is dropped or replaced in a payload, the till draws it or says that it cannot", async () => {
    const { pos, receiver, api } = await setup();
    const sound = JSON.stringify(api.payload);
    const strange = [undefined, false, "x", 5, 1e308, [null], {}];
    const before = pos.models["pos.order"].length;
    for (const path of pathsOf(JSON.parse(sound))) {
        for (const value of strange) {
            api.payload = JSON.parse(sound);
            const holder = path.slice(0, -1).reduce((part, key) => part[key], api.payload);
            holder[path.at(-1)] = value;
            const error = await receiver.preview(TRANSFER).then(
                () => checkDrawn(pos.models["pos.order"].filter(() => true).at(-1)),
                (error) => error
            );
            expect([undefined, "UnusableOrderError"]).toInclude(error?.name, {
                message: `${path.join(".")} = ${JSON.stringify(value)}: ${error?.cause}`,
            });
            receiver.endPreview(TRANSFER);
        }
    }
    expect(pos.models["pos.order"].length).toBe(before);
});

/** The way to each part of a payload, the first line's included. */
function pathsOf(payload) {
    const [line] = payload.lines;
    return [
        ...Object.keys(payload).map((key) => [key]),
        ...["lots", "note", ...Object.keys(line)].map((key) => ["lines", 0, key]),
        ["totals", "total"],
        ["totals", "tax"],
    ];
}

/** What stock parses and reckons while it draws. */
function checkDrawn(order) {
    for (const note of [order.internal_note, ...order.lines.map((line) => line.note)]) {
        JSON.parse(note || "[]").map((label) => label.text.length);
    }
    order.lines.map((line) => [line.getQuantityStr(), line.currencyDisplayPrice]);
    if (!Number.isFinite(order.priceIncl)) {
        throw new Error("a total that is no number");
    }
}
