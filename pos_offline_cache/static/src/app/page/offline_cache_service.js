import { markRaw, reactive, toRaw } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { session } from "@web/session";
import { BarcodeParser } from "@barcodes/js/barcode_parser";
import { browser } from "@web/core/browser/browser";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { askToPersist, persistence } from "@pos_offline_base/app/store/persistence";
import { getPageInfo, isStoredPage } from "./stored_page";
import { ContactReports } from "./contact_reports";
import { ImagePrefetcher } from "./image_prefetcher";
import { WorkerClient } from "./worker_client";

const log = makeLogger("OfflineCache");
const INSTALL_TIMEOUT = 120000; // ms; a first install downloads the whole release
const LOOK = 1000; // ms
const ROOM_TIMEOUT = 3000; // ms; what has no space waits no longer for it

persistence.atStart = false; // asked once the till is ready for an outage

/** How a till stands: the indicator's colours. */
export const PHASE = Object.freeze({
    PREPARING: "preparing",
    READY: "ready",
    INCOMPLETE: "incomplete",
    UNAVAILABLE: "unavailable",
});

/**
 * The page's side of the offline cache: tells the worker which page this is, has it store what the
 * till needs, and keeps what the indicator shows.
 */
export class OfflineCache {
    /**
     * @param {Object} services
     * @param {Object} services.orm
     * @param {Object} services.pos_connection the monitor
     * @param {WorkerClient} [client]
     * @param {Object|null} [info] as `getPageInfo` returns it
     */
    constructor({ orm, pos_connection }, client = new WorkerClient(), info = getPageInfo()) {
        this.orm = orm;
        this.connection = pos_connection;
        this.client = client;
        this.info = info;
        this._warming = null; // {worker, done} while data are asked for
        this.state = reactive({
            phase:
                info?.enabled && !info.switchedOff && !info.debug && client.isSupported
                    ? PHASE.PREPARING
                    : PHASE.UNAVAILABLE,
            status: null,
            images: { done: 0, total: 0 },
            space: { usage: 0, quota: 0, persisted: false },
        });
        this.prefetcher = new ImagePrefetcher(client, (images) => (this.state.images = images));
        odoo.posOfflineCache = this;
        if (client.isSupported) {
            client.catchRegistration((error) => this._fail("register", error));
        }
    }

    /** Whether the cache may do its work for this till. */
    get isOn() {
        return this.state.phase !== PHASE.UNAVAILABLE;
    }

    /**
     * Make this till ready to open without the server. Nothing waits for it.
     *
     * @param {Object} pos the store of the till
     */
    async prepare(pos) {
        this.pos = pos;
        if (!this.info || !this.client.isSupported) {
            return;
        }
        this.client.onFound(() => this._store());
        this.client.onChange(() => this._store());
        if (this.isOn) {
            this._askToPersist();
        }
        await this._store();
        const { client, connection } = this;
        if (this.isOn && connection.isRunning) {
            const onReturn = () => this._store();
            new ContactReports({ client, connection, user: this.info.user, onReturn }).start();
        }
    }

    /** Drop the stored copy and make a new one. */
    async reset() {
        if (!this.isOn) {
            return;
        }
        this.prefetcher.stop();
        await this.client.ask("RESET");
        await this._store();
    }

    /** @returns {Promise<boolean>} whether pictures were dropped for what had no space */
    async makeRoom() {
        return this.client.isInCharge && this.client.ask("MAKE_ROOM", {}, ROOM_TIMEOUT);
    }

    /** @returns {Promise<Object>} the worker's status with what only the page knows */
    async status() {
        const isChanging = await this._isChanging();
        const status = isChanging
            ? { ...this.state.status, ready: false }
            : this._show(await this.client.ask("STATUS"));
        await this._measure();
        return {
            ...status,
            ...this.state.space,
            images: { ...status.images, ...this.state.images },
        };
    }

    async _store() {
        const turn = (this._turn = {});
        try {
            if (await this._isChanging()) {
                return;
            }
            if (!this.isOn) {
                return await this._leaveToStock();
            }
            const known = await this.client.ask("HELLO", { info: this.info }, INSTALL_TIMEOUT);
            if (!this._isDataStored(known) && !this.pos.data.network.offline) {
                await this._warm();
            }
            await this.status();
            await this.prefetcher.start(this._getImageUrls());
            await this.status();
        } catch (error) {
            if (turn === this._turn) {
                this._fail("store", error); // else another worker was asked since
            }
        }
    }

    /** A page that the server showed needs the data of its own session; a stored one has what it has. */
    _isDataStored({ dataStored, sessionStored }) {
        return isStoredPage() ? dataStored : sessionStored;
    }

