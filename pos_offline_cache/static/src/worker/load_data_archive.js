import { scopeOf } from "./rpc_policy";

const UNIQUE = ["pos.session", "pos.config", "res.users", "res.company"]; // one record each

/**
 * Everything that a till loads at start, model by model. Stock asks for all of it once and then only
 * for what changed; each such answer is worked in here, so that a replay is as fresh as the last
 * answer was. Only models that did change are written again.
 */
export class LoadDataArchive {
    /** @param {import("./vault").Vault} vault */
    constructor(vault) {
        this.vault = vault;
        this._last = Promise.resolve();
    }

    /**
     * @param {import("./page_info").PageInfo} page
     * @param {Object} context of the call
     * @param {Record<string, Object[]>} result records by model
     * @param {() => {name: string, text: string, group: string}[]} [getAlso] texts that are stored
     *  with the data of this page's session, in one step
     */
    add(page, context, result, getAlso = () => []) {
        const isDelta = Boolean(context?.pos_last_server_date);
        return this._inTurn(() => {
            const also = isOfSession(page, result["pos.session"]) ? getAlso() : [];
            return isDelta ? this._merge(page, result, also) : this._replace(page, result, also);
        });
    }

    /** @param {Record<string, number[]>} gone ids by model that are no longer on the server */
    remove(page, gone) {
        return this._inTurn(async () => {
            for (const [model, ids] of Object.entries(gone)) {
                if (ids.length) {
                    const removed = new Set(ids);
                    await this._change(page, model, (records) =>
                        records.filter((record) => !removed.has(record.id))
                    );
                }
            }
        });
    }

    /** @returns {Promise<string|null>} the whole as JSON text, null where there is none */
    async read(page) {
        const models = await this._getModels(page);
        if (!models) {
            return null;
        }
        const parts = await Promise.all(
            models.map((model) => this.vault.read(page.user, this._name(page, model)))
        );
        return parts.every(Boolean)
            ? `{${parts.map((part, i) => `${JSON.stringify(models[i])}:${part.text}`).join(",")}}`
            : null;
    }

    async has(page) {
        return Boolean(await this._getModels(page));
    }

    /** @returns {Promise<boolean>} whether the data of this page's own session are here */
    async holds(page) {
        return (
            (await this.has(page)) && isOfSession(page, await this._getRecords(page, "pos.session"))
        );
    }

    /** With it goes what an older version of the server's code had answered. */
    async _replace(page, result, also) {
        const texts = Object.entries(result).map(([model, records]) =>
            this._asText(page, model, records)
        );
        const models = this._asText(page, "", Object.keys(result));
        await this.vault.writeAll(page.user, [...texts, models, ...also], this._group(page));
    }

    async _merge(page, result, also) {
        const models = await this._getModels(page);
        if (!models) {
            return;
        }
        const texts = [...also];
        for (const [model, changed] of Object.entries(result)) {
            if (changed.length || !models.includes(model)) {
                const known = await this._getRecords(page, model);
                texts.push(this._asText(page, model, this._upsert(model, known, changed)));
            }
        }
        const all = [...new Set([...models, ...Object.keys(result)])];
        texts.push(this._asText(page, "", all));
        await this.vault.writeAll(page.user, texts);
    }

    _upsert(model, records, changed) {
        if (UNIQUE.includes(model)) {
            return changed;
        }
        const byId = new Map(records.map((record) => [record.id, record]));
        for (const record of changed) {
            byId.set(record.id, record);
        }
        return [...byId.values()];
    }

    async _change(page, model, change) {
        const name = this._name(page, model);
        const stored = await this.vault.read(page.user, name);
        if (stored) {
            const { text, group } = this._asText(page, model, change(JSON.parse(stored.text)));
            await this.vault.write(page.user, name, text, group);
        }
    }

    async _getRecords(page, model) {
        const stored = await this.vault.read(page.user, this._name(page, model));
        return stored ? JSON.parse(stored.text) : [];
    }

    async _getModels(page) {
        const stored = await this.vault.read(page.user, this._name(page));
        return stored && JSON.parse(stored.text);
    }

    _asText(page, model, value) {
        const text = JSON.stringify(value);
        return { name: this._name(page, model), text, group: this._group(page) };
    }

    _group({ config }) {
        return `load/${config}`;
    }

    _name(page, model = "") {
        return JSON.stringify(["load_data", scopeOf(page), model]);
    }

    _inTurn(action) {
        this._last = this._last.catch(() => {}).then(action);
        return this._last;
    }
}

/** A page of before this module knew of sessions is content with any. */
function isOfSession({ session }, sessions = []) {
    return session === undefined || sessions.some(({ id }) => id === session);
}
