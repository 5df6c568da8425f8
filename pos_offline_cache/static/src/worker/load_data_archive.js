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
     */
    add(page, context, result) {
        const isDelta = Boolean(context?.pos_last_server_date);
        return this._inTurn(() =>
            isDelta ? this._merge(page, result) : this._replace(page, result)
        );
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

    async _replace(page, result) {
        // With it goes what an older version of the server's code had answered.
        await this.vault.removeGroup(page.user, this._group(page));
        for (const [model, records] of Object.entries(result)) {
            await this._write(page, this._name(page, model), records);
        }
        // Last, as it says that the rest is complete.
        await this._write(page, this._name(page), Object.keys(result));
    }

    async _merge(page, result) {
        const models = await this._getModels(page);
        if (!models) {
            return;
        }
        for (const [model, changed] of Object.entries(result)) {
            if (changed.length) {
                await this._change(page, model, (records) => this._upsert(model, records, changed));
            }
        }
        const added = Object.keys(result).filter((model) => !models.includes(model));
        for (const model of added) {
            await this._write(page, this._name(page, model), result[model]);
        }
        if (added.length) {
            await this._write(page, this._name(page), [...models, ...added]);
        }
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
            await this._write(page, name, change(JSON.parse(stored.text)));
        }
    }

    async _getModels(page) {
        const stored = await this.vault.read(page.user, this._name(page));
        return stored && JSON.parse(stored.text);
    }

    _write(page, name, value) {
        return this.vault.write(page.user, name, JSON.stringify(value), this._group(page));
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
