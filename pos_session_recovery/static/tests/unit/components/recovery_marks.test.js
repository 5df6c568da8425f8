import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { OrderDisplay } from "@point_of_sale/app/components/order_display/order_display";
import { CriticalPOSError } from "@point_of_sale/app/components/loader/critical_pos_error/critical_pos_error";
import { ERROR_KEY } from "@pos_session_recovery/app/decision/settled_cases";

describe.current.tags("desktop");
definePosModels();

test("the order shows which of its lines cannot be paid, and those that are gone", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    order.lines[0].uiState.recoveryMark = "archived";
    order.uiState.recoveryGone = [{ uuid: "x", name: "Old lamp", qty: 2, kind: "gone" }];
    await mountWithCleanup(OrderDisplay, { props: { order, slots: {} } });
    expect(queryAllTexts(".pos-recovery-unsold")).toEqual(["No longer sold. Cannot be paid."]);
    expect(".pos-recovery-gone").toHaveText(/2 × Old lamp/);
});

test("an order of every day shows no marks", async () => {
    const store = await setupPosEnv();
    const order = await getFilledOrder(store);
    await mountWithCleanup(OrderDisplay, { props: { order, slots: {} } });
    expect(".pos-recovery-unsold, .pos-recovery-gone").toHaveCount(0);
});

function addMeta() {
    const meta = document.createElement("meta");
    meta.name = "pos-offline";
    meta.content = JSON.stringify({ database: "db", config: 1, user: 2 });
    document.head.append(meta);
    return () => meta.remove();
}

test("the error screen offers to open again, and has the list offered then", async () => {
    const removeMeta = addMeta();
    await setupPosEnv();
    patchWithCleanup(browser.location, { reload: () => expect.step("reload") });
    await mountWithCleanup(CriticalPOSError, { props: { error: new Error("broken") } });
    await click(".pos-recovery-reopen");
    await animationFrame();
    expect.verifySteps(["reload"]);
    expect(browser.localStorage.getItem(ERROR_KEY)).toBe("1");
    browser.localStorage.removeItem(ERROR_KEY);
    removeMeta();
});

test("without a till's page the error screen is stock's", async () => {
    await setupPosEnv();
    await mountWithCleanup(CriticalPOSError, { props: { error: new Error("broken") } });
    expect(".pos-recovery-reopen").toHaveCount(0);
    expect(browser.localStorage.getItem(ERROR_KEY)).toBe(null);
});
