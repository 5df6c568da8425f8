import { whenIdle } from "@pos_offline_base/app/lib/when_idle";

const CHUNK = 25; // pictures between two progress reports

/** Has the worker store the pictures of the shop's products, in the background, chunk by chunk. */
export class ImagePrefetcher {
    /**
     * @param {import("./worker_client").WorkerClient} client
     * @param {(progress: {done: number, total: number}) => void} report
     */
    constructor(client, report) {
        this.client = client;
        this.report = report;
        this._run = 0;
    }

    /**
     * A new start ends the one before.
     *
     * @param {(() => string)[]} urls of the pictures, made only when their turn comes: there may be
     *  thousands, and making all at once would hold up the till
     */
    async start(urls) {
        const run = ++this._run;
        const total = urls.length;
        let done = 0;
        this.report({ done, total });
        for (let i = 0; i < total && run === this._run; i += CHUNK) {
            await this._whenIdle();
            const chunk = urls.slice(i, i + CHUNK).map((makeUrl) => makeUrl());
            const { stored, full } = await this.client.ask("PREFETCH", { urls: chunk }, 60000);
            done += stored;
            if (run === this._run) {
                this.report({ done, total });
            }
            if (full) {
                return;
            }
        }
    }

    stop() {
        this._run++;
    }

    _whenIdle() {
        return new Promise(whenIdle);
    }
}
