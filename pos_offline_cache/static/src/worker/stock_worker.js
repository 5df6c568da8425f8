/**
 * Odoo's own worker, run inside ours for the pages where the feature is off: there a till behaves as
 * if this module were not installed. Its listeners are collected instead of registered.
 */
export class StockWorker {
    /** @param {Function} body stock's worker, as a function of the global scope that it sees */
    constructor(body) {
        this.listeners = { fetch: [], message: [] };
        const scope = new Proxy(globalThis, {
            get: (target, name) => {
                if (name === "addEventListener") {
                    return (type, listener) => this.listeners[type]?.push(listener);
                }
                const value = Reflect.get(target, name, target);
                return typeof value === "function" ? value.bind(target) : value;
            },
        });
        body(scope);
    }

    /** @returns {Promise<Response>} what stock would have answered */
    async answer(event) {
        let answer;
        const { request, clientId } = event;
        const waitUntil = event.waitUntil.bind(event);
        const respondWith = (response) => (answer = response);
        for (const listener of this.listeners.fetch) {
            listener({ request, clientId, waitUntil, respondWith });
        }
        return (await answer) || fetch(request);
    }

    /** @param {{data: any}} event a message to the worker */
    tell(event) {
        for (const listener of this.listeners.message) {
            listener(event);
        }
    }
}