    /** The worker runs stock's own for this till, once it knows which till that is. */
    async _leaveToStock() {
        const urlsToCache = JSON.parse(odoo.urls_to_cache);
        const hello = { info: this.info, urlsToCache };
        await this.client.ask("HELLO", hello, INSTALL_TIMEOUT).catch(() => {});
    }

    _fail(step, error) {
        if (this.isOn) {
            this.state.phase = PHASE.INCOMPLETE;
        }
        log(step, "Not ready for offline", [error]);
    }

    /**
     * While another worker is about to take charge nobody should reload: Chromium 156 gives a page that
     * is asked for in that moment to the worker that it is ending, and waits for it for ever. The one
     * that is in charge is not asked either, and the pings, which pass it, rest: it ends only when
     * nobody has asked it anything.
     */
    async _isChanging() {
        const isChanging = Boolean(await this.client.getNext());
        this.connection.setSparing(isChanging);
        browser.clearTimeout(this.timer);
        if (isChanging) {
            this.state.phase = this.isOn ? PHASE.PREPARING : this.state.phase;
            this.timer = browser.setTimeout(() => this._store(), LOOK);
        }
        return isChanging;
    }

    _show(status) {
        this.state.status = status;
        this.state.phase = status.ready ? PHASE.READY : PHASE.INCOMPLETE;
        return status;
    }

    /** All data of a shop are much to ask for: once for each worker, whoever else wants it waits. */
    async _warm() {
        const { worker } = this.client;
        if (this._warming?.worker !== worker) {
            const warming = (this._warming = { worker });
            warming.done = this._askAgain().finally(() => {
                this._warming = this._warming === warming ? null : this._warming;
            });
        }
        return this._warming.done;
    }

    /**
     * On its first visit a page reads its data before the worker is in charge. Ask once more, so that
     * the answers pass the worker; the page itself has no use for them.
     */
    async _askAgain() {
        for (const id of [session.nomenclature_id, session.fallback_nomenclature_id]) {
            await (id && BarcodeParser.fetchNomenclature(this.orm, id));
        }
        const kwargs = { context: { ...user.context, pos_limited_loading: true } };
        const args = [this.info.session ?? odoo.pos_session_id];
        await this._touch("pos.session", "load_data_params", args, { context: user.context });
        await this._touch("pos.session", "load_data", [...args, []], kwargs);
    }

    async _touch(model, method, args, kwargs) {
        const response = await browser.fetch(`/web/dataset/call_kw/${model}/${method}`, {
            method: "POST",
            priority: "low",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({
                id: 0,
                jsonrpc: "2.0",
                method: "call",
                params: { model, method, args, kwargs },
            }),
        });
        await response.body?.cancel();
    }

    /** The pictures that a till shows, those of every receipt and every sale first. */
    _getImageUrls() {
        const { config } = this.pos;
        const models = toRaw(this.pos.models); // reading thousands of records through proxies is slow
        const withImage = (model, field) => models[model].filter((record) => record[field]);
        const methods = withImage("pos.payment.method", "image");
        const categories = config.show_category_images
            ? withImage("pos.category", "has_image")
            : [];
        const products = config.show_product_images
            ? withImage("product.template", "image_128")
            : [];
        return [
            () => config.receiptCompanyLogoUrl,
            () => `/web/image?model=res.company&id=${config.company_id.id}&field=logo`,
            ...methods.map(
                ({ id }) =>
                    () =>
                        `/web/image/pos.payment.method/${id}/image`
            ),
            ...categories.map(
                ({ id }) =>
                    () =>
                        `/web/image?model=pos.category&field=image_128&id=${id}`
            ),
            ...products.map((product) => () => product.getImageUrl()),
        ];
    }

    /** What holds now is read each time it is shown. */
    _askToPersist() {
        askToPersist()?.then(
            () => this._measure(),
            () => {}
        );
    }

    async _measure() {
        const storage = browser.navigator.storage;
        if (storage?.estimate) {
            const { usage = 0, quota = 0 } = await storage.estimate();
            this.state.space = { usage, quota, persisted: Boolean(await storage.persisted?.()) };
        }
    }
}

export const offlineCacheService = {
    dependencies: ["orm", "pos_connection", "pos_offline_store"],
    start(env, services) {
        // Reached through the reactive store: what is posted to the worker must not be proxies.
        const cache = markRaw(new OfflineCache(services));
        services.pos_offline_store.makeRoom = () => cache.makeRoom();
        return cache;
    },
};

registry.category("services").add("pos_offline_cache", offlineCacheService);
