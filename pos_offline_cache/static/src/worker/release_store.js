import { PREFIX } from "./constants";

/* global workbox */

const MARK_URL = "/pos/offline/release"; // no such page: the entry that says a release is whole
const REVISION = "__WB_REVISION__"; // Workbox's own parameter in the keys of its precache
const LANES = 4; // files brought in side by side: a slow line has long round trips
const TYPES = { js: "javascript", css: "css" };

/** An answer that is not the file that was asked for must not enter a release. */
export const onlyTheFileItself = {
    cacheWillUpdate: async ({ request, response }) => {
        const extension = new URL(request.url).pathname.split(".").pop();
        const type = response.headers.get("Content-Type") || "";
        const isRight = type.includes(TYPES[extension] || "");
        return response.status === 200 && !response.redirected && isRight ? response : null;
    },
};

/**
 * Releases of the till's code, each in a cache of its own: whole or not there. A page is only ever
 * given files of the release that it was made of.
 */
export class ReleaseStore {
    /**
     * @param {{id: string, version: string, database: string, files: Object[]}} settings
     */
    constructor(settings) {
        this.settings = settings;
        this.prefix = `${PREFIX}/${settings.database}/release/`;
        this.extraPrefix = `${PREFIX}/${settings.database}/extra/`;
        this._marks = new Map();
        this._caches = new Map();
    }

    get current() {
        return this.settings.id;
    }

    /** Bring this worker's release in whole, or fail and leave everything as it was. */
    install(event) {
        return this._exclusively("shared", async () => {
            const cache = await caches.open(this.prefix + this.current);
            await this._copyUnchanged(cache);
            const lanes = Array.from({ length: LANES }, (_value, lane) =>
                this.settings.files.filter((_file, index) => index % LANES === lane)
            );
            await Promise.all(lanes.map((files) => this._precache(event, files)));
            const mark = JSON.stringify({ ...this.settings, time: Date.now() });
            await cache.put(MARK_URL, new Response(mark));
        });
    }

    /** Bring this worker's release in if it was removed since: the browser installs a worker once. */
    async ensure(event) {
        if (!(await this.getMark(this.current))) {
            // Workbox brings files in for an event of this type only.
            const waitUntil = (work) => event.waitUntil(work);
            await this.install({ type: "install", waitUntil });
        }
    }

    /** Read anew what is whole: somebody removed the caches. */
    forget() {
        this._marks.clear();
        this._caches.clear();
    }

    /**
     * @param {string} url
     * @param {string} release the page's
     * @returns {Promise<Response|undefined>}
     */
    async match(url, release) {
        const mark = await this.getMark(release);
        const key = mark?.keys.get(new URL(url, location.origin).href);
        return key && (await this._open(release)).match(key, { ignoreVary: true });
    }

    /** Find a file whose address names its content, in whichever release has it. */
    async matchAny(url) {
        const found = await this.match(url, this.current);
        if (found) {
            return found;
        }
        for (const release of await this.getWhole()) {
            const older = await this.match(url, release);
            if (older) {
                return older;
            }
        }
        return undefined;
    }

    /** @returns {Promise<string[]>} ids of the whole releases, this worker's first */
    async getWhole() {
        const ids = await this._list();
        ids.sort((one, other) => (other === this.current) - (one === this.current));
        const marks = await Promise.all(ids.map((id) => this.getMark(id)));
        return ids.filter((_id, index) => marks[index]);
    }

    /** @returns {Promise<Object|null>} what is known of a whole release; null where it is not whole */
    async getMark(release) {
        if (!this._marks.has(release)) {
            const name = this.prefix + release;
            const response = (await caches.has(name))
                ? await (await caches.open(name)).match(MARK_URL)
                : null;
            if (!response) {
                return null;
            }
            const mark = await response.json();
            this._marks.set(release, { ...mark, keys: this._keys(mark) });
        }
        return this._marks.get(release);
    }

    /** Remove the releases that nobody needs, unless one is being installed right now. */
    async tidy(needed) {
        await this._exclusively("exclusive", async () => {
            for (const id of await this._list()) {
                if (id !== this.current && !needed.has(id)) {
                    this._marks.delete(id);
                    this._caches.delete(id);
                    await caches.delete(this.prefix + id);
                    await caches.delete(this.extraPrefix + id);
                }
            }
        });
    }

    _open(release) {
        if (!this._caches.has(release)) {
            this._caches.set(release, caches.open(this.prefix + release));
        }
        return this._caches.get(release);
    }

    /** Workbox brings in one file after the other. */
    async _precache(event, files) {
        const controller = new workbox.precaching.PrecacheController({
            cacheName: this.prefix + this.current,
            plugins: [onlyTheFileItself],
            fallbackToNetwork: false,
        });
        controller.addToCacheList(
            files.map((file) => ({ ...file, revision: file.revision || null }))
        );
        await controller.install(event);
    }

    async _list() {
        const names = await caches.keys();
        return names
            .filter((name) => name.startsWith(this.prefix))
            .map((name) => name.slice(this.prefix.length));
    }

    /** Files that did not change since another release are not asked of the server again. */
    async _copyUnchanged(cache) {
        for (const key of this._keys(this.settings).values()) {
            for (const id of await this._list()) {
                const other = await caches.open(this.prefix + id);
                const known = id !== this.current && (await other.match(key, { ignoreVary: true }));
                if (known && !(await cache.match(key, { ignoreVary: true }))) {
                    await cache.put(key, known);
                }
            }
        }
    }

    _keys({ files }) {
        const keys = new Map();
        for (const { url, revision } of files) {
            const key = new URL(url, location.origin);
            const href = key.href;
            if (revision) {
                key.searchParams.set(REVISION, revision);
            }
            keys.set(href, key.href);
        }
        return keys;
    }

    _exclusively(mode, action) {
        const options = { mode, ifAvailable: mode === "exclusive" };
        return navigator.locks.request(`${this.prefix}lock`, options, (lock) => lock && action());
    }
}
