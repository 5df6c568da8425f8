import { keyOf, parseCall } from "./rpc_policy";

const LOOKUPS = "lookups";
// Deadlines that a read may take of a server that answers others, where there is an answer of before:
// what is new since a date is found soon, all data may take long. One lost packet must not hold a till.
const PATIENCE = Object.freeze({ news: 4, all: 10 });
const LOOKUPS_KEPT = 500; // per user; each is a page of search results at most

/** Answers the listed reads: from the network if it answers in time, else from the vault. */
export class RpcCache {
    /**
     * @param {Object} parts
     * @param {import("./network_gate").NetworkGate} parts.gate
     * @param {import("./vault").Vault} parts.vault
     * @param {import("./load_data_archive").LoadDataArchive} parts.archive
     * @param {import("./session_keeper").SessionKeeper} parts.session
     * @param {import("./boot_reads").BootReads} parts.bootReads
     * @param {import("./shell_keeper").ShellKeeper} parts.shells
     */
    constructor({ gate, vault, archive, session, bootReads, shells }) {
        this.gate = gate;
        this.vault = vault;
        this.archive = archive;
        this.session = session;
        this.bootReads = bootReads;
        this.shells = shells;
        this._keeping = new Set();
    }

    /**
     * @param {Request} request
     * @param {import("./rpc_policy").Rule} rule
     * @param {import("./page_info").PageInfo} page that asks
     * @param {(work: Promise) => void} keepAlive
     * @returns {Promise<Response>}
     */
    async answer(request, rule, page, keepAlive) {
        const url = new URL(request.url);
        const call = parseCall(url, await request.clone().text());
        if (!call) {
            return this.gate.fetch(request);
        }
        const ahead = rule.boot && this.bootReads.take(url.pathname, call.params);
        const answer = (ahead || this.gate.fetch(request)).then(onlyJson);
        const replay = () => this._replay(rule, page, call).catch(() => null);
        const { response, late, result } = await this._wait(answer, rule, call, replay);
        if (response) {
            keepAlive(this._keepInSight(response.clone(), rule, page, call));
            if (rule.boot) {
                keepAlive(this.bootReads.note(page, url.pathname, call.params));
            }
            return response;
        }
        late?.then((answered) => this._keep(answered, rule, page, call)).catch(() => {});
        return result === null ? Response.error() : jsonRpc(call.id, result);
    }

    /** For the answer; no longer than it is worth where there is one of before. */
    async _wait(answer, { patient }, call, replay) {
        const isNews = Boolean(call.kwargs.context?.pos_last_server_date);
        const limit = (isNews ? PATIENCE.news : PATIENCE.all) * this.gate.deadline;
        const { value: response, late } = await this.gate.wait(answer, { patient, limit });
        const result = response ? null : await replay();
        if (response || result !== null || !late || !patient) {
            return { response, late, result };
        }
        const again = await this.gate.wait(late, { patient });
        return { response: again.value, late: again.late, result };
    }

    /** Settles when the answers given so far are stored, or could not be. */
    async whenKept() {
        await Promise.allSettled([...this._keeping]);
    }

    _keepInSight(...answer) {
        const keeping = this._keep(...answer).finally(() => this._keeping.delete(keeping));
        this._keeping.add(keeping);
        return keeping;
    }

    /** Store an answer, unless it is an error or nobody's. */
    async _keep(response, rule, page, call) {
        if (!(rule.replay || rule.archive) || !(await this.session.isOf(page.user))) {
            return;
        }
        const answer = JSON.parse(await response.text());
        if (!("result" in answer)) {
            return;
        }
        if (rule.archive === "load") {
            const getArrived = () => this.shells.getArrived(page);
            await this.archive.add(page, call.kwargs.context, answer.result, getArrived);
        } else if (rule.archive === "remove") {
            await this.archive.remove(page, answer.result);
        } else {
            const text = JSON.stringify(answer.result);
            await this.vault.write(page.user, keyOf(page, call), text, LOOKUPS);
            await this.vault.prune(page.user, LOOKUPS, LOOKUPS_KEPT);
        }
    }

    /** @returns {Promise<string|null>} JSON text of the result */
    async _replay(rule, page, call) {
        if (!(await this.session.isOf(page.user))) {
            return null;
        }
        if (rule.archive === "load") {
            const hasOwnData = call.kwargs.context?.pos_last_server_date;
            return hasOwnData ? "{}" : this.archive.read(page);
        }
        if (rule.empty) {
            return JSON.stringify(rule.empty);
        }
        const stored = rule.replay && (await this.vault.read(page.user, keyOf(page, call)));
        return stored ? stored.text : null;
    }
}

/** A proxy's or a portal's page is no answer of Odoo's. */
function onlyJson(response) {
    const type = response.headers.get("Content-Type") || "";
    if (!response.ok || !type.startsWith("application/json")) {
        throw new Error(`not an answer of Odoo: ${response.status} ${type}`);
    }
    return response;
}

function jsonRpc(id, result) {
    const body = `{"jsonrpc":"2.0","id":${JSON.stringify(id ?? null)},"result":${result}}`;
    return new Response(body, { headers: { "Content-Type": "application/json" } });
}
