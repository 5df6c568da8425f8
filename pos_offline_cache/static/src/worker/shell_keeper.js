import { asStored, classifyPage, isServed, PAGE } from "./page_info";
import { scopeOf, stable } from "./rpc_policy";

const SHELLS = "shells";
const SHELLS_KEPT = 20;
const EMERGENCY = "/pos/offline/emergency";

/**
 * The pages of the tills: from the server if it shows one of ours in time, else the stored one, else
 * the emergency page. Nothing but a whole page with our mark is ever stored, and it takes the place of
 * the one before only together with the data of its session (docs/adr/0026): an opening that is cut
 * in between must leave a till that opens.
 */
export class ShellKeeper {
    /**
     * @param {Object} parts
     * @param {import("./network_gate").NetworkGate} parts.gate
     * @param {import("./vault").Vault} parts.vault
     * @param {import("./load_data_archive").LoadDataArchive} parts.archive
     * @param {import("./session_keeper").SessionKeeper} parts.session
     * @param {import("./release_store").ReleaseStore} parts.releases
     * @param {import("./page_registry").PageRegistry} parts.pages
     * @param {import("./stored_age").StoredAge} parts.age
     * @param {Object} parts.on `reset()` drops what is stored, `removed()` everything, `gone()` the
     *  worker as well; `settings(info)` puts a page's settings in force
     */
    constructor({ gate, vault, archive, session, releases, pages, age, on }) {
        this.gate = gate;
        this.vault = vault;
        this.archive = archive;
        this.session = session;
        this.releases = releases;
        this.pages = pages;
        this.age = age;
        this.on = on;
        this._arrived = new Map(); // config → page whose data are still on their way
    }

    /**
     * @param {FetchEvent} event a navigation to a till
     * @param {number} config
     * @param {Promise<Response>} fetching the server's answer
     * @returns {Promise<Response>}
     */
    async open(event, config, fetching) {
        const read = fetching.then((response) => this._read(response));
        const stored = this._find(config).catch(() => null); // looked up while the server is asked
        const { value: page, late } = await this.gate.wait(read);
        if (page?.kind === PAGE.FOREIGN && (await this._isOdoos(page))) {
            return page.response;
        }
        if (page && page.kind !== PAGE.FOREIGN) {
            const taking = this._take(page, event.resultingClientId);
            event.waitUntil(taking.catch((error) => console.warn("Page not stored:", error)));
            return page.response;
        }
        late?.then((answered) => this._takeLate(answered)).catch(() => {});
        const shell = await stored;
        const isOver = Boolean(shell) && (await this.age.isOver(shell));
        return (
            this._openStored(isOver ? null : shell, event) ||
            page?.response ||
            (await this._emergency(isOver ? "age" : "never"))
        );
    }

    /** @returns {Promise<import("./page_info").PageInfo[]>} the tills that open without the server */
    async listOpening() {
        const tills = await this.list();
        const over = await Promise.all(tills.map((till) => this.age.isOver(till)));
        return tills.filter((_till, index) => !over[index]);
    }

    /** The server has answered `user`, who is signed in, with something that did not come by here. */
    async noteContact(user) {
        if (await this.session.isOf(user)) {
            await this.age.note(user);
        }
    }

    /** The server does not know this user any more: archived, signed out elsewhere, or too long ago. */
    async forgetUser(user) {
        if (await this.session.isOf(user)) {
            await this.vault.dropAll();
        }
    }

    /** Store the page of a till that was opened without this worker: its first visit. */
    async fetchOnce(info) {
        const known = await this._find(info.config);
        if (known && isSameState(known.info, info)) {
            return;
        }
        const response = await this.gate.fetch(`/pos/ui/${info.config}`, { cache: "no-store" });
        await this._take(await this._read(response));
    }

    /** @returns {{name: string, text: string, group: string}[]} what is stored with this page's data */
    getArrived(page) {
        const shell = this._arrived.get(page.config);
        return shell && isSameState(shell.info, page) ? [asText(shell)] : [];
    }

    /** @returns {Promise<Object[]>} `{info, time}` and the info's own keys of each stored till */
    async list() {
        const user = await this.session.getUser();
        const whole = await this.releases.getWhole();
        const byConfig = new Map();
        for (const { text } of user ? await this.vault.readGroup(user, SHELLS) : []) {
            const { info, time } = JSON.parse(text);
            if (whole.includes(info.release)) {
                byConfig.set(info.config, { ...info, info, time });
            }
        }
        return [...byConfig.values()];
    }

