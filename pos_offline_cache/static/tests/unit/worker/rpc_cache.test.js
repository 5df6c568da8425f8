import { describe, expect, test } from "@odoo/hoot";
import { BootReads } from "@pos_offline_cache/worker/boot_reads";
import { LoadDataArchive } from "@pos_offline_cache/worker/load_data_archive";
import { RpcCache } from "@pos_offline_cache/worker/rpc_cache";
import { ruleOf } from "@pos_offline_cache/worker/rpc_policy";
import { FakeGate, jsonAnswer, makeVault, PAGE, rpcRequest } from "./helpers";

describe.current.tags("headless");

const refused = () => {
    throw new TypeError("refused");
};

async function makeCache(user = PAGE.user) {
    const { store, vault, session } = await makeVault(user);
    const gate = new FakeGate(refused);
    const parts = { gate, vault, session };
    const archive = new LoadDataArchive(vault);
    const bootReads = new BootReads(parts);
    const shells = { getArrived: () => [] };
    const cache = new RpcCache({ ...parts, archive, bootReads, shells });
    const ask = async (request, page = PAGE) => {
        const works = [];
        const rule = ruleOf(new URL(request.url));
        const response = await cache.answer(request, rule, page, (work) => works.push(work));
        await Promise.all(works);
        return response;
    };
    const askOnline = (request, result, page) => {
        gate.answer = () => jsonAnswer(result);
        return ask(request, page);
    };
    const askOffline = async (request, page) => {
        gate.answer = refused;
        const response = await ask(request, page);
        return response.type === "error" ? "lost" : (await response.json()).result;
    };
    return { gate, store, session, bootReads, ask, askOnline, askOffline };
}

const search = (name) =>
    rpcRequest("res.partner", "get_new_partner", [1, [["name", "=", name]], 0]);
const loadData = (date) =>
    rpcRequest("pos.session", "load_data", [9, []], { context: { pos_last_server_date: date } });

test("a look-up answers from the store when the server is gone", async () => {
    const { askOnline, askOffline } = await makeCache();
    await askOnline(search("Ann"), [{ id: 1, name: "Ann" }]);
    expect(await askOffline(search("Ann"))).toEqual([{ id: 1, name: "Ann" }]);
    expect(await askOffline(search("Bob"))).toBe("lost");
});

test("the newest answer is the one that is replayed", async () => {
    const { askOnline, askOffline } = await makeCache();
    await askOnline(search("Ann"), [{ id: 1, name: "Ann" }]);
    await askOnline(search("Ann"), [{ id: 1, name: "Anna" }]);
    expect(await askOffline(search("Ann"))).toEqual([{ id: 1, name: "Anna" }]);
});

test("another user is neither given an answer nor keeps one", async () => {
    const { session, askOnline, askOffline } = await makeCache();
    await askOnline(search("Ann"), [{ id: 1 }]);
    await session.setUser(8);
    expect(await askOffline(search("Ann"))).toBe("lost");
    await askOnline(search("Bob"), [{ id: 2 }]);
    await session.setUser(PAGE.user);
    expect(await askOffline(search("Bob"))).toBe("lost");
});

test("an error of Odoo's is passed on and not stored", async () => {
    const { gate, ask, askOffline } = await makeCache();
    const body = JSON.stringify({ error: { message: "Session expired" } });
    const headers = { "Content-Type": "application/json" };
    gate.answer = () => new Response(body, { headers });
    expect((await (await ask(search("Ann"))).json()).error.message).toBe("Session expired");
    expect(await askOffline(search("Ann"))).toBe("lost");
});

test("a proxy's or a portal's page counts as no answer", async () => {
    const { gate, ask, askOnline } = await makeCache();
    await askOnline(search("Ann"), [{ id: 1 }]);
    gate.answer = () => new Response("<html>Welcome</html>", { status: 200 });
    expect((await (await ask(search("Ann"))).json()).result).toEqual([{ id: 1 }]);
    gate.answer = () => new Response("Bad Gateway", { status: 502 });
    expect((await (await ask(search("Ann"))).json()).result).toEqual([{ id: 1 }]);
});

