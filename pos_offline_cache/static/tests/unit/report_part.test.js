import { reactive } from "@odoo/owl";
import { expect, test } from "@odoo/hoot";
import { tick } from "@odoo/hoot-dom";
import { PHASE } from "@pos_offline_cache/app/page/offline_cache_service";
import { reportPart } from "@pos_offline_cache/app/page/report_part";

const makeContext = (state) => ({ env: { services: { pos_offline_cache: { state } } } });

test("managers are told why a till would not open without the server, and from what it would", () => {
    const told = (phase, status = null) => reportPart.read(makeContext({ phase, status }));
    expect(told(PHASE.PREPARING)).toEqual({ reasons: ["copy_preparing"], release: undefined });
    expect(told(PHASE.INCOMPLETE).reasons).toEqual(["copy_incomplete"]);
    expect(told(PHASE.UNAVAILABLE).reasons).toEqual(["copy_off"]);
    expect(told(PHASE.READY, { release: "r1" })).toEqual({ reasons: [], release: "r1" });
});

test("that a till has become ready is told at once, and once", async () => {
    const state = reactive({ phase: PHASE.PREPARING, status: null });
    let told = 0;
    reportPart.start({ ...makeContext(state), changed: () => (told += 1) });
    told = 0;
    state.phase = PHASE.READY;
    state.status = { release: "r1" };
    state.phase = PHASE.READY;
    await tick();
    expect(told).toBe(1);
});
