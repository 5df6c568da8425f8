import { describe, expect, test } from "@odoo/hoot";
import { advanceTime, Deferred } from "@odoo/hoot-mock";
import { animationFrame, click, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { SyncStatusIndicator } from "@pos_offline_base/app/status/indicator/sync_status_indicator";
import { OfflineCache, PHASE } from "@pos_offline_cache/app/page/offline_cache_service";
import { WorkerClient } from "@pos_offline_cache/app/page/worker_client";
import { ImagePrefetcher } from "@pos_offline_cache/app/page/image_prefetcher";

describe.current.tags("desktop");
definePosModels();

const STATUS = {
    release: "r1",
    complete: true,
    ready: true,
    enabled: true,
    debug: false,
    shells: [1],
    storedAt: 1767261600000,
    dataStored: true,
    sessionStored: true,
    images: { count: 0, bytes: 0 },
    network: "answers",
};

/** Stands for the worker: answers as told and notes what it was asked. */
class FakeClient {
    isSupported = true;
    isInCharge = true;
    worker = {};
    asked = [];
    status = STATUS;

    onChange() {}

    onFound(callback) {
        this.find = callback;
    }

    async getNext() {
        return this.next || null;
    }

    catchRegistration(onError) {
        this.failRegistration = onError;
    }

    async ask(type, data) {
        this.asked.push(type);
        if (type === "PREFETCH") {
            return { stored: data.urls.length, full: this.isFull };
        }
        if (this.fails) {
            throw new Error("no answer");
        }
        return this.status;
    }
}

async function mountIndicator({
    info = { enabled: true, debug: false },
    client = new FakeClient(),
}) {
    const store = await setupPosEnv();
    const cache = new OfflineCache(store.env.services, client, info);
    patchWithCleanup(store.env.services, { pos_offline_cache: cache });
    await mountWithCleanup(MainComponentsContainer);
    await mountWithCleanup(SyncStatusIndicator);
    return { store, cache, client };
}

async function openPopup() {
    await click(".pos-sync-status-indicator");
    await waitFor(".pos-offline-cache-section");
}

const stateOf = () => queryOne(".pos-offline-cache-indicator").dataset.state;

test("the indicator is getting ready until the worker has everything, then ready", async () => {
    const { store, cache, client } = await mountIndicator({});
    expect(stateOf()).toBe(PHASE.PREPARING);
    await cache.prepare(store);
    await animationFrame();
    expect(stateOf()).toBe(PHASE.READY);
    expect(client.asked[0]).toBe("HELLO");
});

test("data that is not stored yet is asked for once more, before the till is called ready", async () => {
    const client = new FakeClient();
    client.status = { ...STATUS, dataStored: false, sessionStored: false, ready: false };
    const { store, cache } = await mountIndicator({ client });
    patchWithCleanup(cache, {
        async _warm() {
            expect.step(this.state.phase);
            client.status = STATUS;
        },
    });
    await cache.prepare(store);
    expect.verifySteps([PHASE.PREPARING]);
    expect(cache.state.phase).toBe(PHASE.READY);
});

test("data are asked for once although two look at the same time, and again for another worker", async () => {
    const client = new FakeClient();
    client.status = { ...STATUS, dataStored: false, sessionStored: false, ready: false };
    const { store, cache } = await mountIndicator({ client });
    cache.pos = store;
    const answers = [];
    patchWithCleanup(cache, {
        _askAgain() {
            const answer = new Deferred();
            answers.push(answer);
            return answer;
        },
    });
    const both = [cache._warm(), cache._warm()];
    expect(answers).toHaveLength(1);
    client.worker = {};
    both.push(cache._warm());
    expect(answers).toHaveLength(2);
    answers.forEach((answer) => answer.resolve());
    await Promise.all(both);
    cache._warm();
    expect(answers).toHaveLength(3);
});

test("a worker that has not stored this till makes the indicator say so", async () => {
    const client = new FakeClient();
    client.status = { ...STATUS, ready: false };
    const { store, cache } = await mountIndicator({ client });
    await cache.prepare(store);
    await animationFrame();
    expect(stateOf()).toBe(PHASE.INCOMPLETE);
});

test("while another worker is about to take charge the till is getting ready, then ready", async () => {
    const client = new FakeClient();
    const { store, cache } = await mountIndicator({ client });
    const sparing = [];
    cache.connection = { setSparing: (isSparing) => sparing.push(isSparing) };
    await cache.prepare(store);
    client.next = {};
    client.asked = [];
    await client.find();
    await animationFrame();
    expect(stateOf()).toBe(PHASE.PREPARING);
    expect((await cache.status()).ready).toBe(false);
    expect(client.asked).toEqual([]);
    expect(sparing.at(-1)).toBe(true);
    client.next = null;
    await advanceTime(1000);
    expect(sparing.at(-1)).toBe(false);
    await animationFrame();
    expect(stateOf()).toBe(PHASE.READY);
    expect((await cache.status()).ready).toBe(true);
});

test("for what has no space the worker drops pictures, and the popup says that space is short", async () => {
    const client = new FakeClient();
    const { store, cache } = await mountIndicator({ client });
    await cache.prepare(store);
    client.status = { ...STATUS, hasMadeRoom: true };
    await cache.makeRoom();
    expect(client.asked.at(-1)).toBe("MAKE_ROOM");
    await openPopup();
    await waitFor(".pos-offline-cache-section .alert-warning");
    client.isInCharge = false; // as where the browser has no worker for the till
    client.asked = [];
    expect(await cache.makeRoom()).toBe(false);
    expect(client.asked).toEqual([]);
});

test("a worker that does not get to take charge is not waited for, for ever", async () => {
    const told = [];
    const waiting = { postMessage: ({ type }) => told.push(type) };
    const client = new WorkerClient({ getRegistration: async () => ({ waiting }) });
    expect(await client.getNext()).toBe(waiting);
    expect(told).toEqual([]);
    for (let second = 0; second < 44; second++) {
        await advanceTime(1000);
        expect(await client.getNext()).toBe(waiting);
    }
    expect(told).toEqual(["SKIP_WAITING"]); // once: a message keeps a worker from resting
    await advanceTime(1000);
    expect(await client.getNext()).toBe(null);
    expect(await new WorkerClient({ getRegistration: async () => undefined }).getNext()).toBe(null);
});

test("a worker that does not answer leaves the till working and the indicator warning", async () => {
    const client = new FakeClient();
    client.fails = true;
    const { store, cache } = await mountIndicator({ client });
    await cache.prepare(store);
    await animationFrame();
    expect(stateOf()).toBe(PHASE.INCOMPLETE);
});

test("a worker that cannot be registered makes the indicator warn and stops nobody", async () => {
    const { client } = await mountIndicator({});
    client.failRegistration(new TypeError("bad HTTP response code (502)"));
    await animationFrame();
    expect(stateOf()).toBe(PHASE.INCOMPLETE);
});

/** A container whose `register` ends as told. */
function makeContainer(outcome) {
    const seen = [];
    const container = { register: async () => outcome() };
    new WorkerClient(container).catchRegistration((error) => seen.push(error.message));
    return { container, seen };
}

test("a registration that fails is caught for stock, which goes on as without a worker", async () => {
    const { container, seen } = makeContainer(() => {
        throw new TypeError("bad HTTP response code (502)");
    });
    container.register("/pos/service-worker.js").then(() => expect.step("stock goes on"));
    await animationFrame();
    expect.verifySteps([]);
    expect(seen).toEqual(["bad HTTP response code (502)"]);
});

test("a registration that succeeds is passed on to stock", async () => {
    const registration = { active: {} };
    const { container, seen } = makeContainer(() => registration);
    expect(await container.register("/pos/service-worker.js")).toBe(registration);
    expect(seen).toEqual([]);
});

test("a first worker that fails to install is reported at once", async () => {
    const installing = new EventTarget();
    const { container, seen } = makeContainer(() => ({ installing, active: null }));
    await container.register("/pos/service-worker.js");
    installing.state = "redundant";
    installing.dispatchEvent(new Event("statechange"));
    expect(seen).toEqual(["the worker could not install"]);
});

test("the popup says what is stored, since when and how many pictures", async () => {
    const { store, cache } = await mountIndicator({});
    await cache.prepare(store);
    cache.state.images = { done: 3, total: 8 };
    cache.state.space = { usage: 5 * 1048576, quota: 100 * 1048576, persisted: true };
    await openPopup();
    const texts = queryAllTexts(".pos-offline-cache-section dd");
    expect(texts[0]).toBe("stored whole");
    expect(texts[1]).toMatch(/2026/);
    expect(texts[2]).toMatch(/3 of 8/);
    expect(".pos-offline-cache-section progress").toHaveCount(1);
});

test("the popup warns when space is short", async () => {
    const { store, cache } = await mountIndicator({});
    patchWithCleanup(cache, { _measure: async () => {} });
    await cache.prepare(store);
    cache.state.space = { usage: 90, quota: 100, persisted: false };
    await openPopup();
    expect(".pos-offline-cache-section .alert-warning").toHaveText(/Pictures are dropped first/);
});

test("a new copy cannot be made without the server, so the old one stays", async () => {
    const { store, cache } = await mountIndicator({});
    await cache.prepare(store);
    store.data.network.offline = true;
    await openPopup();
    expect(".pos-offline-cache-section button:contains(Make a new copy)").not.toBeEnabled();
});

test("a till where the cache is off says who can switch it on", async () => {
    await mountIndicator({ info: { enabled: false, debug: false } });
    expect(stateOf()).toBe(PHASE.UNAVAILABLE);
    await openPopup();
    expect(".pos-offline-cache-section p").toHaveText(/A manager can switch it on/);
});

test("a till that is switched off for all says who has done it", async () => {
    await mountIndicator({ info: { enabled: true, switchedOff: true, debug: false } });
    expect(stateOf()).toBe(PHASE.UNAVAILABLE);
    await openPopup();
    expect(".pos-offline-cache-section p").toHaveText(/An administrator has switched it off/);
});

test("a till that is switched off leaves its old worker alone until stock's has taken charge", async () => {
    const client = new FakeClient();
    const info = { enabled: true, switchedOff: true, debug: false };
    const { store, cache } = await mountIndicator({ client, info });
    patchWithCleanup(odoo, { urls_to_cache: "[]" });
    const sparing = [];
    cache.connection = { setSparing: (isSparing) => sparing.push(isSparing) };
    await cache.prepare(store);
    expect(client.asked).toEqual(["HELLO"]);
    client.next = {};
    await client.find();
    for (let second = 0; second < 3; second++) {
        await advanceTime(1000);
    }
    expect(client.asked).toEqual(["HELLO"]);
    expect(sparing.at(-1)).toBe(true);
    client.next = null;
    await advanceTime(1000);
    expect(client.asked).toEqual(["HELLO", "HELLO"]);
    expect(sparing.at(-1)).toBe(false);
    expect(stateOf()).toBe(PHASE.UNAVAILABLE);
});

test("a till with debug assets says how to leave them", async () => {
    await mountIndicator({ info: { enabled: true, debug: true } });
    await openPopup();
    expect(".pos-offline-cache-section p").toHaveText(/Leave debug mode/);
});

test("a browser that stores nothing is told what it needs", async () => {
    const client = new FakeClient();
    client.isSupported = false;
    await mountIndicator({ client });
    await openPopup();
    expect(".pos-offline-cache-section p").toHaveText(/Use HTTPS/);
});

test("pictures are asked for in chunks, with progress after each", async () => {
    const seen = [];
    const client = new FakeClient();
    const prefetcher = new ImagePrefetcher(client, ({ done }) => seen.push(done));
    prefetcher._whenIdle = async () => {};
    await prefetcher.start(
        Array.from({ length: 60 }, (_value, index) => () => `/web/image/${index}`)
    );
    expect(seen).toEqual([0, 25, 50, 60]);
});

test("prefetching ends when the bound is reached", async () => {
    const client = new FakeClient();
    client.isFull = true;
    const prefetcher = new ImagePrefetcher(client, () => {});
    prefetcher._whenIdle = async () => {};
    await prefetcher.start(
        Array.from({ length: 60 }, (_value, index) => () => `/web/image/${index}`)
    );
    expect(client.asked).toEqual(["PREFETCH"]);
});
