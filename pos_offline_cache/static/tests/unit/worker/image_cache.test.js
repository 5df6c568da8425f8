import { after, beforeEach, describe, expect, mockFetch, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { ImageCache } from "@pos_offline_cache/worker/image_cache";
import { NetworkGate } from "@pos_offline_cache/worker/network_gate";
import { DEVICE_TABLES } from "@pos_offline_cache/worker/store";
import { makeStore, standInForWorker } from "./helpers";

describe.current.tags("headless");

let count = 0;
let event;

beforeEach(() => {
    event = standInForWorker();
});

const url = (id, unique = "1") =>
    `${location.origin}/web/image?model=product.template&field=image_128&id=${id}&unique=${unique}`;

/** The server's pictures are 100 bytes each, unless the test says otherwise. */
function makeCache({ limits = {}, body = "x".repeat(100), type = "image/png", status = 200 } = {}) {
    const asked = [];
    mockFetch((input) => {
        asked.push(input.url || String(input));
        return new Response(body, { status, headers: { "Content-Type": type } });
    });
    const store = makeStore(DEVICE_TABLES);
    const cache = new ImageCache(store, new NetworkGate(), `test-${Date.now()}-${count++}`);
    cache.limits = { imageLimit: 10, imageBytes: 10000, ...limits };
    after(() => caches.delete(cache.name));
    return { cache, store, asked };
}

const stored = async (cache) => (await (await caches.open(cache.name)).keys()).length;

test("pictures of the shop are kept, pictures of people are not", () => {
    const { cache } = makeCache();
    const matches = (path) => cache.matches(new URL(path, location.origin));
    expect(matches("/web/image?model=product.template&field=image_128&id=1")).toBe(true);
    expect(matches("/web/image/pos.payment.method/1/image")).toBe(true);
    expect(matches("/web/image/res.company/1/logo/256x256")).toBe(true);
    expect(matches("/web/image/res.users/2/avatar_128")).toBe(false);
    expect(matches("/web/image?model=res.partner&field=avatar_128&id=1")).toBe(false);
});

test("a picture has one entry, whichever of its versions was asked for", async () => {
    const { cache } = makeCache();
    await cache.prefetch(event, [url(1, "a")]);
    await cache.prefetch(event, [url(1, "b")]);
    expect(await stored(cache)).toBe(1);
    expect(await cache.measure()).toEqual({ count: 1, bytes: 100 });
});

test("what is stored is not fetched again", async () => {
    const { cache, asked } = makeCache();
    await cache.prefetch(event, [url(1), url(2)]);
    await cache.prefetch(event, [url(1), url(2), url(3)]);
    expect(asked.length).toBe(3);
});

test("a prefetch ends at the bound of count", async () => {
    const { cache } = makeCache({ limits: { imageLimit: 2 } });
    const result = await cache.prefetch(event, [url(1), url(2), url(3), url(4)]);
    expect(result).toEqual({ stored: 2, full: true });
    expect(await stored(cache)).toBe(2);
});

test("a prefetch ends at the bound of bytes", async () => {
    const { cache } = makeCache({ limits: { imageBytes: 250 } });
    const { full } = await cache.prefetch(event, [url(1), url(2), url(3), url(4)]);
    expect(full).toBe(true);
    expect((await cache.measure()).bytes <= 250).toBe(true);
});

test("with no pictures allowed none is kept", async () => {
    const { cache } = makeCache({ limits: { imageLimit: 0 } });
    await cache.prefetch(event, [url(1)]);
    expect(await stored(cache)).toBe(0);
});

test("a lower bound takes effect with the next picture, the oldest go first", async () => {
    const { cache } = makeCache();
    await cache.prefetch(event, [url(1), url(2), url(3)]);
    cache.limits = { imageLimit: 2, imageBytes: 10000 };
    const [response, done] = cache.strategy.handleAll({ event, request: new Request(url(4)) });
    await Promise.all([response, done]);
    const keys = await (await caches.open(cache.name)).keys();
    expect(keys.map((key) => new URL(key.url).searchParams.get("id"))).toEqual(["3", "4"]);
});

test("a restarted worker knows what is stored", async () => {
    const { cache, store } = makeCache();
    await cache.prefetch(event, [url(1), url(2)]);
    const restarted = new ImageCache(store, new NetworkGate(), "unused");
    expect(await restarted.measure()).toEqual({ count: 2, bytes: 200 });
});

test("an error or a portal's page is not kept for a picture", async () => {
    for (const answer of [{ status: 502 }, { type: "text/html" }]) {
        const { cache } = makeCache(answer);
        await cache.prefetch(event, [url(1)]);
        expect(await stored(cache)).toBe(0);
    }
});

test("above 80 % of the browser's space all pictures go and none comes", async () => {
    const { cache } = makeCache();
    await cache.prefetch(event, [url(1), url(2)]);
    patchWithCleanup(navigator.storage, { estimate: async () => ({ usage: 81, quota: 100 }) });
    cache._quota.time = 0;
    expect(await cache.prefetch(event, [url(3)])).toEqual({ stored: 0, full: true });
    expect(await cache.measure()).toEqual({ count: 0, bytes: 0 });
    expect(await stored(cache)).toBe(0);
});

test("where a write had no space all pictures go, and none comes for an hour, also after a restart", async () => {
    const { cache, store } = makeCache();
    await cache.prefetch(event, [url(1), url(2)]);
    expect(await cache.makeRoom()).toBe(true);
    expect(await stored(cache)).toBe(0);
    expect(await cache.makeRoom()).toBe(false); // nothing is left to give way
    const restarted = new ImageCache(store, new NetworkGate(), `${cache.name}-again`);
    after(() => caches.delete(restarted.name));
    expect(await restarted.prefetch(event, [url(3)])).toEqual({ stored: 0, full: true });
    expect(restarted.hasMadeRoom).toBe(true);
    await advanceTime(3600000);
    restarted._quota.time = 0;
    expect(await restarted.prefetch(event, [url(3)])).toEqual({ stored: 1, full: false });
});

test("a picture that cannot be had is blank, not broken", async () => {
    const { cache } = makeCache();
    mockFetch(() => {
        throw new TypeError("refused");
    });
    const answer = await cache.answer({ ...event, request: new Request(url(1)) });
    expect(answer.headers.get("Content-Type")).toBe("image/svg+xml");
});

test("a stored picture is shown at once and asked for again a little later", async () => {
    const { cache, asked } = makeCache();
    await cache.prefetch(event, [url(1)]);
    await cache.answer({ ...event, request: new Request(url(1, "b")) });
    expect(asked.length).toBe(1);
    await advanceTime(1000);
    await animationFrame();
    expect(asked.at(-1)).toInclude("unique=b");
});

test("on a dead link a stored picture is shown and not asked for again", async () => {
    const { cache, asked } = makeCache();
    await cache.prefetch(event, [url(1)]);
    cache.gate._lose();
    const answer = await cache.answer({ ...event, request: new Request(url(1, "b")) });
    await advanceTime(1000);
    expect(answer.headers.get("Content-Type")).toBe("image/png");
    expect(asked.length).toBe(1);
});
