import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { SyncNotices } from "@pos_multi_session_sync/app/transfers/sync_notices";
import { makeTransfer } from "./helpers";

definePosModels();

async function setup() {
    await setupPosEnv(); // with its texts
    const said = [];
    const notification = { add: (text, { type }) => said.push([type, text]) };
    const notices = new SyncNotices({ notification, ring: () => said.push(["ring"]) });
    return { said, notices };
}

test("what has come in rings once and is told in one notice, however much it is", async () => {
    const { said, notices } = await setup();
    notices.tell({ arrived: [makeTransfer()], moved: [] });
    notices.tell({ arrived: [makeTransfer(), makeTransfer({ uuid: "t2" })], moved: [] });
    expect(said).toEqual([
        ["ring"],
        ["info", "SYNC/2026/00001 has come from Counter."],
        ["ring"],
        ["info", "2 orders have come from other tills."],
    ]);
});

test("what became of a sent order is told with its reason, and does not ring", async () => {
    const { said, notices } = await setup();
    const moved = ["seen", "claimed", "recalled", "delivered", "returned"].map((state) =>
        makeTransfer({ state, reason: state === "returned" ? "no time" : "" })
    );
    notices.tell({ arrived: [], moved });
    expect(said.map(([type]) => type)).toEqual(["info", "warning"]);
    expect(said[1][1]).toInclude("(no time)");
});

test("a shop that wants no sound has none", async () => {
    const pos = await setupPosEnv();
    const played = [];
    patchWithCleanup(pos, { sound: { play: (name) => played.push(name) } });
    for (const isWanted of [false, true]) {
        pos.config.sync_sound = isWanted;
        pos.ringForOrders();
    }
    expect(played).toEqual(["bell"]);
});
