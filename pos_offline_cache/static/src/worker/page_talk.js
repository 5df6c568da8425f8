import { MESSAGES } from "./constants";
import { isServed } from "./page_info";

/** What a page may ask of the worker, one method for each message. */
export class PageTalk {
    /**
     * @param {Object} parts
     * @param {Object} parts.settings of this worker's release
     * @param {import("./load_data_archive").LoadDataArchive} parts.archive
     * @param {import("./network_gate").NetworkGate} parts.gate
     * @param {import("./image_cache").ImageCache} parts.images
     * @param {import("./page_registry").PageRegistry} parts.pages
     * @param {import("./release_store").ReleaseStore} parts.releases
     * @param {import("./rpc_cache").RpcCache} parts.rpc
     * @param {import("./session_keeper").SessionKeeper} parts.session
     * @param {import("./shell_keeper").ShellKeeper} parts.shells
     * @param {import("./stock_worker").StockWorker} parts.stock
     * @param {Object} parts.on `reset()` drops what is stored, `visit()` follows each new page,
     *  `other()` has the browser look for the worker of another database, `hurry()` has it take this one
     */
    constructor(parts) {
        Object.assign(this, parts);
        this.answers = {
            [MESSAGES.HELLO]: this.hello,
            [MESSAGES.STATUS]: this.status,
            [MESSAGES.PREFETCH]: this.prefetch,
            [MESSAGES.RESET]: this.reset,
            [MESSAGES.MAKE_ROOM]: this.makeRoom,
            [MESSAGES.LIST_TILLS]: this.listTills,
            [MESSAGES.CONTACT]: this.contact,
            [MESSAGES.SIGNED_OUT]: this.signedOut,
            [MESSAGES.SKIP_WAITING]: () => this.on.hurry(),
        };
    }

    /** Answer on the port that came with the message: `{value}` or `{error}`. */
    async hear(event) {
        const { type, ...data } = event.data || {};
        if (!Object.hasOwn(this.answers, type)) {
            return; // stock's page talks to stock's worker: `hello` passes on what matters
        }
        try {
            const value = await this.answers[type].call(this, event, data);
            event.ports[0]?.postMessage({ value });
        } catch (error) {
            event.ports[0]?.postMessage({ error: error.message });
        }
    }

    /**
     * A page says which it is: on its first visit it came without this worker. Where the cache is off
     * it brings what stock's page asks stock's worker to fill its cache with.
     */
    async hello(event, { info, urlsToCache }) {
        if (!isServed(info)) {
            this.stock.tell({ data: { urlsToCache } });
        }
        if (info.switchedOff) {
            return undefined; // all was removed, and what is written now would stay
        }
        if (info.database !== this.settings.database) {
            this.on.other().catch(() => {}); // without the server: with the next visit
            return this._getStatus(null);
        }
        await this.pages.remember(event.source.id, info);
        await this.session.setServed(info);
        if (isServed(info)) {
            await this.releases.ensure(event);
            await this.shells.fetchOnce(info).catch(() => {});
        }
        await this.on.visit();
        return this._getStatus(info);
    }

    async status(event) {
        return this._getStatus(await this.pages.lookup(event.source.id));
    }

    async prefetch(event, { urls }) {
        const mine = urls.filter((url) => this.images.matches(new URL(url, location.origin)));
        return this.images.prefetch(event, mine);
    }

    async reset() {
        if (!(await this.gate.isOdooThere())) {
            throw new Error("The server does not answer, so the stored copy stays.");
        }
        await this.on.reset();
    }

    /** The page was told by the server who is signed in. */
    async contact(event, { user }) {
        await this.shells.noteContact(user);
    }

    /** The page was told that this user is signed in no more: its stored copy is not given to anybody. */
    async signedOut(event, { user }) {
        await this.shells.forgetUser(user);
    }

    /** What a page must not lose had no space; true when it may try again. */
    async makeRoom() {
        return this.images.makeRoom();
    }

    /** The emergency page asks which tills it could open instead. */
    async listTills(event) {
        const tills = (await this.shells.listOpening()).map(({ config, configName }) => ({
            config,
            name: configName,
        }));
        event.source.postMessage({ type: MESSAGES.TILLS, tills });
    }

    /** @returns {Promise<Object>} what the indicator shows */
    async _getStatus(page) {
        await this.rpc.whenKept();
        const tills = await this.shells.listOpening();
        const till = tills.find(({ config }) => config === page?.config);
        const dataStored = Boolean(page) && (await this.archive.has(page));
        return {
            release: this.releases.current,
            version: this.settings.version,
            complete: Boolean(await this.releases.getMark(this.releases.current)),
            files: this.settings.files.length,
            ready: Boolean(till) && dataStored && isServed(page),
            enabled: Boolean(page?.enabled),
            debug: Boolean(page?.debug),
            shells: tills.map(({ config }) => config),
            storedAt: till?.time || null,
            dataStored,
            sessionStored: Boolean(page) && (await this.archive.holds(page)),
            images: await this.images.measure(),
            hasMadeRoom: this.images.hasMadeRoom,
            network: this.gate.state,
        };
    }
}
