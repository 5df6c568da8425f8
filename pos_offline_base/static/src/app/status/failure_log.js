import { makeLogger } from "../lib/logger";
import { classify, FAILURE, getMessage, isTransient } from "../errors/sync_failure";
import { withoutCardNumbers } from "./card_numbers";

const log = makeLogger("FailureLog");
const AREA = "sync_status";
const KEPT_DAYS = 30;
const DAY = 86400000; // ms

/** The last error of each thing that could not be sent, also after a reload. */
export class FailureLog {
    /** @param {() => void} changed called after each change */
    constructor(changed = () => {}) {
        this.failures = new Map();
        this.changed = changed;
        this.store = null;
        this.hasOpenSession = async () => true;
        this.nameMissing = () => ""; // of what an error says is gone
        this.onNoted = () => {}; // called with an id and its failure
    }

    /**
     * @param {string} id
     * @returns {{kind: string, message: string, names: string, since: number}|undefined}
     */
    get(id) {
        return this.failures.get(id);
    }

    /** Remember why `id` could not be sent; the first time it failed stays its time. */
    async note(id, error) {
        const kind = await this._getKind(error);
        if (kind === FAILURE.CONNECTION) {
            return; // that is the line's state, shown once for all
        }
        const message = withoutCardNumbers(getMessage(error));
        const since = this.failures.get(id)?.since || Date.now();
        const failure = { kind, message, names: this.nameMissing(error), since };
        this.failures.set(id, failure);
        log("note", `Not sent: ${id}, ${kind}`);
        this.changed();
        if (!isTransient(kind)) {
            this._write((store) => store.put(AREA, id, failure));
            this.onNoted(id, failure);
        }
    }

    /** It was sent, or is given up. */
    forget(id) {
        if (this.failures.delete(id)) {
            this.changed();
            this._write((store) => store.delete(AREA, id));
        }
    }

    /** Take up what was noted before this start. What failed since is newer and stays. */
    async load(store) {
        this.store = store;
        try {
            for (const { id, value } of (await store?.getAll(AREA)) || []) {
                this._takeUp(id, value);
            }
            this.changed();
        } catch (error) {
            this._warn(error);
        }
    }

    _takeUp(id, value) {
        const isUsable = Object.values(FAILURE).includes(value?.kind) && value.since > 0;
        if (!isUsable || value.since < Date.now() - KEPT_DAYS * DAY) {
            this._write((store) => store.delete(AREA, id));
        } else if (!this.failures.has(id)) {
            const texts = {
                message: String(value.message ?? ""),
                names: String(value.names ?? ""),
            };
            this.failures.set(id, { ...value, ...texts });
        }
    }

    /** The server refuses orders of a closed register with a plain UserError: ask what it was. */
    async _getKind(error) {
        const kind = classify(error);
        return kind === FAILURE.REFUSED && !(await this.hasOpenSession()) ? FAILURE.CLOSED : kind;
    }

    /** A store that fails costs the reason after a reload, never a sale. */
    async _write(change) {
        try {
            await (this.store && change(this.store));
        } catch (error) {
            this._warn(error);
        }
    }

    _warn(error) {
        log("store", "Reasons are not kept", [error]);
    }
}
