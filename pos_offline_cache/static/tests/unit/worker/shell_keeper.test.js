import { describe, expect, test } from "@odoo/hoot";
import { LoadDataArchive } from "@pos_offline_cache/worker/load_data_archive";
import { RpcCache } from "@pos_offline_cache/worker/rpc_cache";
import { ruleOf } from "@pos_offline_cache/worker/rpc_policy";
import { ShellKeeper } from "@pos_offline_cache/worker/shell_keeper";
import { FakeGate, jsonAnswer, makeVault, PAGE, rpcRequest } from "./helpers";

describe.current.tags("headless");

const EVENING = { ...PAGE, session: 27 };
const MORNING = { ...PAGE, session: 28 };
const DATE = "2026-01-01 00:00:00";
const RELEASES = {
    settings: { database: PAGE.database },
    current: PAGE.release,
    getMark: async () => ({ files: [] }),
    getWhole: async () => [PAGE.release, "r2"],
};
const refused = () => {
    throw new TypeError("refused");
};

function pageOf(info) {
    const content = JSON.stringify(info).replaceAll('"', "&#34;");
    const mark = `<meta name="pos-offline-cache" data-served="network" content="${content}"/>`;
    const headers = { "Content-Type": "text/html; charset=utf-8" };
    return new Response(`<!DOCTYPE html><html><head>${mark}</head></html>`, { headers });
}

const dataOf = (session) => ({
    "pos.session": [{ id: session }],
    "product.product": [{ id: 1, name: `of ${session}` }],
});

/** A worker that has served one whole day: page and data of session 27. */
async function makeWorker({ day = true } = {}) {
    const { vault, session } = await makeVault(PAGE.user);
    const gate = new FakeGate(refused);
    const archive = new LoadDataArchive(vault);
    const pages = { remember: async () => {} };
    const on = { settings: () => {}, reset: () => vault.dropAll() };
    const bootReads = { note: async () => {}, take: () => null };
    const parts = { gate, vault, archive, session, bootReads, pages, releases: RELEASES, on };
    const shells = new ShellKeeper(parts);
    const rpc = new RpcCache({ ...parts, shells });
    const inTime = async (act) => {
        const works = [];
        const answer = await act((work) => works.push(work));
        await Promise.all(works);
        return answer;
    };
    const open = (answer) =>
        inTime((waitUntil) =>
            shells.open({ resultingClientId: "tab", waitUntil }, PAGE.config, answer)
        );
    const show = (info) => open(Promise.resolve(pageOf(info)));
    const load = (info, answer, date) => {
        gate.answer = answer;
        const kwargs = { context: { pos_last_server_date: date } };
        const request = rpcRequest("pos.session", "load_data", [info.session, []], kwargs);
        return inTime((keep) => rpc.answer(request, ruleOf(new URL(request.url)), info, keep));
    };
    const openedOffline = async () => {
        const response = await open(Promise.reject(new TypeError("refused")));
        const text = response.type === "error" ? "" : await response.text();
        return Number(/session&#34;:(\d+)/.exec(text)?.[1]) || null;
    };
    const dataOffline = async (info) => {
        const response = await load(info, refused);
        return response.type === "error" ? null : (await response.json()).result;
    };
    if (day) {
        await show(EVENING);
        await load(EVENING, () => jsonAnswer(dataOf(27)));
    }
    return { show, load, openedOffline, dataOffline, archive, shells, vault };
}

test("an opening that is cut at the page leaves page and data of before", async () => {
    const { openedOffline, dataOffline } = await makeWorker();
    expect(await openedOffline()).toBe(27);
    expect(await dataOffline(EVENING)).toEqual(dataOf(27));
});

test("an opening that is cut at the data leaves page and data of before", async () => {
    const { show, load, openedOffline, dataOffline } = await makeWorker();
    await show(MORNING);
    expect((await (await load(MORNING, refused, DATE)).json()).result).toEqual({});
    expect(await openedOffline()).toBe(27);
    expect(await dataOffline(EVENING)).toEqual(dataOf(27));
});

for (const [kind, date] of [
    ["all data", undefined],
    ["what is new", DATE],
]) {
    test(`${kind} of the new session bring the new page with them`, async () => {
        const { show, load, openedOffline, dataOffline, archive } = await makeWorker();
        await show(MORNING);
        expect(await archive.holds(MORNING)).toBe(false);
        await load(MORNING, () => jsonAnswer(dataOf(28)), date);
        expect(await openedOffline()).toBe(28);
        expect(await archive.holds(MORNING)).toBe(true);
        expect(await dataOffline(MORNING)).toEqual(dataOf(28));
    });
}

test("data of another session do not bring the new page", async () => {
    const { show, load, openedOffline } = await makeWorker();
    await show(MORNING);
    await load(MORNING, () => jsonAnswer(dataOf(27)));
    expect(await openedOffline()).toBe(27);
});

test("data that another tab's page asks for do not bring the page of this one", async () => {
    const { show, load, openedOffline } = await makeWorker();
    await show(MORNING);
    await load(EVENING, () => jsonAnswer(dataOf(28)));
    expect(await openedOffline()).toBe(27);
});

test("the server's new code without its data leaves the old page with the old data", async () => {
    const { show, load, openedOffline, dataOffline } = await makeWorker();
    const upgraded = { ...MORNING, registry: "upgraded", release: "r2" };
    await show(upgraded);
    expect((await load(upgraded, refused)).type).toBe("error");
    expect(await openedOffline()).toBe(27);
    expect(await dataOffline(EVENING)).toEqual(dataOf(27));
});

test("a newer page of a session whose data are here is stored at once", async () => {
    const { show, load, openedOffline, shells } = await makeWorker();
    await show(MORNING);
    await load(MORNING, () => jsonAnswer(dataOf(28)));
    await show({ ...MORNING, configName: "New name" });
    expect(await openedOffline()).toBe(28);
    expect((await shells.list()).map(({ configName }) => configName)).toEqual(["New name"]);
});

test("a first page is stored at once, as the till may have its data already", async () => {
    const { show, openedOffline } = await makeWorker({ day: false });
    expect(await openedOffline()).toBe(null);
    await show(MORNING);
    expect(await openedOffline()).toBe(28);
});

test("a page that waits for its data does not outlive a reset or a sign-out", async () => {
    const { show, load, openedOffline, vault } = await makeWorker();
    await show(MORNING);
    await vault.dropAll();
    await load(MORNING, () => jsonAnswer(dataOf(28)));
    expect(await openedOffline()).toBe(null);
});
