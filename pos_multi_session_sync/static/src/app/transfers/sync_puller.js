import { reactive } from "@odoo/owl";
import { realClock } from "@pos_offline_base/app/lib/clock";

export const CALM = 20000; // ms between two pulls while the bell works
export const FAST = 2000; // ms, while it does not
export const SOON = 150; // ms

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
     * @param {() => boolean} [parts.isBusy] whether this till itself is telling the server something
     * @param {(news: Object) => void} parts.onNews
     * @param {import("@pos_offline_base/app/lib/clock").Clock} [parts.clock]
     */
    constructor({ pull, board, isOffline, isBusy = () => false, onNews, clock = realClock }) {
        Object.assign(this, { pull, board, isOffline, isBusy, onNews, clock });
        this.state = reactive({ isDegraded: false });
        this._isRunning = false;
        this._hasBell = false;
        this._isDeaf = false;
        this._heard = 0; // rings
        this._found = 0; // news of the pull under way
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
        this._forgetSoon();
    }

    /** What rang while the bell was out of order is looked for when it is back. */
    setBell(hasBell) {
        const isBack = hasBell && !this._hasBell;
        this._hasBell = hasBell;
        this._setDeaf(false);
        if (this._isRunning) {
            isBack ? this.ring() : this._plan();
        }
    }

    /** The bell rang, so it works. It rings for what this till does itself, too. */
    heard() {
        this._heard += 1;
        this._setDeaf(false);
        this._soon || this.isBusy() ? this.ringSoon() : this.ring();
    }

    /**
     * Look in a moment. What this till has done is no news to it, and those to whom it is news ask
     * the same server at this moment.
     */
    ringSoon() {
        if (this._isRunning) {
            this._soon ||= this.clock.setTimeout(() => this.ring(), SOON);
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
        this._forgetSoon();
        this._again = true;
        this._pulling ||= this._pullAll().finally(() => {
            this._pulling = null;
            this._plan();
        });
        return this._pulling;
    }

    _forgetSoon() {
        this.clock.clearTimeout(this._soon);
        this._soon = null;
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
            const news = this.board.apply(answer);
            this._found += news.arrived.length + news.moved.length;
            this.onNews(news);
        } while (answer.more && this._isRunning);
    }

    _plan() {
        this.clock.clearTimeout(this._timer);
        if (this._isRunning) {
            const delay = this.state.isDegraded ? FAST : CALM;
            this._timer = this.clock.setTimeout(() => this._lookByClock(), delay);
        }
    }

    /** News that no ring told of: the socket seems open and is dead, as a router can leave it. */
    async _lookByClock() {
        const heard = this._heard;
        this._found = 0;
        await this.ring();
        if (this._found && this._heard === heard) {
            this._setDeaf(true);
        }
    }

    _setDeaf(isDeaf) {
        const isChanged = this._isDeaf !== isDeaf;
        this._isDeaf = isDeaf;
        this.state.isDegraded = !this._hasBell || isDeaf;
        if (isChanged && this._isRunning) {
            this._plan();
        }
    }
}
