import { withDeadline } from "@pos_offline_base/app/lib/deadline";
const ANSWER_TIMEOUT = 10000; // ms
const CHANGE_TIMEOUT = 45000; // ms that another worker has to take charge: Chromium tries again after 30 s
const CHANGE_MISSED = 5000; // ms after which one that waits has missed its moment

/** The worker did not answer, or could not do what it was asked. */
export class WorkerError extends Error {}

/** Talks to the till's service worker: one question, one answer. */
export class WorkerClient {
    /** @param {ServiceWorkerContainer} [container] missing in private windows and without HTTPS */
    constructor(container = window.navigator.serviceWorker) {
        this.container = container;
        this._seen = new WeakMap(); // worker → when it was seen first
        this._hurried = new WeakSet();
    }

    get isSupported() {
        return Boolean(this.container);
    }

    /** The worker that has charge of this page. */
    get worker() {
        return this.container?.controller || null;
    }

    get isInCharge() {
        return Boolean(this.worker);
    }

    /**
     * Stock registers the worker without looking at the outcome. A worker that cannot be had (a proxy's
     * error page, a broken script) must not stop a cashier with an error: the till works without.
     *
     * @param {(error: Error) => void} onError also told when a first worker fails to install
     */
    catchRegistration(onError) {
        const register = this.container.register;
        this.container.register = async (...args) => {
            try {
                const registration = await register.apply(this.container, args);
                this._watch(registration, onError);
                return registration;
            } catch (error) {
                onError(error);
                return new Promise(() => {});
            }
        };
    }

    /** Call back each time that another worker takes charge of this page. */
    onChange(callback) {
        this.container.addEventListener("controllerchange", callback);
    }

    /** Call back when the browser has found another worker, before that one takes charge. */
    async onFound(callback) {
        const registration = await this.container.ready;
        registration.addEventListener("updatefound", callback);
    }

    /**
     * @returns {Promise<ServiceWorker|null>} the worker that is about to take charge; one that does not
     *  get to it, as a browser has it wait for a calm moment, is not counted for ever
     */
    async getNext() {
        const { installing, waiting } = (await this.container.getRegistration()) || {};
        const next = installing || waiting;
        if (!next) {
            return null;
        }
        if (!this._seen.has(next)) {
            this._seen.set(next, Date.now());
        }
        const waited = Date.now() - this._seen.get(next);
        if (next === waiting && waited > CHANGE_MISSED) {
            this._hurry(next);
        }
        return waited < CHANGE_TIMEOUT ? next : null;
    }

    /** Chromium looks once more whether it can change when a worker that waits asks for it. */
    _hurry(waiting) {
        if (!this._hurried.has(waiting)) {
            this._hurried.add(waiting);
            waiting.postMessage({ type: "SKIP_WAITING" });
        }
    }

    /**
     * @param {string} type one of the worker's `MESSAGES`
     * @param {Object} [data]
     * @param {number} [timeout] ms
     * @returns {Promise<any>}
     * @throws {WorkerError}
     */
    async ask(type, data = {}, timeout = ANSWER_TIMEOUT) {
        const worker = await this._getWorker(timeout);
        const channel = new MessageChannel();
        let timer;
        const answer = new Promise((resolve, reject) => {
            timer = setTimeout(() => reject(new WorkerError(`${type}: no answer`)), timeout);
            channel.port1.onmessage = ({ data }) =>
                data.error ? reject(new WorkerError(data.error)) : resolve(data.value);
        });
        worker.postMessage({ type, ...data }, [channel.port2]);
        return answer.finally(() => {
            clearTimeout(timer);
            channel.port1.close();
        });
    }

    _watch({ installing, active }, onError) {
        installing?.addEventListener("statechange", () => {
            if (installing.state === "redundant" && !active) {
                onError(new WorkerError("the worker could not install"));
            }
        });
    }

    /** The registration is ready once a worker is active; stock registers it when the till is up. */
    async _getWorker(timeout) {
        if (this.container.controller) {
            return this.container.controller;
        }
        const registration = await withDeadline(this.container.ready, timeout, () => {
            throw new WorkerError("no worker");
        });
        return registration.active;
    }
}
