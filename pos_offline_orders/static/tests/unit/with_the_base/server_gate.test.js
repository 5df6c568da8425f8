import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, click, waitFor, waitUntil } from "@odoo/hoot-dom";
import { mountWithCleanup, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { ConnectionLostError } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { ReceiptScreen } from "@point_of_sale/app/screens/receipt_screen/receipt_screen";
import { FakeServer, makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

describe.current.tags("desktop");
definePosModels();

const DIALOG = ".pos-server-needed";

async function setup({ offline = true } = {}) {
    const server = new FakeServer();
    const store = await setupPosEnv();
    await mountWithCleanup(MainComponentsContainer);
    store.data.network.offline = offline;
    return { store, server };
}

const press = async (name) => {
    await click(`${DIALOG} button[name=${name}]`);
    await animationFrame();
};

/** Ask without waiting for the answer, which is in `answer.value` once it is there. */
async function begin(asking) {
    const answer = {};
    asking.then((value) => (answer.value = value));
    await waitFor(DIALOG);
    return answer;
}

const ended = (answer) => waitUntil(() => "value" in answer);

test("with the server there nobody is asked before closing or leaving", async () => {
    const { store } = await setup({ offline: false });
    expect(await store.tillGuard.ask("close")).toBe(true);
    expect(await store.tillGuard.ask("leave")).toBe(true);
    expect(DIALOG).toHaveCount(0);
});

test("who leaves without the server is told what waits, and stays", async () => {
    const { store } = await setup();
    patchWithCleanup(PosStore.prototype, { redirectToBackend: () => expect.step("left") });
    await makePaidOrder(store);
    const answer = await begin(store.closePos());
    expect(`${DIALOG} .modal-title`).toHaveText("The backend needs the server");
    expect(`${DIALOG} .alert`).toHaveText(/^1 sale waits on this till/);
    expect(`${DIALOG} button[name=go-on]`).toHaveCount(0);
    await press("stay");
    await ended(answer);
    expect(DIALOG).toHaveCount(0);
    expect.verifySteps([]);
});

test("who cannot leave the question for the opening cash is asked it again", async () => {
    const { store } = await setup();
    store.router.state.current = "ProductScreen";
    patchWithCleanup(PosStore.prototype, { openOpeningControl: () => expect.step("asked") });
    const answer = await begin(store.closePos());
    await press("stay");
    await ended(answer);
    expect.verifySteps(["asked"]);
});

test("closing without the server is answered at once, before anybody counts or types", async () => {
    onRpc("pos.session", "get_closing_control_data", () => expect.step("asked"));
    const { store } = await setup();
    await makePaidOrder(store);
    await makePaidOrder(store);
    const answer = await begin(store.closeSession());
    expect(`${DIALOG} .modal-title`).toHaveText(/can be closed when the server is back/);
    expect(`${DIALOG} .alert`).toHaveText(/^2 sales wait on this till/);
    expect(".pos-reset-guard").toHaveCount(0);
    expect(`${DIALOG} button[name=lock]`).toHaveCount(0);
    await press("stay");
    await ended(answer);
    expect.verifySteps([]);
});

test("of a sale that the server has refused nobody says that it is sent by itself", async () => {
    const { store, server } = await setup({ offline: false });
    server.refuse(await makePaidOrder(store));
    await store.syncAllOrders();
    store.data.network.offline = true;
    await begin(store.tillGuard.ask("close"));
    expect(`${DIALOG} .alert`).toHaveText(/^Refused by the server before: 1/);
    await press("stay");
});

test("where employees sign in, who cannot close locks the till", async () => {
    const { store } = await setup();
    store.config.module_pos_hr = true;
    store.router.state.current = "ProductScreen";
    patchWithCleanup(PosStore.prototype, { showLoginScreen: () => expect.step("locked") });
    const answer = await begin(store.closeSession());
    await press("lock");
    await ended(answer);
    expect.verifySteps(["locked"]);
});

test("the server that comes back meanwhile lets them go on", async () => {
    const { store } = await setup();
    const answer = await begin(store.tillGuard.ask("close"));
    store.data.network.offline = false;
    await waitFor(`${DIALOG} button[name=go-on]`);
    await press("go-on");
    await ended(answer);
    expect(answer.value).toBe(true);
});

test("a server that goes while the register is closed leaves what was counted, and a way on", async () => {
    const { store } = await setup({ offline: false });
    let isLost = true;
    const work = async () => {
        expect.step("closing");
        if (isLost) {
            throw new ConnectionLostError("/close");
        }
        return "closed";
    };
    const answer = await begin(store.tillGuard.serverGate.run("close", work, { isBegun: true }));
    expect(`${DIALOG} .modal-title`).toHaveText(/stopped answering while/);
    expect(`${DIALOG} .modal-body`).toHaveText(/What you counted is still here/);
    isLost = false;
    await press("go-on");
    await ended(answer);
    expect(answer.value).toBe("closed");
    expect.verifySteps(["closing", "closing"]);
});

test("another error than a lost connection stays the caller's", async () => {
    const { store } = await setup({ offline: false });
    const work = () => Promise.reject(new Error("refused"));
    await expect(store.tillGuard.serverGate.run("close", work)).rejects.toThrow("refused");
    expect(DIALOG).toHaveCount(0);
});

test("e-mail, order details and products say that they need the server", async () => {
    const { store } = await setup();
    const screen = { pos: store };
    const wanted = {
        "The e-mail can be sent": () =>
            ReceiptScreen.prototype.actionSendReceiptOnEmail.call(screen),
        "The order's details": () => store.orderDetails({ id: 1 }),
        "Products can be changed": () => store.editProduct(),
    };
    for (const [title, act] of Object.entries(wanted)) {
        const answer = await begin(act());
        expect(`${DIALOG} .modal-title`).toHaveText(new RegExp(`^${title}.* is back$`));
        await press("stay");
        await ended(answer);
    }
});
