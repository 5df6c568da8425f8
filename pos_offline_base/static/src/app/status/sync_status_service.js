import { markRaw, reactive } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { batched } from "@web/core/utils/timing";
import { makeLogger } from "../lib/logger";
import { SyncStatusPanel } from "./panel/sync_status_panel";
import { FailureLog } from "./failure_log";
import { getMissing, nameMissing } from "../errors/missing_records";
import { limitCpuShare } from "./cpu_share";
import { saveExport } from "./support_export";
import { statusProviders } from "./status_providers";

const log = makeLogger("SyncStatus");

/** What waits for the server, over all probes, and what can be done about it. */
export class SyncStatus {
    /**
     * @param {Object} env
     * @param {Object} services
     * @param {Object} services.dialog
     * @param {Object} [probes] the registry
     */
    constructor(env, { dialog }, probes = statusProviders) {
        this.env = env;
        this.dialog = dialog;
        this.probes = probes;
        this.pos = null;
        this.changed = batched(limitCpuShare(() => this.refresh()));
        this.failures = new FailureLog(() => this.changed());
        this.state = reactive({
            pending: 0, // all that waits, the failed ones too
            failed: 0,
            oldest: null, // ms
            items: [],
            busy: false,
            progress: { done: 0, total: 0 },
        });
    }

    /**
     * The till has started: begin to look.
     *
     * @param {Object} pos the till's store
     */
    attach(pos) {
        this.pos = pos;
        const { orm, pos_offline_store: store } = this.env.services;
        this.failures.hasOpenSession = () => hasOpenSession(orm, pos.config.id);
        this.failures.nameMissing = (error) => nameMissing(pos.models, getMissing(error));
        this.failures.load(store);
        for (const [name, probe] of this.probes.getEntries()) {
            this._try(name, () => probe.start?.(this._context({ changed: this.changed })));
        }
        this.changed();
    }

    /** @returns {Array} what waits now; also in `state` */
    refresh() {
        if (this.pos) {
            const items = this.read();
            this.state.items = markRaw(items);
            this.state.pending = items.length;
            this.state.failed = items.filter((item) => item.state === "failed").length;
            this.state.oldest = items.length ? Math.min(...items.map(({ since }) => since)) : null;
        }
        return this.state.items;
    }

    /**
     * @param {string} [action] with what this one would destroy
     * @returns {Array} items of all probes, each with the `probe` it is of
     */
    read(action) {
        return this.probes.getEntries().flatMap(([name, probe]) => {
            const items = this._try(name, () => probe.read(this._context({ action })));
            return (items || []).map((item) =>
                Object.defineProperty(item, "probe", { value: name })
            );
        });
    }

    /**
     * Send all, as far as it goes.
     *
     * @param {string} [action] with what this one would destroy
     * @returns {Promise<Array>} what still waits
     */
    async settle(action) {
        if (!this.state.busy) {
            await this._work(() => this._sendAll(action));
        }
        return this.read(action);
    }

    /** Send one thing again. */
    async retry(item) {
        const probe = this.probes.get(item.probe);
        await this._work(() =>
            probe.retry ? probe.retry(this._context(), item) : probe.sync?.(this._context())
        );
    }

    /** Do what an item offers beside being sent again. */
    async act(action) {
        await this._work(() => action.run());
    }

    /** Give up items, for a reason that gets into the till's log. */
    async discard(items, reason) {
        for (const item of items) {
            const { discard } = this.probes.get(item.probe);
            await this._try(item.probe, () => discard?.(this._context(), item, reason));
        }
        this.refresh();
    }

    /** Save what waits as a file for support; returns its name. */
    export(action) {
        const content = { config: this.pos.config.id, session: this.pos.session?.id, probes: {} };
        for (const [name, probe] of this.probes.getEntries()) {
            const context = this._context({ action });
            const items = this._try(name, () => probe.read(context).map(forExport));
            const data = this._try(name, () => probe.export?.(context) ?? null);
            content.probes[name] = { items, data };
        }
        return saveExport(content);
    }

    /** Whether a reload would lose something: what is not on this device's disk either. */
    get isMemoryAtRisk() {
        const { network, indexedDB } = this.pos.data;
        return network.unsyncData.length > 0 || (this.state.pending > 0 && !indexedDB?.db);
    }

    openPanel() {
        this.refresh();
        return this.dialog.add(SyncStatusPanel, { status: this });
    }

    async _sendAll(action) {
        await this._lookForTheLine();
        for (const [name, probe] of this.probes.getEntries()) {
            await this._try(name, () => probe.sync?.(this._context({ action })));
        }
    }

    /** Somebody who presses a button knows more than the last ping. */
    async _lookForTheLine() {
        if (this.pos.data.network.offline) {
            const connection = this.env.services.pos_connection;
            await this._try("connection", () =>
                connection ? connection.check() : this.pos.data.checkConnectivity()
            );
        }
    }

    async _work(work) {
        this.state.busy = true;
        try {
            await work();
        } catch (error) {
            this._warn("work", error);
        } finally {
            this.state.busy = false;
            this.state.progress = { done: 0, total: 0 };
            this.refresh();
        }
    }

    /** A probe that fails hides nothing of the others. */
    _try(name, work) {
        const warn = (error) => this._warn(name, error);
        try {
            const result = work();
            return result?.catch ? result.catch(warn) : result;
        } catch (error) {
            warn(error);
        }
    }

    _warn(name, error) {
        log(name, "A probe failed", [error]);
    }

    _context(more = {}) {
        return { env: this.env, pos: this.pos, ...more };
    }
}

const forExport = ({ id, title, since, state, error }) => ({ id, title, since, state, error });

/** Unknown counts as open: the server's own words are then the better reason. */
async function hasOpenSession(orm, configId) {
    const domain = [
        ["config_id", "=", configId],
        ["state", "in", ["opening_control", "opened"]],
    ];
    try {
        return (await orm.silent.searchCount("pos.session", domain)) > 0;
    } catch {
        return true;
    }
}

export const syncStatusService = {
    dependencies: ["dialog", "orm"],
    start(env, services) {
        return markRaw(new SyncStatus(env, services));
    },
};

registry.category("services").add("pos_sync_status", syncStatusService);