    /** Read the whole answer: half a page is none. */
    async _read(response) {
        if (response.type === "opaqueredirect") {
            return { kind: PAGE.FOREIGN, info: null, response, text: "" };
        }
        const text = await response.text();
        const { status, statusText, headers } = response;
        const copy = new Response(text, { status, statusText, headers });
        return { ...classifyPage(response, text), text, response: copy };
    }

    /** A redirect or a refusal is obeyed where Odoo itself is there to have said it. */
    async _isOdoos({ response }) {
        const isRefusal =
            response.type === "opaqueredirect" || Math.floor(response.status / 100) === 4;
        return isRefusal && response.status !== 429 && this.gate.isOdooThere();
    }

    /** Who signed out while the page was on its way must not come back with it. */
    async _takeLate(page) {
        if ((await this.session.getUser()) !== null) {
            await this._take(page);
        }
    }

    async _take({ kind, info, text }, clientId) {
        if (kind === PAGE.STOCK) {
            return this.on.gone();
        }
        if (kind !== PAGE.OURS || info.database !== this.releases.settings.database) {
            return undefined; // another database behind this address: its own worker is on its way
        }
        if (info.switchedOff) {
            return this.on.removed(); // stock's worker is on its way to take this one's place
        }
        await this.pages.remember(clientId, info);
        if (await this.session.isReset(info)) {
            await this.on.reset();
        }
        const user = await this.session.getUser();
        if (user !== null && user !== info.user) {
            await this.vault.dropAll();
        }
        await this.session.setUser(info.user);
        await this.vault.admit(info.user);
        await this.age.note(info.user);
        await this.session.setSettings(info);
        this.on.settings(info);
        return isServed(info) && this._store(info, asStored(text));
    }

    /** Where there is none yet, half a state is better than nothing: the till may have the data. */
    async _store(info, html) {
        const shell = { info, html, time: Date.now() };
        this._arrived.set(info.config, shell);
        if ((await this.archive.holds(info)) || !(await this._find(info.config))) {
            await this.vault.writeAll(info.user, [asText(shell)]);
            await this.vault.prune(info.user, SHELLS, SHELLS_KEPT);
        }
    }

    _openStored(shell, event) {
        if (!shell) {
            return null;
        }
        event.waitUntil(this.pages.remember(event.resultingClientId, shell.info));
        return html(shell.html);
    }

    /** The newest page of a till whose release is whole; this worker's release first. */
    async _find(config) {
        const user = await this.session.getUser();
        if (user === null) {
            return null;
        }
        const { current } = this.releases;
        const [page, mark] = await Promise.all([
            this.vault.read(user, nameOf(config, current)),
            this.releases.getMark(current),
        ]);
        return page && mark ? JSON.parse(page.text) : this._findOlder(user, config);
    }

    async _findOlder(user, config) {
        const whole = await this.releases.getWhole();
        const shells = (await this.vault.readGroup(user, SHELLS)).map(({ text }) =>
            JSON.parse(text)
        );
        return (
            shells.findLast(({ info }) => info.config === config && whole.includes(info.release)) ||
            null
        );
    }

    /** @param {"never"|"age"} why there is nothing to open */
    async _emergency(why) {
        for (const release of await this.releases.getWhole()) {
            const { files } = await this.releases.getMark(release);
            const file = files.find(({ url }) => url.startsWith(EMERGENCY));
            const page = file && (await this.releases.match(file.url, release));
            if (page) {
                return withReason(page, why);
            }
        }
        return Response.error();
    }
}

/** The words are all in the page, by its language; a mark in its text says which to show. */
async function withReason(page, why) {
    const { status, headers } = page;
    const text = (await page.text()).replace("<body>", `<body data-why="${why}">`);
    return new Response(text, { status, headers });
}

const nameOf = (config, release) => `shell/${config}/${release}`;

const stateOf = (info) => stable([scopeOf(info), info.session ?? null, info.release]);

const isSameState = (one, other) => stateOf(one) === stateOf(other);

function asText(shell) {
    const { config, release } = shell.info;
    return { name: nameOf(config, release), text: JSON.stringify(shell), group: SHELLS };
}

function html(text) {
    const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store" };
    return new Response(text, { headers });
}
