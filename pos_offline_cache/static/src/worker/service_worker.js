/* eslint-env serviceworker */
/* eslint-disable no-restricted-globals */
/* global workbox */

import { NETWORK, PREFIX, STOCK_CACHE } from "./constants";
import { BootReads } from "./boot_reads";
import { blankImage, ImageCache } from "./image_cache";
import { LoadDataArchive } from "./load_data_archive";
import { NetworkGate } from "./network_gate";
import { configOfUrl, isServed } from "./page_info";
import { PageRegistry } from "./page_registry";
import { PageTalk } from "./page_talk";
import { ReleaseStore } from "./release_store";
import { RpcCache } from "./rpc_cache";
import { ruleOf } from "./rpc_policy";
import { SessionKeeper } from "./session_keeper";
import { ShellKeeper } from "./shell_keeper";
import { StockWorker } from "./stock_worker";
import { StoredAge } from "./stored_age";
import { DEVICE_TABLES, Store, USER_TABLES } from "./store";
import { Translations } from "./translations";
import { Vault } from "./vault";

const settings = self.posOfflineCacheSettings;
const { database } = settings;

const userStore = new Store(`${PREFIX}-user/${database}`, USER_TABLES);
const deviceStore = new Store(`${PREFIX}-device/${database}`, DEVICE_TABLES);
const stock = new StockWorker(self.posStockWorker);
const vault = new Vault(userStore);
const session = new SessionKeeper(userStore, deviceStore);
const pages = new PageRegistry(deviceStore);
const releases = new ReleaseStore(settings);
const gate = new NetworkGate();
const archive = new LoadDataArchive(vault);
const bootReads = new BootReads({ gate, vault, session });
const images = new ImageCache(deviceStore, gate, database);
const translations = new Translations(gate, releases, database);
const shells = new ShellKeeper({
    gate,
    vault,
    archive,
    session,
    releases,
    pages,
    age: new StoredAge(vault),
    on: { reset, settings: obey, removed: giveWay, gone: leave },
});
const rpc = new RpcCache({ gate, vault, archive, session, bootReads, shells });
workbox.core.registerQuotaErrorCallback(() => images.makeRoom()); // a release goes before pictures
let removal = null; // once begun, the promise of it
const ready = session.getSettings().then((known) => known && obey(known));

/** @param {import("./session_keeper").Settings} wanted */
function obey(wanted) {
    gate.deadline = wanted.deadline;
    images.limits = wanted;
}

//-----------------------------------------------------------------------------
// Life
//-----------------------------------------------------------------------------

