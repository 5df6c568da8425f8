import { expect, test } from "@odoo/hoot";
import { Deferred } from "@odoo/hoot-mock";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { ConnectionMonitor } from "@pos_offline_base/app/connection/connection_monitor";
import { textOf } from "@pos_offline_orders/app/delivery/order_changes";
import { OrderSync } from "@pos_offline_orders/app/delivery/order_sync";
import { DeadlineError } from "@pos_offline_base/app/connection/rpc_deadlines";
import { FakeClock, FakeServer, settled } from "@pos_offline_base/../tests/unit/fake_clock";

definePosModels();

const SYNC = "/web/dataset/call_kw/pos.order/sync_from_ui";

/** A till with one order of two lines; its OrderSync talks to `known`, what the server has. */
async function setup() {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    const clock = new FakeClock();
    const monitor = new ConnectionMonitor({ ping: new FakeServer(clock).ping, clock });
    const retries = [];
    const known = { "pos.order": [] };
    const sync = new OrderSync({ pos: store, monitor, clock, retry: () => retries.push("retry") });
    const call = store.data.call;
    store.data.call = (model, method, ...rest) =>
        method === "read_pos_data_uuid"
            ? Promise.resolve(known)
            : call.call(store.data, model, method, ...rest);
    return { clock, known, monitor, order, retries, store, sync };
}

/** What the server answers once it has stored `values` under new ids. */
function stored(order, { state = order.state, id = 500 } = {}) {
    const raw = (record, more) => ({ ...record.serializeForIndexedDB(), ...more });
    const lines = order.lines.map((line, index) => raw(line, { id: id + 1 + index, order_id: id }));
    return {
        "pos.order": [
            raw(order, { id, state, lines: lines.map((line) => line.id), payment_ids: [] }),
        ],
        "pos.order.line": lines,
        "pos.payment": [],
        "pos.session": [],
    };
}

/** An answer that is late: the try ends, the request does not. */
function late() {
    const request = new Deferred();
    request.abort = () => {};
    const send = () => Promise.reject(new DeadlineError(SYNC, request));
    return { request, send };
}

const serialize = (order) => order.serializeForORM();

test("an order that could not be sent is as unsent as before, with all its lines", async () => {
    const { order, sync } = await setup();
    const before = textOf(order);
    const lost = () => Promise.reject(new ConnectionLostError(SYNC));
    await expect(sync.send(serialize(order), lost)).rejects.toThrow(ConnectionLostError);
    expect(order.isDirty()).toBe(true);
    expect(textOf(order)).toBe(before);
});

test("the removal of a line that the server has is not forgotten when sending fails", async () => {
    const { order, store, sync } = await setup();
    store.models.loadConnectedData(stored(order));
    order.lines[1].delete({ backend: true });
    const before = textOf(order);
    expect(before).toInclude("[2,502]");
    for (let i = 0; i < 2; i++) {
        const lost = () => Promise.reject(new ConnectionLostError(SYNC));
        await expect(sync.send(serialize(order), lost)).rejects.toThrow(ConnectionLostError);
    }
    expect(textOf(order)).toBe(before);
});

test("a late answer to an unchanged order is used as if it had come in time", async () => {
    const { order, retries, store, sync } = await setup();
    const { request, send } = late();
    const answer = stored(order);
    await expect(sync.send(serialize(order), send)).rejects.toThrow(DeadlineError);
    request.resolve(answer);
    await settled();
    await settled();
    expect(order.id).toBe(500);
    expect(order.lines.map(({ id }) => id)).toEqual([501, 502]);
    expect(store.getPendingOrder().orderToCreate).toEqual([]);
    expect(store.getPendingOrder().orderToUpdate).toEqual([]);
    expect(order.isDirty()).toBe(false);
    expect(retries).toEqual(["retry"]);
});

test("a late answer is never applied over what the cashier did since", async () => {
    const { order, store, sync } = await setup();
    const { request, send } = late();
    const answer = stored(order);
    await expect(sync.send(serialize(order), send)).rejects.toThrow(DeadlineError);
    order.lines[0].setQuantity(7);
    for (const record of [...answer["pos.order"], ...answer["pos.order.line"]]) {
        record.write_date = "2026-11-21 10:00:00";
    }
    request.resolve(answer);
    await settled();
    expect(order.id).toBe(500);
    // Stock asks for what is newer, of each record with an id; one without a date stops the till.
    expect([order, ...order.lines].every(({ write_date }) => write_date.isValid)).toBe(true);
    expect(order.lines[0].id).toBe(501);
    expect(order.lines[0].qty).toBe(7);
    expect(order.isDirty()).toBe(true);
    expect(store.getPendingOrder().orderToUpdate).toEqual([order]);
    const [command] = JSON.parse(textOf(order)).lines;
    expect(command.slice(0, 2)).toEqual([1, 501]);
    expect(command[2].qty).toBe(7);
});

