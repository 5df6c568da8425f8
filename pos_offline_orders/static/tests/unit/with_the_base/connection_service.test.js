import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-dom";
import { Deferred } from "@odoo/hoot-mock";
import { onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { LAYER } from "@pos_offline_base/app/connection/server_ping";
import { settled } from "@pos_offline_base/../tests/unit/fake_clock";

definePosModels();

const rpcError = (name, more = {}) =>
    Object.assign(
        makeErrorFromResponse({ code: 0, message: name, data: { name, message: name } }),
        more
    );

/** A till whose monitor runs as in a shop, without pings. */
async function setup() {
    const store = await setupPosEnv();
    const { connection } = store.data;
    const flushed = [];
    patchWithCleanup(store.data, { _flush: async () => flushed.push("flush") });
    connection.isRunning = true;
    connection._plan = () => {};
    connection._send = () => {};
    connection.onChange(() => store.data._followConnection());
    return { connection, flushed, store };
}

async function setupValidation() {
    const { connection, store } = await setup();
    const order = await getFilledOrder(store);
    order.state = "paid";
    const validation = new OrderPaymentValidation({ pos: store, orderUuid: order.uuid });
    patchWithCleanup(validation, { afterOrderValidation: async () => {} });
    return { connection, order, store, validation };
}

test("the monitor alone says whether the till is offline; going online flushes once", async () => {
    const { connection, flushed, store } = await setup();
    connection.assumeOffline();
    expect(store.data.network.offline).toBe(true);
    connection._onSuccess(10);
    await settled();
    expect(store.data.network.offline).toBe(false);
    expect(flushed).toEqual(["flush"]);
});

test("the till is not called online while a ping is on its way, as stock does", async () => {
    const { connection, store } = await setup();
    connection.assumeOffline();
    store.data.checkConnectivity();
    expect(store.data.network.offline).toBe(true);
});

test("a till that stock's own code made offline follows the monitor when asked", async () => {
    const { connection, flushed, store } = await setup();
    store.data.network.offline = true;
    const checked = store.data.checkConnectivity();
    connection._onSuccess(10);
    await checked;
    expect(store.data.network.offline).toBe(false);
    expect(flushed).toEqual(["flush"]);
});

test("the notice of a lost connection is not armed again by a flapping line", async () => {
    const { connection, store } = await setup();
    connection.assumeOffline();
    store.data.network.warningTriggered = true;
    for (let i = 0; i < 5; i++) {
        connection._onSuccess(10);
        connection._fail(LAYER.NETWORK);
    }
    expect(store.data.network.warningTriggered).toBe(true);
});

test("without a running monitor a till has stock's own check", async () => {
    const store = await setupPosEnv();
    onRpc("/pos/ping", () => expect.step("ping"));
    await store.data.checkConnectivity();
    expect.verifySteps(["ping"]);
});

test("one flush runs at a time, and one more for all that came meanwhile", async () => {
    const { store } = await setup();
    const runs = [];
    patchWithCleanup(store, {
        syncAllOrders() {
            const run = new Deferred();
            runs.push(run);
            return run;
        },
    });
    const first = store.flushOrders();
    store.flushOrders();
    store.flushOrders();
    expect(runs).toHaveLength(1);
    runs[0].resolve();
    await settled();
    expect(runs).toHaveLength(2);
    runs[1].resolve();
    await first;
    expect(runs).toHaveLength(2);
});

test("who asks for a flush while what sales owe is being sent gets one more as well", async () => {
    const { store } = await setup();
    const owed = [];
    let runs = 0;
    patchWithCleanup(store, { syncAllOrders: async () => (runs += 1) });
    patchWithCleanup(store.owedSteps, {
        sendAll() {
            owed.push(new Deferred());
            return owed.at(-1);
        },
    });
    const first = store.flushOrders();
    await settled();
    store.flushOrders();
    owed[0].resolve();
    await settled();
    expect(runs).toBe(2);
    owed[1].resolve();
    await first;
});

test("validating sends the customer's own order first and leaves the others for later", async () => {
    const { store } = await setup();
    const other = await getFilledOrder(store);
    const order = await getFilledOrder(store);
    const sent = [];
    onRpc("pos.order", "sync_from_ui", ({ args }) => {
        sent.push(args[0][0].uuid);
    });
    const later = [];
    patchWithCleanup(store.data.flusher, { later: () => later.push("later") });
    store.validatedUuid = order.uuid;
    await store.syncAllOrders({ throw: true });
    expect(sent).toEqual([order.uuid]);
    expect(later).toEqual(["later"]);
    expect(other.isDirty()).toBe(true);
});

test("an order that the server refuses is the cashier's again, as in stock", async () => {
    const { order, validation } = await setupValidation();
    validation.handleValidationError(rpcError("odoo.exceptions.UserError"));
    expect(order.state).toBe("draft");
});

test("another order's refusal does not reopen the one that was just paid", async () => {
    const { order, validation } = await setupValidation();
    const error = rpcError("odoo.exceptions.UserError", { orderUuid: "another" });
    expect(validation.handleValidationError(error)).toBeInstanceOf(ConnectionLostError);
    expect(order.state).toBe("paid");
});

for (const name of [
    "odoo.http.SessionExpiredException",
    "odoo.exceptions.ConcurrencyError",
    "psycopg2.OperationalError",
    "KeyError",
]) {
    test(`a paid order stays paid when the server answers ${name}`, async () => {
        const { order, validation } = await setupValidation();
        expect(validation.handleValidationError(rpcError(name))).toBeInstanceOf(
            ConnectionLostError
        );
        expect(order.state).toBe("paid");
    });
}

test("a lost connection goes on as in stock", async () => {
    const { order, store, validation } = await setupValidation();
    store.data.network.warningTriggered = true;
    expect.errors(1);
    const error = new ConnectionLostError("x");
    expect(validation.handleValidationError(error)).toBe(error);
    await animationFrame();
    expect.verifyErrors(["Connection to"]);
    expect(order.state).toBe("paid");
});

test("records that would reopen a paid order are left out, and the order is sent again", async () => {
    const { store } = await setup();
    const order = await getFilledOrder(store);
    const before = order.lines.map(({ qty }) => qty);
    order.state = "paid";
    const raw = { ...order.serializeForIndexedDB(), id: 700, state: "draft", lines: [] };
    const line = { ...order.lines[0].serializeForIndexedDB(), id: 701, order_id: 700, qty: 99 };
    for (const load of ["loadConnectedData", "connectNewData"]) {
        store.models[load]({ "pos.order": [{ ...raw }], "pos.order.line": [{ ...line }] });
        expect(order.state).toBe("paid");
        expect(order.lines.map(({ qty }) => qty)).toEqual(before);
        expect(order.isDirty()).toBe(true);
    }
    expect([...store.data.paidAhead]).toEqual([order.uuid]);
});

test("records of drafts, and of orders paid elsewhere, are loaded as in stock", async () => {
    const { store } = await setup();
    const order = await getFilledOrder(store);
    const raw = { ...order.serializeForIndexedDB(), id: 700, state: "paid", lines: [] };
    store.models.loadConnectedData({ "pos.order": [raw] });
    expect(order.id).toBe(700);
    expect(order.state).toBe("paid");
});

test("being signed out opens one dialog, however often it is said", async () => {
    const { connection, store } = await setup();
    const opened = [];
    patchWithCleanup(store.dialog, {
        add: (component, _props, { onClose }) => {
            opened.push(component.name);
            return onClose;
        },
    });
    connection.expired();
    connection._fail(LAYER.ODOO);
    connection.expired();
    expect(opened).toEqual(["SignedOutDialog"]);
});
