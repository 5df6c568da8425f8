import { describe, expect, test } from "@odoo/hoot";
import { LoadDataArchive } from "@pos_offline_cache/worker/load_data_archive";
import { RpcCache } from "@pos_offline_cache/worker/rpc_cache";
import { ruleOf } from "@pos_offline_cache/worker/rpc_policy";
import { ShellKeeper } from "@pos_offline_cache/worker/shell_keeper";
import { StoredAge } from "@pos_offline_cache/worker/stored_age";
import { FakeGate, jsonAnswer, makeVault, PAGE, rpcRequest } from "./helpers";

describe.current.tags("headless");

const DAY = 86400000; // ms
const EVENING = { ...PAGE, session: 27 };
const MORNING = { ...PAGE, session: 28 };
const DATE = "2026-01-01 00:00:00";
const RELEASES = {
    settings: { database: PAGE.database },
    current: PAGE.release,
    getMark: async () => ({ files: [{ url: "/pos/offline/emergency?lang=en_US" }] }),
    getWhole: async () => [PAGE.release, "r2"],
    match: async () => new Response("<html><body>Emergency</body></html>"),
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
    let passed = 0;
    const age = new StoredAge(vault, () => Date.now() + passed);
    const on = { settings: () => {}, reset: () => vault.dropAll() };
    const bootReads = { note: async () => {}, take: () => null };
    const parts = { gate, vault, archive, session, bootReads, pages, releases: RELEASES, age, on };
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
    const textOffline = async () => (await open(Promise.reject(new TypeError("refused")))).text();
    const openedOffline = async () =>
        Number(/session&#34;:(\d+)/.exec(await textOffline())?.[1]) || null;
    const whyNot = async () => /data-why="(\w+)"/.exec(await textOffline())?.[1] || null;
    const pass = (ms) => (passed += ms);
    const dataOffline = async (info) => {
        const response = await load(info, refused);
        return response.type === "error" ? null : (await response.json()).result;
    };
    if (day) {
        await show(EVENING);
        await load(EVENING, () => jsonAnswer(dataOf(27)));
    }
    return { show, load, openedOffline, dataOffline, whyNot, pass, archive, shells, vault };
}

describe("a page that is older than the shop allows", () => {
    const WEEK = { ...EVENING, maxAge: 7 * DAY };

    async function makeAged(info = WEEK) {
        const worker = await makeWorker();
        await worker.show(info);
        worker.pass(8 * DAY);
        return worker;
    }

    test("is not opened, and the page that is says why", async () => {
        const { openedOffline, whyNot, shells } = await makeAged();
        expect(await openedOffline()).toBe(null);
        expect(await whyNot()).toBe("age");
        expect(await shells.listOpening()).toEqual([]);
        expect(await shells.list()).toHaveLength(1); // its release is still needed
    });

    test("is opened as long as the shop allows", async () => {
        const { openedOffline, pass, shells } = await makeAged();
        pass(-2 * DAY);
        expect(await openedOffline()).toBe(27);
        expect((await shells.listOpening()).map(({ config }) => config)).toEqual([PAGE.config]);
    });

    test("is opened where the shop has no limit, or the page is of before there was one", async () => {
        for (const maxAge of [0, undefined]) {
            const { openedOffline } = await makeAged({ ...EVENING, maxAge });
            expect(await openedOffline()).toBe(27);
        }
    });

    test("is young again after each contact of its user, not of another one", async () => {
        const { openedOffline, pass, shells } = await makeAged();
        await shells.noteContact(PAGE.user + 1);
        expect(await openedOffline()).toBe(null);
        await shells.noteContact(PAGE.user);
        pass(6 * DAY);
        expect(await openedOffline()).toBe(27);
    });

    test("is opened again when the server has shown it again", async () => {
        const { show, openedOffline } = await makeAged();
        await show(WEEK);
        expect(await openedOffline()).toBe(27);
    });
});

test("a user whom the server does not know any more opens nothing without it", async () => {
    const { openedOffline, whyNot, shells } = await makeWorker();
    await shells.forgetUser(PAGE.user + 1);
    expect(await openedOffline()).toBe(27);
    await shells.forgetUser(PAGE.user);
    expect(await openedOffline()).toBe(null);
    expect(await whyNot()).toBe("never");
});

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
