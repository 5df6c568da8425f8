import { reportParts } from "@pos_offline_base/app/status/report_parts";
import { describeBrowser } from "./browser_name";

const PROTOCOL = 1;
const MOST = 16; // providers, codes
const LABEL_LENGTH = 64;

/** What a till says of itself. Times are ages in seconds: its clock may be wrong. */
export class TillReport {
    /**
     * @param {Object} pos the till's store
     * @param {Object} parts
     * @param {import("@pos_offline_base/app/lib/page_info").PageInfo} parts.info
     * @param {Object} parts.monitor state of the connection
     * @param {import("./till_token").TillToken} parts.token
     * @param {import("@pos_offline_base/app/lib/clock").Clock} parts.clock
     * @param {StorageManager} [parts.storage]
     * @param {Object} [parts.registry] of what modules tell
     */
    constructor(pos, { info, monitor, token, clock, storage, registry = reportParts }) {
        this.pos = pos;
        this.info = info;
        this.monitor = monitor;
        this.token = token;
        this.clock = clock;
        this.storage = storage;
        this.registry = registry;
        this.lastSale = null;
    }

    /** The server has confirmed a sale. */
    confirm({ reference }) {
        this.lastSale = { reference: String(reference || ""), time: this.clock.now() };
    }

    /** Have `changed` called when a module would tell something else. */
    follow(changed) {
        const context = { env: this.pos.env, pos: this.pos, changed };
        this._getParts().forEach((part) => attempt(() => part.start?.(context)));
    }

    /**
     * @param {Object[]} outages as `OutageLog.list` gives them
     * @returns {Promise<Object>} what `pos.config.report_offline_till` takes
     */
    async build(outages) {
        const { pos } = this;
        const device = pos.device.identifier;
        return {
            protocol: PROTOCOL,
            database: this.info.database,
            device,
            session: pos.session.id,
            token: await this.token.get(device, pos.session.id),
            storage: await this._measure(),
            cashier: asId(pos.getCashier?.()?.id),
            version: this.info.version,
            browser: describeBrowser(navigator.userAgent),
            connection: this._getConnection(),
            outages,
            sale: this._getSale(),
            ...this._getWaiting(),
            ...this._getReadiness(),
            now: Date.now(),
        };
    }

    _age(time) {
        return Math.max(this.clock.now() - time, 0) / 1000;
    }

    _getConnection() {
        const { status, layer, since } = this.monitor.state;
        return { status, layer: layer || null, age: this._age(since) };
    }

    _getSale() {
        const sale = this.lastSale;
        return sale && { reference: sale.reference.slice(0, 64), age: this._age(sale.time) };
    }

    _getWaiting() {
        const { state, probes, failures } = this.pos.syncStatus;
        const waiting = [...groupByProbe(state.items)].slice(0, MOST).map(([name, items]) => ({
            name: asCode(name),
            label: String(probes.get(name).label || name).slice(0, LABEL_LENGTH),
            count: items.length,
            failed: items.filter(isFailed).length,
            age: this._age(Math.min(...items.map(({ since }) => since))),
        }));
        return { waiting, failures: countFailures(state.items.filter(isFailed), failures) };
    }

    /** Where no module knows, nobody says that it is ready. */
    _getReadiness() {
        const context = { env: this.pos.env, pos: this.pos };
        const parts = this._getParts().map((part) => attempt(() => part.read(context)));
        const told = parts.filter(Boolean);
        const reasons = told.flatMap((part) => part.reasons).slice(0, MOST);
        const release = told.map((part) => part.release).find(Boolean) || null;
        const isKnown = told.some((part) => "release" in part) || reasons.length > 0;
        return { reasons, release, ready: isKnown ? !reasons.length : null };
    }

    _getParts() {
        return this.registry.getEntries().map(([, part]) => part);
    }

    async _measure() {
        try {
            const { usage = null, quota = null } = (await this.storage?.estimate?.()) || {};
            const persisted = (await this.storage?.persisted?.()) ?? null;
            return { used: usage, quota, persisted };
        } catch {
            return { used: null, quota: null, persisted: null };
        }
    }
}

const isFailed = ({ state }) => state === "failed";

const asCode = (text) =>
    String(text)
        .toLowerCase()
        .replace(/[^a-z0-9_]/g, "_")
        .slice(0, 32);

const asId = (id) => (Number.isInteger(id) && id > 0 ? id : null);

function groupByProbe(items) {
    const groups = new Map();
    for (const item of items) {
        groups.set(item.probe, [...(groups.get(item.probe) || []), item]);
    }
    return groups;
}

/** Of orders the log of failures knows why. */
function countFailures(items, failures) {
    const counts = {};
    for (const { id, code } of items) {
        const name = asCode(code || failures.get(id)?.kind || "other");
        if (name in counts || Object.keys(counts).length < MOST) {
            counts[name] = (counts[name] || 0) + 1;
        }
    }
    return counts;
}

/** A part that fails hides nothing of the others. */
function attempt(work) {
    try {
        return work();
    } catch {
        return null;
    }
}
