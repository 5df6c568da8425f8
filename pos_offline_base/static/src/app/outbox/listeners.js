import { makeLogger } from "../lib/logger";

const log = makeLogger("Outbox");

/** Who wants to know what became of operations. */
export class OutboxListeners {
    constructor() {
        this._callbacks = new Map(); // "event kind" → Set
        this._onChange = new Set();
    }

    /** @returns {Function} that ends it */
    add(event, kind, callback) {
        const key = `${event} ${kind}`;
        if (!this._callbacks.has(key)) {
            this._callbacks.set(key, new Set());
        }
        this._callbacks.get(key).add(callback);
        return () => this._callbacks.get(key).delete(callback);
    }

    /** @param {() => void} callback called whenever an operation has changed */
    onChange(callback) {
        this._onChange.add(callback);
        return () => this._onChange.delete(callback);
    }

    changed() {
        this._onChange.forEach((callback) => callback());
    }

    /**
     * @returns {Promise<Object[]|null>} the changes of the store that they ask for; null where one of
     *  them failed, or nobody is there who could use it
     */
    async tell(event, operation) {
        const callbacks = this._callbacks.get(`${event} ${operation.kind}`);
        if (!callbacks?.size) {
            return event === "done" ? null : [];
        }
        const changes = [];
        for (const callback of callbacks) {
            try {
                changes.push(...((await callback(operation, operation.answer)) || []));
            } catch (error) {
                const text = `${event} ${operation.kind}`;
                log("listener", text, [error]);
                return null;
            }
        }
        return changes;
    }
}
