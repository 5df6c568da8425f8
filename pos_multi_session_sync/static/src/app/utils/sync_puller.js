import { reactive } from "@odoo/owl";
import { realClock } from "@pos_offline_base/app/utils/clock";

export const CALM = 60000; // ms between two pulls while the bell works
export const FAST = 3000; // ms, while it does not

/**
 * Keeps the board up to date. The bus is the bell that says "look now"; whoever does not hear it looks
 * by the clock, often while the bus is down and now and then while it is not.
 */
export class SyncPuller {
    /**
     * @param {Object} parts
     * @param {(cursor: string) => Promise<Object>} parts.pull asks the server
     * @param {import("./sync_board").SyncBoard} parts.board
     * @param {() => boolean} parts.isOffline
     * @param {(news: Object) => void} parts.onNews
     * @param {import("@pos_offline_base/app/utils/clock").Clock} [parts.clock]
     */
    constructor({ pull, board, isOffline, onNews, clock = realClock }) {
        Object.assign(this, { pull, board, isOffline, onNews, clock });
        this.state = reactive({ isDegraded: false });
        this._isRunning = false;
        this._hasBell = false;
        this._pulling = null;
        this._again = false;
    }

    /** @param {boolean} hasBell whether the bus is connected */
    start(hasBell) {
        this.setBell(hasBell);
        this._isRunning = true;
        this.ring();
    }

    stop() {
        this._isRunning = false;
        this.clock.clearTimeout(this._timer);
    }

    /** What rang while the bell was out of order is looked for when it is back. */
    setBell(hasBell) {
        const isBack = hasBell && !this._hasBell;
        this._hasBell = hasBell;
        this.state.isDegraded = !hasBell;
        if (this._isRunning) {
            isBack ? this.ring() : this._plan();
        }
    }

    /**
     * Look now; who asks while one pull is under way gets another one after it.
     *
     * @returns {Promise<void>} when it is done, or failed
     */
    ring() {
        if (!this._isRunning) {
            return Promise.resolve();
        }
        this._again = true;
        this._pulling ||= this._pullAll().finally(() => {
            this._pulling = null;
            this._plan();
        });
        return this._pulling;
    }

    async _pullAll() {
        while (this._again && this._isRunning && !this.isOffline()) {
            this._again = false;
            try {
                await this._pullPages();
            } catch {
                return; // the clock looks again; the connection's own mark says what is wrong
            }
        }
    }

    async _pullPages() {
        let answer;
        do {
            answer = await this.pull(this.board.cursor);
            this.onNews(this.board.apply(answer));
        } while (answer.more && this._isRunning);
    }

    _plan() {
        this.clock.clearTimeout(this._timer);
        if (this._isRunning) {
            const delay = this._hasBell ? CALM : FAST;
            this._timer = this.clock.setTimeout(() => this.ring(), delay);
        }
    }
}
