import { ConnectionLostError } from "@web/core/network/rpc";

const READS = ["read", "search_read"]; // their records get into the till by being read

/** What was to be read while the till started and was not: it is read when the server is back. */
export class UnansweredQuestions {
    /** @param {(request: Object) => Promise} ask as `PosData.execute` */
    constructor(ask) {
        this.ask = ask;
        this.isStarting = true;
        this.requests = [];
    }

    /** Have `work` done, and note its request if it is part of the start and gets no answer. */
    async watch(request, work) {
        try {
            return await work();
        } catch (error) {
            const isRead = READS.includes(request.type);
            if (this.isStarting && isRead && error instanceof ConnectionLostError) {
                this.requests.push(request);
            }
            throw error;
        }
    }

    /** The till has started. */
    end() {
        this.isStarting = false;
    }

    /** Ask all of them; what has no answer this time either is asked the next time. */
    async askAgain() {
        for (const request of this.requests.splice(0)) {
            try {
                await this.ask(request);
            } catch (error) {
                if (error instanceof ConnectionLostError) {
                    this.requests.push(request);
                }
            }
        }
    }
}
