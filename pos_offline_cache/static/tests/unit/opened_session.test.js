import { beforeEach, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { OpenedSession } from "@pos_offline_cache/app/page/opened_session";

const CONFIG = [{ id: 1, _data_server_date: "2026-01-01 00:00:00" }];
const holding = (sessionStored) => new OpenedSession({ ask: async () => ({ sessionStored }) });
const silent = new OpenedSession({ ask: () => Promise.reject(new Error("no answer")) });

beforeEach(() => patchWithCleanup(odoo, { pos_session_id: 28 }));

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
