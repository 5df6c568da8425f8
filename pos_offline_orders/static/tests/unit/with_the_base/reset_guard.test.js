import { describe, expect, test } from "@odoo/hoot";
import {
    advanceTime,
    animationFrame,
    click,
    edit,
    queryOne,
    waitFor,
    waitUntil,
} from "@odoo/hoot-dom";
import { Deferred } from "@odoo/hoot-mock";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import {
    catchDownloads,
    FakeServer,
    makePaidOrder,
} from "@pos_offline_base/../tests/unit/sync_helpers";

describe.current.tags("desktop");
definePosModels();

const DIALOG = ".pos-reset-guard";

async function setup({ role = "manager" } = {}) {
    const server = new FakeServer();
    const store = await setupPosEnv();
    store.getCashier()._role = role;
    store.user._role = role;
    patchWithCleanup(store, { getCashier: () => ({ _role: role }) });
    await mountWithCleanup(MainComponentsContainer);
    return { store, server };
}

/** Ask the guard; give the dialog the time to come. */
async function ask(store, action) {
    const answer = store.tillGuard.ask(action);
    await animationFrame();
    await advanceTime(800);
    await animationFrame();
    return answer;
}

/** Ask, with the dialog expected; the answer is in `answer.value`. */
async function askAndWait(store, action) {
    const answer = {};
    ask(store, action).then((value) => (answer.value = value));
    await waitFor(`${DIALOG} li[data-state]`);
    return answer;
}

async function answerOf(answer) {
    await waitUntil(() => "value" in answer);
    return answer.value;
}

const press = async (selector) => {
    await click(`${DIALOG} ${selector}`);
    await animationFrame();
};

test("with nothing waiting nobody is asked", async () => {
    const { store } = await setup();
    expect(await store.tillGuard.ask("reload")).toBe(true);
    expect(DIALOG).toHaveCount(0);
});

test("what can be sent is sent, and nobody is asked", async () => {
    const { store, server } = await setup();
    await makePaidOrder(store);
    expect(await ask(store, "reload")).toBe(true);
    expect(server.received).toHaveLength(1);
    expect(DIALOG).toHaveCount(0);
});

test("a cart that only this till has is sent before its data is reloaded", async () => {
    const { store } = await setup();
    const cart = await getFilledOrder(store);
    store.clearPendingOrder();
    expect(await ask(store, "reload")).toBe(true);
    expect(cart.isSynced).toBe(true);
});

test("cancel is what the Enter and Escape keys do, and all stays as it was", async () => {
    const { store, server } = await setup();
    const order = await makePaidOrder(store);
    server.refuse(order);
    const answer = await askAndWait(store, "reload");
    expect(document.activeElement).toBe(queryOne(`${DIALOG} button[name=cancel]`));
    await press("button[name=cancel]");
    expect(await answerOf(answer)).toBe(false);
    expect(order.state).toBe("paid");
    expect(store.syncStatus.read()).toHaveLength(1);
});

test("what the till sends by itself meanwhile leaves the list, and the last of it the way", async () => {
    const { store, server } = await setup();
    const [first, second] = [await makePaidOrder(store), await makePaidOrder(store)];
    [first, second].forEach((order) => server.refuse(order));
    const answer = await askAndWait(store, "close");
    expect(`${DIALOG} li[data-state]`).toHaveCount(2);
    server.refused.delete(first.uuid);
    await store.syncAllOrders();
    await animationFrame();
    expect(`${DIALOG} li[data-state]`).toHaveCount(1);
    expect(answer.value).toBe(undefined);
    server.refused.delete(second.uuid);
    await store.syncAllOrders();
    expect(await answerOf(answer)).toBe(true);
    await animationFrame();
    expect(DIALOG).toHaveCount(0);
});

test("who tries again waits for what the till is sending already", async () => {
    const { store, server } = await setup();
    const order = await makePaidOrder(store);
    server.refuse(order);
    const answer = await askAndWait(store, "close");
    server.refused.clear();
    const arrived = new Deferred();
    const reply = new Deferred();
    patchWithCleanup(server, {
        async answer() {
            arrived.resolve();
            await reply;
            return super.answer(...arguments);
        },
    });
    store.syncAllOrders();
    await arrived;
    await click(`${DIALOG} button[name=retry]`);
    await animationFrame();
    expect(`${DIALOG} progress`).toHaveCount(1);
    reply.resolve();
    expect(await answerOf(answer)).toBe(true);
    expect(server.uuids).toEqual([order.uuid, order.uuid]); // refused once, taken once
});

test("a cashier cannot give up a sale", async () => {
    const { store, server } = await setup({ role: "cashier" });
    server.refuse(await makePaidOrder(store));
    await askAndWait(store, "reload");
    expect(`${DIALOG} input`).toHaveCount(0);
    expect(`${DIALOG} .btn-danger`).toHaveCount(0);
    expect(`${DIALOG} .alert-warning`).toHaveText(/Only a manager/);
});

test("a manager gives up a sale by typing the word, and a file is saved first", async () => {
    const files = catchDownloads();
    const { store, server } = await setup();
    const order = await makePaidOrder(store);
    server.refuse(order);
    const answer = await askAndWait(store, "reload");
    expect(`${DIALOG} .btn-danger`).not.toBeEnabled();
    await click(`${DIALOG} input`);
    await edit("delet");
    await animationFrame();
    expect(`${DIALOG} .btn-danger`).not.toBeEnabled();
    await edit(" delete ");
    await animationFrame();
    await press(".btn-danger");
    expect(await answerOf(answer)).toBe(true);
    expect(files).toHaveLength(1);
    expect(files[0].text).toInclude(order.uuid);
    expect(store.syncStatus.read("reload")).toEqual([]);
});

test("closing the register deletes nothing, and asks once for the same orders", async () => {
    const { store, server } = await setup();
    const order = await makePaidOrder(store);
    server.refuse(order);
    const answer = await askAndWait(store, "close");
    await click(`${DIALOG} input`);
    await edit("close");
    await animationFrame();
    await press(".btn-danger");
    expect(await answerOf(answer)).toBe(true);
    expect(store.syncStatus.read()).toHaveLength(1);
    expect(await store.tillGuard.ask("close")).toBe(true);
    server.refuse(await makePaidOrder(store));
    const second = await askAndWait(store, "close");
    expect(second.value).toBe(undefined);
});

test("anybody may leave: nothing is deleted", async () => {
    const { store, server } = await setup({ role: "cashier" });
    server.refuse(await makePaidOrder(store));
    const answer = await askAndWait(store, "leave");
    await press("button[name=go-on]");
    expect(await answerOf(answer)).toBe(true);
    expect(store.syncStatus.read()).toHaveLength(1);
});

test("try again goes on by itself once the server accepts", async () => {
    const { store, server } = await setup();
    server.refuse(await makePaidOrder(store));
    const answer = await askAndWait(store, "reload");
    server.refused.clear();
    await press("button[name=retry]");
    await animationFrame();
    expect(await answerOf(answer)).toBe(true);
    expect(DIALOG).toHaveCount(0);
});

test("reload data, closing and leaving go through the guard", async () => {
    const { store } = await setup();
    patchWithCleanup(store.tillGuard, {
        ask: async (action) => {
            expect.step(action);
            return false;
        },
    });
    await store.reloadData();
    await store.closeSession();
    await store.closePos();
    expect.verifySteps(["reload", "close", "leave"]);
    expect(PosStore.serviceDependencies).toInclude("pos_sync_status");
    expect(PosStore.serviceDependencies).toInclude("pos_till_guard");
});
