import { browser } from "@web/core/browser/browser";
import { patch } from "@web/core/utils/patch";
import IndexedDB from "@point_of_sale/app/models/utils/indexed_db";
import { CrossTabMutex } from "@pos_offline_base/app/lib/cross_tab_mutex";
import { withDeadline } from "@pos_offline_base/app/lib/deadline";

const PATIENCE = 5000; // ms, as long as stock gives a transaction

/**
 * Stock writes each model in a transaction of its own, all at once. Chromium that is killed meanwhile
 * takes the database for damaged and throws all databases of the origin away, sales and all; with one
 * writing transaction at a time it does not (docs/adr/0018).
 */
patch(IndexedDB.prototype, {
    promises(storeName, arrData) {
        if (!arrData?.length) {
            return super.promises(...arguments);
        }
        return new Promise((resolve, reject) => {
            const write = () => {
                const others = new Set(this.activeTransactions);
                const writing = super.promises(...arguments);
                this._commit(others);
                resolve(writing);
                return this._untilStored(writing);
            };
            this.inTurn(write).catch(reject);
        });
    },

    /**
     * Work on the database after all that was to be written before: what reads and rewrites it would
     * bring back what is about to be deleted.
     *
     * @param {() => Promise<T>} work
     * @returns {Promise<T>}
     * @template T
     */
    inTurn(work) {
        const { locks } = browser.navigator; // none without https
        this.turns ||= new CrossTabMutex(`pos-write.${this.dbName}`, { locks });
        return this.turns.run(work);
    },

    /** What was begun now stays open no longer than the disk takes, also where the page is busy. */
    _commit(others) {
        const begun = Array.from(this.activeTransactions || []).filter((one) => !others.has(one));
        begun.forEach((transaction) => transaction.commit?.());
    },

    /** Stock's promise comes before all is stored; for a record without its key it never comes. */
    _untilStored(writing) {
        const isOver = () => Promise.all(Array.from(this.activeTransactions || [], isClosed));
        return withDeadline(writing.then(isOver, isOver), PATIENCE);
    },
});

function isClosed(transaction) {
    return new Promise((resolve) => {
        transaction.addEventListener("complete", resolve);
        transaction.addEventListener("abort", resolve);
    });
}
