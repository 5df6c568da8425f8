import { PREFIX } from "./constants";

const PATH = "/web/webclient/translations";

/**
 * The till's words, kept by language and set of modules: not by the hash that stock puts into the
 * address, which is another one after each change on the server.
 */
export class Translations {
    /**
     * @param {import("./network_gate").NetworkGate} gate
     * @param {import("./release_store").ReleaseStore} releases
     * @param {string} database
     */
    constructor(gate, releases, database) {
        this.gate = gate;
        this.releases = releases;
        this.name = `${PREFIX}/${database}/translations`;
    }

    matches(url) {
        return url.pathname === PATH;
    }

    /** @returns {Promise<Response>} a valid answer in any case: stock breaks on none */
    async answer(event, page) {
        const { request } = event;
        const url = new URL(request.url);
        const fetching = this._fetch(request);
        fetching.catch(() => {}); // waited for below
        const stored = await this._getStored(url, page);
        // A slow server is no reason to start in English.
        const { value: response, late } = await this.gate.wait(fetching, { patient: !stored });
        if (response) {
            event.waitUntil(this._keep(url, response.clone()));
            return response;
        }
        late?.then((answered) => this._keep(url, answered)).catch(() => {});
        if (!stored) {
            return nothingNew(url);
        }
        const text = await stored.text();
        const { hash } = JSON.parse(text);
        const headers = { "Content-Type": "application/json" };
        return hash === url.searchParams.get("hash")
            ? nothingNew(url)
            : new Response(text, { headers });
    }

    /** Answers that say "nothing changed" carry no words and replace none. */
    async _keep(url, response) {
        const text = await response.text();
        if (JSON.parse(text).modules) {
            const headers = { "Content-Type": "application/json" };
            const cache = await caches.open(this.name);
            await cache.put(keyOf(url), new Response(text, { headers }));
        }
    }

    async _fetch(request) {
        const response = await this.gate.fetch(request);
        const type = response.headers.get("Content-Type") || "";
        if (!response.ok || !type.startsWith("application/json")) {
            throw new Error(`not an answer of Odoo: ${response.status}`);
        }
        return response;
    }

    async _getStored(url, page) {
        const cache = await caches.open(this.name);
        const lang = url.searchParams.get("lang") || "";
        return (
            (await cache.match(keyOf(url))) ||
            (page && (await this.releases.match(`${PATH}?lang=${lang}`, page.release))) ||
            (await this.releases.matchAny(`${PATH}?lang=${lang}`))
        );
    }
}

function keyOf(url) {
    const lang = url.searchParams.get("lang") || "";
    const mods = url.searchParams.get("mods") || "";
    return `${PATH}?lang=${encodeURIComponent(lang)}&mods=${encodeURIComponent(mods)}`;
}

/** With the page's own hash it keeps the words it has; without one it starts in English. */
function nothingNew(url) {
    const lang = url.searchParams.get("lang");
    const hash = url.searchParams.get("hash");
    const lang_parameters = {
        date_format: "%m/%d/%Y",
        time_format: "%H:%M:%S",
        decimal_point: ".",
        thousands_sep: ",",
        grouping: "[3,0]",
        direction: "ltr",
        week_start: 7,
    };
    const empty = { modules: {}, lang_parameters, multi_lang: false };
    return Response.json({ lang, hash: hash || "", ...(hash ? {} : empty) });
}