self.addEventListener("install", (event) => {
    event.waitUntil(releases.install(event).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
    event.waitUntil(takeOver());
});

async function takeOver() {
    await self.clients.claim();
    await caches.delete(STOCK_CACHE);
    await tidy();
}

/** Old releases go when no open page and no stored page needs them. */
async function tidy() {
    try {
        await removeUnneeded();
    } catch (error) {
        console.warn("Old releases were left in place:", error);
    }
}

async function removeUnneeded() {
    const clients = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const tills = clients.filter(({ url }) => configOfUrl(new URL(url)) !== null);
    const open = await pages.sweep(tills);
    if (open.every(Boolean)) {
        const needed = [...open, ...(await shells.list())].map(({ release }) => release);
        await releases.tidy(new Set(needed));
    }
}

/** Drop what is stored of the server's data; the release of the code stays. */
async function reset() {
    await vault.dropAll();
    await images.clear();
    await caches.delete(translations.name);
}

/** The module is gone from the server. */
async function leave() {
    await self.registration.unregister();
    await remove();
}

/**
 * Switched off on the server: have stock's worker come now. The browser looks for it by itself, but
 * puts that off for as long as a till asks for things.
 */
async function giveWay() {
    self.registration.update().catch(() => {});
    await remove();
}

/**
 * Leave nothing behind, and from now on everything to stock's worker. Its own script is on its way,
 * but waits until the last till of this browser is closed.
 */
function remove() {
    removal ||= removeEverything();
    return removal;
}

/** Switched on again before that script came: for the browser the same text is no new worker. */
async function comeBack() {
    await removal;
    removal = null;
    userStore.reopen();
    deviceStore.reopen();
}

async function removeEverything() {
    images.limits = { imageLimit: 0, imageBytes: 0 }; // those on their way are not stored any more
    await userStore.destroy();
    await deviceStore.destroy();
    for (const name of await caches.keys()) {
        if (name.startsWith(`${PREFIX}/${database}/`)) {
            await caches.delete(name);
        }
    }
    releases.forget();
}

//-----------------------------------------------------------------------------
// Requests, from the top: the first route that matches answers
//-----------------------------------------------------------------------------

const router = new workbox.routing.Router();

function route(method, match, handle) {
    const guarded = async ({ event, url }) => {
        try {
            await ready;
            return await (removal ? stock.answer(event) : handle(event, url));
        } catch (error) {
            console.warn("Left to the network:", url.pathname, error);
            return fetch(event.request);
        }
    };
    router.registerRoute(new workbox.routing.Route(match, guarded, method));
}

const isOwn = (url) => url.origin === self.location.origin;

// A till's page.
route(
    "GET",
    ({ request, url }) => request.mode === "navigate" && isOwn(url) && configOfUrl(url) !== null,
    async (event, url) => {
        const config = configOfUrl(url);
        const served = await session.isServed(config);
        const fetching = served ? gate.fetch(event.request) : stock.answer(event);
        if (served) {
            keepAlive(event, bootReads.start(config, fetching));
        }
        return shells.open(event, config, fetching);
    }
);

// Reads that a till waits for. Everything else that is posted never comes here.
route(
    "POST",
    ({ url }) => isOwn(url) && ruleOf(url) !== null,
    async (event, url) => {
        const page = await pages.lookup(event.clientId);
        return isServed(page)
            ? rpc.answer(event.request, ruleOf(url), page, (work) => keepAlive(event, work))
            : fetch(event.request);
    }
);

// Code and styles: the address names the content.
route(
    "GET",
    ({ url }) => isOwn(url) && url.pathname.startsWith("/web/assets/"),
    async (event) => (await releases.matchAny(event.request.url)) || forward(event)
);

// The bus worker, which no page asks for itself.
route(
    "GET",
    ({ url }) => isOwn(url) && url.pathname === "/pos/offline/bus_worker",
    async (event) => (await releases.matchAny(event.request.url)) || fetch(event.request)
);

route(
    "GET",
    ({ url }) => isOwn(url) && translations.matches(url),
    (event) => forPage(event, (page) => translations.answer(event, page))
);

route(
    "GET",
    ({ url }) => isOwn(url) && images.matches(url),
    (event) => forPage(event, () => images.answer(event))
);

// Other pictures, of people above all, are not kept: without the server a blank one stands for them.
route(
    "GET",
    ({ url }) => isOwn(url) && url.pathname.startsWith("/web/image"),
    (event) => forPage(event, () => inTime(gate.fetch(event.request), blankImage))
);

// Files of the code that are not in the release: kept beside it as they are used.
route(
    "GET",
    ({ url }) => isOwn(url) && /^\/\w+\/static\//.test(url.pathname),
    (event) =>
        forPage(event, async (page) => {
            const known = await releases.match(event.request.url, page.release);
            return known || keepExtra(event, page);
        })
);

router.addFetchListener();

/** @param {Function} handle called with the page, where the cache is on for it */
async function forPage(event, handle) {
    const page = await pages.lookup(event.clientId);
    return isServed(page) ? handle(page) : forward(event, page);
}

/** Where the cache is off for a till, it has what stock's worker would give it. */
async function forward(event, page) {
    const known = page || (await pages.lookup(event.clientId));
    return known && !isServed(known) ? stock.answer(event) : fetch(event.request);
}

async function keepExtra(event, { release }) {
    const cacheName = releases.extraPrefix + release;
    if (gate.state === NETWORK.LOST) {
        const stored = await (await caches.open(cacheName)).match(event.request);
        return stored || Response.error();
    }
    const strategy = new workbox.strategies.NetworkFirst({
        cacheName,
        networkTimeoutSeconds: gate.deadline / 2000,
        plugins: [new workbox.cacheableResponse.CacheableResponsePlugin({ statuses: [200] })],
    });
    return inTime(strategy.handle({ event, request: event.request }), () => Response.error());
}

/** Nothing that a till starts with may hang. */
async function inTime(answer, otherwise) {
    const { value } = await gate.wait(answer);
    return value || otherwise();
}

function keepAlive(event, work) {
    event.waitUntil(work.catch((error) => console.warn("An answer was not stored:", error)));
}

//-----------------------------------------------------------------------------
// Messages
//-----------------------------------------------------------------------------

const talk = new PageTalk({
    settings,
    archive,
    gate,
    images,
    pages,
    releases,
    rpc,
    session,
    shells,
    stock,
    on: {
        reset,
        visit: tidy,
        other: () => self.registration.update(),
        hurry: () => self.skipWaiting(),
    },
});

self.addEventListener("message", (event) => {
    event.waitUntil(ready.then(() => hear(event)));
});

async function hear(event) {
    if (removal && isServed(event.data?.info)) {
        await comeBack();
    }
    return removal ? stock.tell(event) : talk.hear(event);
}

// Read by the end of the served text: without it, stock's worker is run instead.
self.posOfflineCacheRuns = true;
