import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { getService } from "@web/../tests/web_test_helpers";
import { TroubleNotice } from "@pos_offline_base/app/store/store_service";
import { DurableStore, HEALTH } from "@pos_offline_base/app/store/durable_store";
import { getPageInfo } from "@pos_offline_base/app/lib/page_info";

definePosModels();

test("the till starts with a store that is not there, and without a warning", async () => {
    await setupPosEnv();
    const store = getService("pos_offline_store");
    expect(store).toBeInstanceOf(DurableStore);
    expect(store.health.state).toBe(HEALTH.UNAVAILABLE);
    expect(getPageInfo()).toBe(null);
    expect(".o_notification").toHaveCount(0);
});

test("trouble is told once per kind, and stays until it is closed", async () => {
    await setupPosEnv();
    const told = [];
    const notice = new TroubleNotice({ add: (text, options) => told.push([text, options.sticky]) });
    notice.tell({ state: HEALTH.UNAVAILABLE, reason: "disabled" });
    notice.tell({ state: HEALTH.UNAVAILABLE, reason: "slow" });
    notice.tell({ state: HEALTH.FULL, reason: "full" });
    notice.tell({ state: HEALTH.FULL, reason: "full" });
    notice.tell({ state: HEALTH.UNAVAILABLE, reason: "newer" });
    expect(told.length).toBe(3);
    expect(told.every(([, sticky]) => sticky)).toBe(true);
    expect(told[0][0]).toInclude("private window");
    expect(told[1][0]).toInclude("full");
    expect(told[2][0]).toInclude("newer version");
});
