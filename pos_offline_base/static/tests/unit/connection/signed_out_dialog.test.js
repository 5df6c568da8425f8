import { expect, test } from "@odoo/hoot";
import { animationFrame, click, edit, press, queryFirst, waitFor } from "@odoo/hoot-dom";
import {
    getService,
    mountWithCleanup,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { makeErrorFromResponse } from "@web/core/network/rpc";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";

definePosModels();

/** A till that was signed out and shows it. */
async function setup(authenticate) {
    const store = await setupPosEnv();
    await mountWithCleanup(MainComponentsContainer);
    const connection = getService("pos_connection");
    patchWithCleanup(connection, { check: async () => connection.state.status });
    onRpc("/web/session/authenticate", async (request) => {
        const { params } = await request.json();
        expect.step(`${params.login}: ${params.password}`);
        return authenticate();
    });
    connection.expired();
    await animationFrame();
    return { connection, store };
}

async function signIn(password) {
    await click("#pos_offline_password");
    await edit(password);
    await press("Enter");
    await animationFrame();
}

test("the dialog says that nothing is lost, and is gone when the till is online again", async () => {
    const { connection } = await setup();
    expect(".pos-offline-signed-out").toHaveCount(1);
    expect(queryFirst(".pos-offline-signed-out").innerText).toInclude("Nothing is lost");
    expect("a[target=_blank][href='/web/login']").toHaveCount(1);
    connection._onSuccess(10);
    await animationFrame();
    expect(".pos-offline-signed-out").toHaveCount(0);
});

test("the same user signs in with the password, by keyboard alone", async () => {
    const { connection } = await setup(() => {
        connection._onSuccess(10);
        return { uid: 7 };
    });
    await signIn("secret");
    await animationFrame();
    expect.verifySteps(["admin: secret"]);
    expect(".pos-offline-signed-out").toHaveCount(0);
});

test("a wrong password is said, and the dialog stays", async () => {
    await setup(() => {
        const name = "odoo.exceptions.AccessDenied";
        throw makeErrorFromResponse({ code: 0, message: name, data: { name } });
    });
    await signIn("wrong");
    await waitFor(".pos-offline-signed-out .alert:contains('not the right password')");
    expect.verifySteps(["admin: wrong"]);
});

test("an account with a second step is sent to the sign-in page", async () => {
    await setup(() => ({ uid: null }));
    await signIn("secret");
    expect.verifySteps(["admin: secret"]);
    expect(queryFirst(".pos-offline-signed-out .alert").innerText).toInclude("new tab");
});

test("a cashier may sell on, and is not asked again for each failed request", async () => {
    const { connection, store } = await setup();
    await click(".modal-footer .btn-secondary:first");
    await animationFrame();
    expect(".pos-offline-signed-out").toHaveCount(0);
    connection.expired();
    await animationFrame();
    expect(".pos-offline-signed-out").toHaveCount(0);
    store.askToSignIn();
    await animationFrame();
    expect(".pos-offline-signed-out").toHaveCount(1);
});