test("open orders fail as a lost connection does", async () => {
    const { askOnline, askOffline } = await makeCache();
    const request = () => rpcRequest("pos.config", "read_config_open_orders", [1, {}, {}]);
    await askOnline(request(), { dynamic_records: {}, deleted_record_ids: {} });
    expect(await askOffline(request())).toBe("lost");
});

test("a till without data of its own is given the archive", async () => {
    const { askOnline, askOffline } = await makeCache();
    expect(await askOffline(loadData(false))).toBe("lost");
    const all = { "pos.session": [{ id: 9 }], "product.product": [{ id: 1, name: "Desk" }] };
    await askOnline(loadData(false), all);
    expect(await askOffline(loadData(false))).toEqual(all);
});

test("a till with data of its own is told that nothing is new and nothing is gone", async () => {
    const { askOnline, askOffline } = await makeCache();
    await askOnline(loadData(false), { "product.product": [{ id: 1, name: "Desk" }] });
    expect(await askOffline(loadData("2026-01-01 00:00:00"))).toEqual({});
    const filter = rpcRequest("pos.session", "filter_local_data", [9, { "product.product": [1] }]);
    expect(await askOffline(filter)).toEqual({});
});

test("the archive never brings back what changed or went since", async () => {
    const { askOnline, askOffline } = await makeCache();
    await askOnline(loadData(false), {
        "pos.session": [{ id: 9, state: "opened" }],
        "product.product": [
            { id: 1, name: "Desk" },
            { id: 2, name: "Chair" },
            { id: 3, name: "Lamp" },
        ],
    });
    await askOnline(loadData("2026-01-01 00:00:00"), {
        "pos.session": [{ id: 10, state: "opened" }],
        "product.product": [{ id: 1, name: "Big Desk" }],
        "res.partner": [{ id: 4 }],
    });
    const ids = { "product.product": [2] };
    const filter = rpcRequest("pos.session", "filter_local_data", [10, ids]);
    await askOnline(filter, { "product.product": [2] });
    expect(await askOffline(loadData(false))).toEqual({
        "pos.session": [{ id: 10, state: "opened" }],
        "product.product": [
            { id: 1, name: "Big Desk" },
            { id: 3, name: "Lamp" },
        ],
        "res.partner": [{ id: 4 }],
    });
});

test("the archive of another version of the server's code is not given, and goes", async () => {
    const { store, askOnline, askOffline } = await makeCache();
    const upgraded = { ...PAGE, registry: "upgraded" };
    const all = { "pos.session": [{ id: 9 }], "product.product": [{ id: 1, name: "Desk" }] };
    await askOnline(loadData(false), all);
    const count = (await store.getAll("answers")).length;
    expect(await askOffline(loadData(false), upgraded)).toBe("lost");
    await askOnline(loadData(false), all, upgraded);
    expect(await askOffline(loadData(false), upgraded)).toEqual(all);
    expect((await store.getAll("answers")).length).toBe(count);
});

test("the reads of a start are made ahead at the next and given once, for the same question", async () => {
    const { gate, bootReads, askOnline, ask } = await makeCache();
    const rules = (domain) => rpcRequest("barcode.rule", "search_read", [], { domain });
    const page = Promise.resolve(new Response("page"));
    await askOnline(rules([1]), [{ id: 1 }]);
    gate.asked = [];
    gate.answer = () => jsonAnswer([{ id: 2 }]);
    await bootReads.start(PAGE.config, page);
    expect(gate.asked).toEqual(["/web/dataset/call_kw/barcode.rule/search_read"]);
    expect((await (await ask(rules([1]))).json()).result).toEqual([{ id: 2 }]);
    expect(gate.asked.length).toBe(1);
    await ask(rules([1]));
    expect(gate.asked.length).toBe(2);
    await bootReads.start(PAGE.config, page);
    await ask(rules([7]));
    expect(gate.asked.length).toBe(4);
});

test("no reads are made ahead where the page itself is refused", async () => {
    const { gate, bootReads, askOnline } = await makeCache();
    await askOnline(rpcRequest("barcode.rule", "search_read"), [{ id: 1 }]);
    gate.asked = [];
    await bootReads.start(PAGE.config, Promise.reject(new TypeError("refused")));
    expect(gate.asked).toEqual([]);
});
