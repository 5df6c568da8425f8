import { stable } from "./rpc_policy";

const KEPT_FOR = 15000; // ms; an answer that the page did not come for by then is not given any more
const GROUP = "boot";

/**
 * The reads that a till makes at every start. Stock makes them one after the other, so each costs a
 * round trip; here they are made together, while the page itself is still on its way. The page is
 * given these answers only for the very same question, once, and only of this start: they are as
 * fresh as its own would be.
 */
export class BootReads {
    /**
     * @param {Object} parts
     * @param {import("./network_gate").NetworkGate} parts.gate
     * @param {import("./vault").Vault} parts.vault
     * @param {import("./session_keeper").SessionKeeper} parts.session
     */
    constructor({ gate, vault, session }) {
        this.gate = gate;
        this.vault = vault;
        this.session = session;
        this._answers = new Map();
    }

    /**
     * Ask for what this till asked for at its last start.
     *
     * @param {number} config
     * @param {Promise} page the page's own answer: where it is refused at once, so would these be
     */
    async start(config, page) {
        this._answers.clear();
        if (await isRefused(page)) {
            return;
        }
        const user = await this.session.getUser();
        for (const { path, params } of user === null ? [] : await this._read(user, config)) {
            const answer = this.gate.fetch(path, {
                method: "POST",
                headers: { "Content-Type": "application/json" },
                body: JSON.stringify({ id: 0, jsonrpc: "2.0", method: "call", params }),
            });
            answer.catch(() => {});
            this._answers.set(keyOf(path, params), { answer, time: Date.now() });
        }
    }

    /** @returns {Promise<Response>|null} the answer that is on its way for this question */
    take(path, params) {
        const key = keyOf(path, params);
        const found = this._answers.get(key);
        this._answers.delete(key);
        return found && Date.now() - found.time < KEPT_FOR ? found.answer : null;
    }

    /** Remember a question of this start for the next: the last one of each kind. */
    async note({ user, config }, path, params) {
        const known = await this._read(user, config);
        const others = known.filter((read) => read.path !== path);
        if (known.some((read) => keyOf(read.path, read.params) === keyOf(path, params))) {
            return;
        }
        const text = JSON.stringify([...others, { path, params }]);
        await this.vault.write(user, `${GROUP}/${config}`, text, GROUP);
    }

    async _read(user, config) {
        const stored = await this.vault.read(user, `${GROUP}/${config}`).catch(() => null);
        return stored ? JSON.parse(stored.text) : [];
    }
}

const REFUSED_WITHIN = 10; // ms

function isRefused(answer) {
    const refused = answer.then(
        () => false,
        () => true
    );
    const late = new Promise((resolve) => setTimeout(() => resolve(false), REFUSED_WITHIN));
    return Promise.race([refused, late]);
}

const keyOf = (path, params) => stable([path, params]);