test("an order that was paid while its draft was on the way stays paid", async () => {
    const { order, sync } = await setup();
    const { request, send } = late();
    const answer = stored(order, { state: "draft" });
    await expect(sync.send(serialize(order), send)).rejects.toThrow(DeadlineError);
    order.state = "paid";
    request.resolve(answer);
    await settled();
    expect(order.state).toBe("paid");
    expect(order.id).toBe(500);
    expect(order.isDirty()).toBe(true);
    expect(JSON.parse(textOf(order)).state).toBe("paid");
});

test("a line removed while the order was on the way is removed on the server as well", async () => {
    const { order, sync } = await setup();
    const { request, send } = late();
    const answer = stored(order);
    await expect(sync.send(serialize(order), send)).rejects.toThrow(DeadlineError);
    order.lines[1].delete();
    request.resolve(answer);
    await settled();
    expect(order.lines).toHaveLength(1);
    expect(textOf(order)).toInclude("[2,502]");
});

test("no second request of an order starts while one is on its way, or late", async () => {
    const { order, store, sync } = await setup();
    const { request, send } = late();
    const open = new Deferred();
    const sending = sync.send(serialize(order), () => open);
    expect(store.syncingOrders.has(order.uuid)).toBe(true);
    open.resolve(stored(order));
    await sending;
    await sync.whenFree([order]);
    await expect(sync.send(serialize(order), send)).rejects.toThrow(DeadlineError);
    sync.holdLate();
    expect(store.syncingOrders.has(order.uuid)).toBe(true);
    await expect(sync.whenFree([order])).rejects.toThrow(DeadlineError);
    request.resolve(stored(order));
    await settled();
    expect(store.syncingOrders.has(order.uuid)).toBe(false);
    await sync.whenFree([order]);
});

test("a sale waits until the answer to what was sent before is in the till's records", async () => {
    const { sync, order } = await setup();
    const done = [];
    const used = new Deferred();
    const sending = sync.untilUsed(order, () => used).then(() => done.push("used"));
    const free = sync.whenFree([order]).then(() => done.push("free"));
    await settled();
    expect(done).toEqual([]);
    used.resolve();
    await Promise.all([sending, free]);
    expect([...done].sort()).toEqual(["free", "used"]);
    await sync.whenFree([order]);
});

test("an answer that stays out is given up after a while, sooner once the line is back", async () => {
    const { clock, monitor, order, retries, sync } = await setup();
    await expect(sync.send(serialize(order), late().send)).rejects.toThrow(DeadlineError);
    await clock.advance(29000);
    expect(retries).toEqual([]);
    await clock.advance(1100);
    expect(retries).toEqual(["retry"]);
    monitor.expired();
    await expect(sync.send(serialize(order), late().send)).rejects.toThrow(DeadlineError);
    monitor.check();
    await clock.advance(2100);
    expect(retries).toEqual(["retry", "retry"]);
});

test("after a lost answer the server is asked first: what it has is not sent as new", async () => {
    const { known, order, sync } = await setup();
    const lost = () => Promise.reject(new ConnectionLostError(SYNC));
    const answer = stored(order);
    await expect(sync.send(serialize(order), lost)).rejects.toThrow(ConnectionLostError);
    Object.assign(known, answer);
    const sent = [];
    await sync.send(serialize(order), (values) => {
        sent.push(values);
        return Promise.resolve(answer);
    });
    expect(sent[0].lines.map((command) => command.slice(0, 2))).toEqual([
        [1, 501],
        [1, 502],
    ]);
});

test("after a lost answer a sale that the server has as paid is not sent again", async () => {
    const { known, order, sync } = await setup();
    order.state = "paid";
    const lost = () => Promise.reject(new ConnectionLostError(SYNC));
    await expect(sync.send(serialize(order), lost)).rejects.toThrow(ConnectionLostError);
    Object.assign(known, stored(order));
    const sent = [];
    const data = await sync.send(serialize(order), (values) => sent.push(values));
    expect(sent).toEqual([]);
    expect(data["pos.order"][0].id).toBe(500);
    expect(data["pos.session"]).toEqual([]);
});

