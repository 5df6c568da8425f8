import { RPCError } from "@web/core/network/rpc";

/**
 * Which part of the way to the server failed: the most useful thing to tell who has to mend it.
 *
 * - `device`: this machine has no network at all
 * - `network`: nothing came back in time, as on a dead link
 * - `refused`: nobody listens at the server's address, or its name or certificate is wrong
 * - `proxy`: something answered that is not Odoo: a reverse proxy, a captive portal, a sign-on page
 * - `odoo`: Odoo itself is there and fails
 * - `session`: Odoo is there and well, and wants the user to sign in again
 */
export const LAYER = Object.freeze({
    DEVICE: "device",
    NETWORK: "network",
    REFUSED: "refused",
    PROXY: "proxy",
    ODOO: "odoo",
    SESSION: "session",
});

/** @returns {boolean} whether no server is there: who is signed out has one, that asks who it is */
export const isGone = (isOffline, layer) => isOffline && layer !== LAYER.SESSION;

// Stock's own question "is this session alive?". Not `/pos/ping`, which the service worker of
// pos_offline_cache answers for: it would turn each failure into the same network error. Nobody
// stands between this address and the server, and nothing may answer it from a cache.
export const PING_URL = "/web/session/check";
// Whose session it is. It costs the server more, and is asked only when that may have changed.
export const WHO_URL = "/web/session/get_session_info";

const SESSION_EXPIRED = "odoo.http.SessionExpiredException";
const SESSION_EXPIRED_CODE = 100;
const LONGEST_RETRY_AFTER = 30; // s

/** @returns {boolean} whether an error of an RPC says that the user has to sign in again */
export function isSessionExpired(error) {
    return error instanceof RPCError && error.exceptionName === SESSION_EXPIRED;
}

/** Asks the server whether it is there, and says what came back. */
export class ServerPing {
    /**
     * @param {Object} [options]
     * @param {typeof fetch} [options.fetch]
     * @param {{onLine: boolean}} [options.navigator] believed only when it says "no" and nothing answers
     * @param {string} [options.url]
     * @param {number} [options.user] id of the user whose till this is
     */
    constructor({
        fetch = (...args) => window.fetch(...args),
        navigator = window.navigator,
        url = PING_URL,
        user = null,
    } = {}) {
        Object.assign(this, { fetch, navigator, url, user });
        this._id = 0;
    }

    /**
     * @param {AbortSignal} signal
     * @param {boolean} [mustProve] whether somebody else may have signed in since the last answer
     * @returns {Promise<{layer: string|null, retryAfter?: number, otherUser?: string}>} the layer that
     *  failed, null where Odoo answered as it should; `retryAfter` in ms where a proxy asks for
     *  patience; `otherUser` is who is signed in in the place of the till's user
     */
    async ask(signal, mustProve = false) {
        const answer = await this._ask(signal);
        return answer.layer === null && mustProve && this.user ? this._askWho(signal) : answer;
    }

    /** One browser has one session: what this till sends now would be sent as somebody else. */
    async _askWho(signal) {
        const id = `ping-${++this._id}`;
        try {
            const answer = await readJson(await this._post(id, signal, "manual", WHO_URL));
            const { uid, name = "" } = answer?.result || {};
            return !uid || uid === this.user
                ? { layer: uid ? null : LAYER.SESSION }
                : { layer: LAYER.SESSION, otherUser: name };
        } catch {
            return { layer: LAYER.REFUSED };
        }
    }

    async _ask(signal) {
        const id = `ping-${++this._id}`;
        try {
            const response = await this._post(id, signal, "manual");
            if (response.type === "opaqueredirect") {
                return { layer: await this._whereTo(id, signal) };
            }
            return { layer: await this._classify(response, id), ...retryAfter(response) };
        } catch {
            return { layer: this.navigator.onLine === false ? LAYER.DEVICE : LAYER.REFUSED };
        }
    }

    _post(id, signal, redirect, url = this.url) {
        return this.fetch(url, {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ id, jsonrpc: "2.0", method: "call", params: {} }),
            cache: "no-store",
            redirect,
            signal,
        });
    }

    /** A redirect does not say where it leads unless it is followed; another host refuses that. */
    async _whereTo(id, signal) {
        try {
            const { url } = await this._post(id, signal, "follow");
            const { origin, pathname } = new URL(url, window.location.origin);
            const isLogin = origin === window.location.origin && pathname.startsWith("/web/login");
            return isLogin ? LAYER.SESSION : LAYER.PROXY;
        } catch {
            return LAYER.PROXY;
        }
    }

    async _classify(response, id) {
        const answer = await readJson(response);
        if (answer?.jsonrpc !== "2.0") {
            // Odoo's own failures that never reached its JSON dispatcher have status 500.
            return response.status === 500 ? LAYER.ODOO : LAYER.PROXY;
        }
        if (answer.error) {
            const { code, data } = answer.error;
            const expired = code === SESSION_EXPIRED_CODE || data?.name === SESSION_EXPIRED;
            return expired ? LAYER.SESSION : LAYER.ODOO;
        }
        // Another question's answer is somebody's copy, not the server's word.
        return answer.id === id ? null : LAYER.PROXY;
    }
}

async function readJson(response) {
    try {
        return JSON.parse(await response.text());
    } catch {
        return null;
    }
}

function retryAfter(response) {
    const seconds = Number(response.headers.get("Retry-After"));
    return response.ok || !(seconds > 0)
        ? {}
        : { retryAfter: Math.min(seconds, LONGEST_RETRY_AFTER) * 1000 };
}
