import { NETWORK, PREFIX } from "./constants";

/* global workbox */

const MODELS = [
    "product.template",
    "product.product",
    "product.template.attribute.value",
    "pos.category",
    "pos.payment.method",
    "pos.preset",
    "product.tag",
    "res.company",
];
const REFRESH_AFTER = 1000; // ms
const QUOTA_SHARE = 0.8; // above it the pictures go first
const QUOTA_AGE = 10000; // ms for which an estimate of the quota is believed
const FULL_FOR = 3600000; // ms for which no picture comes once the space was really full

/**
 * Pictures of the shop: shown at once from the store and refreshed behind, within a bound of count
 * and space. Pictures of people are not kept.
 */
export class ImageCache {
    /**
     * @param {import("./store").Store} store of the device
     * @param {import("./network_gate").NetworkGate} gate
     * @param {string} database
     */
    constructor(store, gate, database) {
        this.store = store;
        this.gate = gate;
        this.name = `${PREFIX}/${database}/images`;
        this.limits = { imageLimit: 5000, imageBytes: 200 * 1024 * 1024 };
        this._sizes = null; // Map of key -> bytes, oldest first
        this._bytes = 0;
        this._evicted = 0; // pictures that made room for others, since the worker started
        this._quota = { time: 0, isTight: false };
        this._fullUntil = 0;
        this.strategy = new workbox.strategies.StaleWhileRevalidate({
            cacheName: this.name,
            plugins: [
                {
                    cacheKeyWillBeUsed: async ({ request }) => keyOf(request.url),
                    cacheWillUpdate: async ({ response }) => this._admit(response),
                    cacheDidUpdate: async ({ request, newResponse }) =>
                        this._account(request.url, newResponse.clone()),
                },
            ],
        });
    }

    /** Whether pictures have made room lately, and stay away for a while. */
    get hasMadeRoom() {
        return Date.now() < this._fullUntil;
    }

    matches(url) {
        const model = url.searchParams.get("model") || url.pathname.split("/")[3];
        return url.pathname.startsWith("/web/image") && MODELS.includes(model);
    }

    async answer(event) {
        const stored = await this._match(event.request.url);
        if (stored) {
            event.waitUntil(this._refresh(event));
            return stored;
        }
        const answer = this.strategy.handle({ event, request: event.request });
        const { value } = await this.gate.wait(answer);
        return value || blankImage();
    }

    /**
     * Fetch those of the pictures that are not stored yet.
     *
     * @param {ExtendableEvent} event
     * @param {string[]} urls
     * @returns {Promise<{stored: number, full: boolean}>} how many of them are stored now, and
     *  whether the bound keeps the rest out
     */
    async prefetch(event, urls) {
        const sizes = await this._load();
        const before = this._evicted;
        let full = await this._isFull();
        for (const url of urls) {
            if (!full && !sizes.has(keyOf(url))) {
                await this._fetch(event, url);
                // A prefetch must not push out one picture for the next.
                full = this._evicted > before || (await this._isFull());
            }
        }
        return { stored: urls.filter((url) => sizes.has(keyOf(url))).length, full };
    }

    /** @returns {Promise<{count: number, bytes: number}>} */
    async measure() {
        const sizes = await this._load();
        return { count: sizes.size, bytes: this._bytes };
    }

    async clear() {
        await caches.delete(this.name);
        await this.store.clear("images");
        this._sizes = new Map();
        this._bytes = 0;
    }

    /**
     * A write has failed for want of space. Chromium tells pages of more space than there is, so that
     * this may be the first that is known of it.
     *
     * @returns {Promise<boolean>} whether pictures have made room
     */
    async makeRoom() {
        const { size } = await this._load();
        this._fullUntil = Date.now() + FULL_FOR;
        await this.clear();
        await this.store.put("state", this._fullUntil, "pictures_full_until").catch(() => {});
        return size > 0;
    }

    async _match(url) {
        const isStored = (await this._load()).has(keyOf(url));
        return isStored ? (await caches.open(this.name)).match(keyOf(url)) : undefined;
    }

    /** Not at once: a till that starts has better use for its connections. */
    async _refresh(event) {
        await new Promise((resolve) => setTimeout(resolve, REFRESH_AFTER));
        if (this.gate.state !== NETWORK.LOST) {
            await this._fetch(event, event.request.url);
        }
    }

    async _fetch(event, url) {
        const request = new Request(url, { priority: "low", credentials: "same-origin" });
        const [response, done] = this.strategy.handleAll({ event, request });
        await Promise.allSettled([response, done]);
    }

    async _admit(response) {
        const isImage = (response.headers.get("Content-Type") || "").startsWith("image/");
        const isRight = response.status === 200 && !response.redirected && isImage;
        return isRight && !(await this._isQuotaTight()) && this.limits.imageLimit ? response : null;
    }

    async _account(url, response) {
        const sizes = await this._load();
        const key = keyOf(url);
        const bytes = (await response.blob()).size;
        this._bytes += bytes - (sizes.get(key) || 0);
        sizes.delete(key);
        sizes.set(key, bytes);
        await this.store.put("images", { url: key, bytes, time: Date.now() });
        await this._shrink();
    }

    async _shrink() {
        const { imageLimit, imageBytes } = this.limits;
        for (const key of this._sizes.keys()) {
            if (this._sizes.size <= imageLimit && this._bytes <= imageBytes) {
                return;
            }
            this._bytes -= this._sizes.get(key);
            this._sizes.delete(key);
            this._evicted++;
            await (await caches.open(this.name)).delete(key);
            await this.store.delete("images", key);
        }
    }

    async _isFull() {
        const { imageLimit, imageBytes } = this.limits;
        const isFull = this._sizes.size >= imageLimit || this._bytes >= imageBytes;
        return isFull || this._isQuotaTight();
    }

    async _isQuotaTight() {
        if (this.hasMadeRoom) {
            return true;
        }
        if (Date.now() - this._quota.time > QUOTA_AGE) {
            const { usage = 0, quota = 0 } = await navigator.storage.estimate();
            const isTight = quota > 0 && usage > quota * QUOTA_SHARE;
            this._quota = { time: Date.now(), isTight };
            if (isTight) {
                await this.clear();
            }
        }
        return this._quota.isTight;
    }

    async _load() {
        if (!this._sizes) {
            const records = await this.store.getAll("images").catch(() => []);
            const until = await this.store.get("state", "pictures_full_until").catch(() => 0);
            this._fullUntil = Math.max(this._fullUntil, until || 0);
            records.sort((one, other) => one.time - other.time);
            this._sizes = new Map(records.map(({ url, bytes }) => [url, bytes]));
            this._bytes = records.reduce((sum, { bytes }) => sum + bytes, 0);
        }
        return this._sizes;
    }
}

/** @returns {Response} a picture that shows nothing, instead of a broken one */
export function blankImage() {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
    return new Response(svg, { headers: { "Content-Type": "image/svg+xml" } });
}

/** One entry per picture: `unique` only tells its versions apart. */
function keyOf(href) {
    const url = new URL(href, location.origin);
    url.searchParams.delete("unique");
    return url.href;
}
