import { advanceTime, animationFrame, beforeEach, expect, test } from "@odoo/hoot";
import { allowTranslations, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { OpenedSession } from "@pos_offline_cache/app/page/opened_session";

const CONFIG = [{ id: 1, _data_server_date: "2026-01-01 00:00:00" }];
const holding = (sessionStored) => new OpenedSession({ ask: async () => ({ sessionStored }) });
const silent = new OpenedSession({ ask: () => Promise.reject(new Error("no answer")) });

beforeEach(() => patchWithCleanup(odoo, { pos_session_id: 28 }));
beforeEach(allowTranslations);

test("the page's session stays where its data are here", () => {
    const opened = holding(true);
    opened.adopt({ "pos.session": [{ id: 27 }, { id: 28 }, { id: 29 }] });
    expect([odoo.pos_session_id, opened.isAdopted]).toEqual([28, false]);
});

test("where there are only data of others, the newest session is worked in", () => {
    const opened = holding(true);
    opened.adopt({ "pos.session": [{ id: 26 }, { id: 27, start_at: "2026-01-01 08:00:00" }] });
    expect([odoo.pos_session_id, opened.isAdopted]).toEqual([27, true]);
    expect(opened.startedAt.isValid).toBe(true);
});

test("without any data the page's session stays", () => {
    const opened = holding(true);
    opened.adopt({});
    expect([odoo.pos_session_id, opened.isAdopted]).toEqual([28, false]);
});

test("the worker is asked for all data only where it has those of the page and the till has not", async () => {
    const older = { "pos.session": [{ id: 27 }], "pos.config": CONFIG };
    const own = { "pos.session": [{ id: 28 }], "pos.config": CONFIG };
    const dateOf = async (opened, stored) =>
        (await opened.withoutOldDate(stored))["pos.config"]?.[0]._data_server_date;
    expect(await dateOf(holding(true), older)).toBe(undefined);
    expect(await dateOf(holding(false), older)).toBe("2026-01-01 00:00:00");
    expect(await dateOf(silent, older)).toBe("2026-01-01 00:00:00");
    expect(await dateOf(holding(true), own)).toBe("2026-01-01 00:00:00");
    expect(await holding(true).withoutOldDate({})).toEqual({});
});

test("whether the register was opened anew is asked until there is an answer", async () => {
    const opened = new OpenedSession({ ask: async () => null });
    const asked = [];
    const read = async () => {
        asked.push("read");
        if (asked.length < 3) {
            throw new ConnectionLostError();
        }
        return [{ current_session_id: [odoo.pos_session_id + 1, "the next"] }];
    };
    const told = [];
    const network = { offline: true };
    const pos = {
        data: { network },
        env: { services: { orm: { silent: { read } } } },
        notification: { add: (text) => told.push(String(text)) },
    };
    opened.isAdopted = true;
    opened.tell(pos); // its data are of before the register was opened
    expect(told.splice(0)).toEqual(["Opened with older data: the server did not give newer data."]);
    expect(asked).toEqual([]);
    const comeBack = async () => {
        window.dispatchEvent(new CustomEvent("pos-network-online"));
        await animationFrame();
    };
    await comeBack(); // lost, and gone again: asked when it is back
    expect(asked).toHaveLength(1);
    network.offline = false;
    await comeBack(); // lost, and still there: asked in a while
    expect(asked).toHaveLength(2);
    await comeBack();
    expect(asked).toHaveLength(2);
    await advanceTime(5000);
    expect(asked).toHaveLength(3);
    expect(told).toEqual(["The register was opened anew meanwhile."]);
});