test("after a lost answer an order that the server has not is sent as new", async () => {
    const { order, sync } = await setup();
    const lost = () => Promise.reject(new ConnectionLostError(SYNC));
    await expect(sync.send(serialize(order), lost)).rejects.toThrow(ConnectionLostError);
    const sent = [];
    await sync.send(serialize(order), (values) => {
        sent.push(values);
        return Promise.resolve(stored(order));
    });
    expect(sent[0].lines.map(([code]) => code)).toEqual([0, 0]);
});

test("an order refused because the server has it from before is sent as a change of that", async () => {
    const { known, order, sync } = await setup();
    const name = "odoo.exceptions.ValidationError";
    Object.assign(known, stored(order));
    const sent = [];
    await sync.send(serialize(order), (values) => {
        sent.push(values);
        return sent.length === 1
            ? Promise.reject(makeErrorFromResponse({ code: 0, message: name, data: { name } }))
            : Promise.resolve(stored(order));
    });
    expect(sent).toHaveLength(2);
    expect(sent[1].lines.map(([code]) => code)).toEqual([1, 1]);
});

test("a line refused because the server has it from before is sent as a change of that", async () => {
    const { known, order, store, sync } = await setup();
    store.models.loadConnectedData(stored(order));
    expect(order.isSynced).toBe(true);
    const product = order.lines[0].product_id;
    store.models["pos.order.line"].create({ order_id: order, product_id: product, qty: 4 });
    Object.assign(known, stored(order));
    const name = "odoo.exceptions.ValidationError";
    const codes = [];
    await sync.send(serialize(order), ({ lines }) => {
        codes.push(lines.map(([code]) => code));
        return codes.length === 1
            ? Promise.reject(makeErrorFromResponse({ code: 0, message: name, data: { name } }))
            : Promise.resolve(stored(order));
    });
    expect(codes[0]).toInclude(0);
    expect(codes[1].every((code) => code === 1)).toBe(true);
});

test("an error names the order that it is about", async () => {
    const { order, sync } = await setup();
    const name = "odoo.exceptions.UserError";
    const refusal = makeErrorFromResponse({ code: 0, message: name, data: { name } });
    await expect(sync.send(serialize(order), () => Promise.reject(refusal))).rejects.toThrow();
    expect(refusal.orderUuid).toBe(order.uuid);
});

test("a server in trouble is asked again in a while, a refusal is not", async () => {
    const { order, retries, sync } = await setup();
    const answer = (name) => () =>
        Promise.reject(makeErrorFromResponse({ code: 0, message: name, data: { name } }));
    await expect(
        sync.send(serialize(order), answer("odoo.exceptions.UserError"))
    ).rejects.toThrow();
    expect(retries).toEqual([]);
    await expect(
        sync.send(serialize(order), answer("psycopg2.OperationalError"))
    ).rejects.toThrow();
    expect(retries).toEqual(["retry"]);
});

test("an order that was not sent, as the till knew that it is offline, is no riddle later", async () => {
    const { known, order, retries, sync } = await setup();
    const offline = () => Promise.reject(new ConnectionLostError());
    await expect(sync.send(serialize(order), offline)).rejects.toThrow(ConnectionLostError);
    expect(retries).toEqual([]);
    expect(order.isDirty()).toBe(true);
    Object.assign(known, stored(order));
    const sent = [];
    await sync.send(serialize(order), (values) => {
        sent.push(values);
        return Promise.resolve(stored(order));
    });
    expect(sent[0].lines.map(([code]) => code)).toEqual([0, 0]);
});

test("what somebody else has added to the order on the server is left there", async () => {
    const { order, sync } = await setup();
    const { request, send } = late();
    const answer = stored(order);
    const foreign = { ...answer["pos.order.line"][0], id: 987654321, uuid: "of-somebody-else" };
    await expect(sync.send(serialize(order), send)).rejects.toThrow(DeadlineError);
    order.lines[0].setQuantity(7);
    request.resolve({ ...answer, "pos.order.line": [...answer["pos.order.line"], foreign] });
    await settled();
    expect(order.id).toBe(500);
    expect(textOf(order)).not.toInclude("987654321");
});

test("an order that was paid elsewhere meanwhile is taken as the server has it", async () => {
    const { known, order, sync } = await setup();
    const lost = () => Promise.reject(new ConnectionLostError(SYNC));
    await expect(sync.send(serialize(order), lost)).rejects.toThrow(ConnectionLostError);
    Object.assign(known, stored(order, { state: "paid" }));
    const sent = [];
    const data = await sync.send(serialize(order), (values) => sent.push(values));
    expect(sent).toEqual([]);
    expect(data["pos.order"][0].state).toBe("paid");
});
