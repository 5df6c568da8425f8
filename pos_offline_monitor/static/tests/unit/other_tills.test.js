import { expect, test } from "@odoo/hoot";
import { animationFrame, click, edit } from "@odoo/hoot-dom";
import { getService, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { mayCloseOverOthers } from "@pos_offline_monitor/app/closing/other_tills";

definePosModels();

const WAITING = { device: "7", count: 3, minutes: 20, silent: 0 };
const SILENT = { device: "8", count: 0, minutes: 0, silent: 30 };

/** A till whose server tells of these other tills; `asked` is what was called. */
async function setup(tills, isManager = false) {
    await setupPosEnv();
    await mountWithCleanup(MainComponentsContainer);
    const asked = [];
    const call = async (_model, method, args, { context } = {}) => {
        asked.push([method, ...args.slice(1), ...(context ? [context.device_identifier] : [])]);
        if (tills instanceof Error) {
            throw tills;
        }
        return tills;
    };
    const pos = {
        data: { call },
        device: { identifier: "9" },
        dialog: getService("dialog"),
        session: { id: 5 },
        tillGuard: { resetGuard: { isManager } },
    };
    return { pos, asked };
}

const press = async (selector) => {
    await animationFrame();
    await click(selector);
    await animationFrame();
};

test("where no other till has anything nobody is asked", async () => {
    const { pos, asked } = await setup([]);
    expect(await mayCloseOverOthers(pos)).toBe(true);
    expect(asked).toEqual([["get_unsent_tills", "9"]]);
    expect(".modal").toHaveCount(0);
});

test("who gets no answer goes on: the server refuses by itself", async () => {
    const { pos } = await setup(new Error("no answer"));
    expect(await mayCloseOverOthers(pos)).toBe(true);
});

test("a cashier is told which till has how much, and cannot close", async () => {
    const { pos } = await setup([WAITING]);
    expect(await mayCloseOverOthers(pos)).toBe(false);
    await animationFrame();
    expect(".modal-body").toHaveText(/Till 7: orders .*: 3. .* for 20 minutes/);
    expect(".modal-footer button").toHaveCount(1);
});

test("a manager closes anyway, with a reason that the server gets", async () => {
    const { pos, asked } = await setup([WAITING], true);
    const may = mayCloseOverOthers(pos);
    await press(".modal-footer .btn-primary");
    await click(".modal textarea, .modal input");
    await edit("The tablet was stolen");
    await press(".modal-footer .btn-primary");
    expect(await may).toBe(true);
    expect(asked.at(-1)).toEqual(["close_without_tills", "The tablet was stolen"]);
});

test("a manager who goes back, or says no reason, does not close", async () => {
    const { pos, asked } = await setup([WAITING], true);
    const may = mayCloseOverOthers(pos);
    await press(".modal-footer .btn-secondary");
    expect(await may).toBe(false);
    const again = mayCloseOverOthers(pos);
    await press(".modal-footer .btn-primary");
    await press(".modal-footer .btn-primary");
    expect(await again).toBe(false);
    expect(asked.filter(([method]) => method === "close_without_tills")).toEqual([]);
});

test("a till that is only silent is told of, and whoever closes may go on", async () => {
    const { pos, asked } = await setup([SILENT]);
    const may = mayCloseOverOthers(pos);
    await animationFrame();
    expect(".modal-body").toHaveText("Till 8 has not been heard of for 30 minutes.");
    await press(".modal-footer .btn-primary");
    expect(await may).toBe(true);
    expect(asked).toHaveLength(1);
});
