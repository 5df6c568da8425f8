import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { compareSale, describeSale, WORD } from "./sale_record";

const log = makeLogger("PaidLedger");
const AREA = "paid_orders";

/**
 * The sales of this till that the server has not confirmed: one record each, on the disk before the
 * receipt is shown, struck when an answer of the server names this sale as paid, with its total, its
 * payments and its lines. What is counted and what is sent derives from here: stock's own marks are
 * forgotten by a reload, a reset, and whatever is read.
 */
export class PaidLedger {
    /** @param {() => void} [changed] called after each change */
    constructor(changed = () => {}) {
        /** Called with a sale the first time that the server has another one instead. */
        this.onConflict = () => {};
        /** Called with a sale when the server has confirmed it. */
        this.onConfirmed = () => {};
        this.sales = new Map(); // by uuid of the order
        this.store = null;
        this.changed = changed;
        this._writing = new Set();
    }

    /** Read what is on the disk; a store that fails leaves what stock has on its own. */
    async load(store) {
        this.store = store?.connection === null ? null : store || null;
        try {
            for (const { id, value } of (await this.store?.getAll(AREA)) || []) {
                isUsable(id, value) ? this.sales.set(id, value) : this._write("delete", id);
            }
        } catch (error) {
            this._warn(error);
        }
    }

    has(uuid) {
        return this.sales.has(uuid);
    }

    get(uuid) {
        return this.sales.get(uuid);
    }

    /** Note a sale; `settled` says when it is on the disk. What was noted stays as the receipt was. */
    add(order) {
        const sale = describeSale(order);
        sale.data["pos.order"][0].state = "paid";
        this.sales.set(sale.uuid, sale);
        this._write("put", sale.uuid, sale);
        this.changed();
    }

    /** Keep what the server has instead of this sale: it is not sent again by itself. */
    setConflict(uuid, conflict) {
        const before = this.sales.get(uuid);
        const sale = this._set(uuid, { conflict });
        if (sale && !before.conflict) {
            this.onConflict(sale);
        }
    }

    /** The managers have this refused sale in the backend, `why` as they were told. */
    setHandedIn(uuid, why) {
        this._set(uuid, { handedIn: why });
    }

    _set(uuid, values) {
        const before = this.sales.get(uuid);
        if (!before) {
            return null;
        }
        const sale = { ...before, ...values };
        this.sales.set(uuid, sale);
        this._write("put", uuid, sale);
        this.changed();
        return sale;
    }

    /** One order takes the place of another: a kill between the two would make two of one sale. */
    async replace(uuid, order) {
        const sale = describeSale(order);
        this.sales.delete(uuid);
        this.sales.set(sale.uuid, sale);
        await this._track(
            this.store?.apply([
                { op: "delete", area: AREA, id: uuid },
                { op: "put", area: AREA, id: sale.uuid, value: sale },
            ])
        );
        this.changed();
    }

    /**
     * It is confirmed, is no sale any more, or is given up.
     *
     * @returns {Promise} settled when the disk has it: who leaves the page before brings the sale back
     */
    strike(uuid) {
        if (this.sales.delete(uuid)) {
            this._write("delete", uuid);
            this.changed();
        }
        return this.settled();
    }

    /**
     * Take an answer of the server, whatever was asked: strike what it confirms.
     *
     * @param {Object<string, Object[]>} answer records by model
     * @returns {Object[]} `{sale, word}` of those that the server has otherwise than the till
     */
    hear(answer) {
        const others = [];
        for (const { uuid } of answer?.["pos.order"] || []) {
            const sale = this.sales.get(uuid);
            const word = sale ? compareSale(sale, answer) : WORD.NOTHING;
            if (word === WORD.CONFIRMED) {
                this.onConfirmed(sale);
                this.strike(uuid);
            } else if (word !== WORD.NOTHING) {
                others.push({ sale, word });
            }
        }
        return others;
    }

    /** Resolves when all that was noted is on the disk, or cannot be. */
    async settled() {
        await Promise.all(this._writing);
    }

    /** Writes of one sale keep their order: the store has one connection, and commits one by one. */
    _write(op, id, value) {
        this._track(this.store?.[op](AREA, id, value));
    }

    /** A store that fails costs nothing as long as stock's own database works. */
    async _track(change) {
        const written = Promise.resolve(change).catch((error) => this._warn(error));
        this._writing.add(written);
        await written;
        this._writing.delete(written);
    }

    _warn(error) {
        log("store", "Not on the disk", [error.message]);
    }
}

function isUsable(id, sale) {
    const isList = Array.isArray(sale?.lines) && Array.isArray(sale.payments);
    return isList && sale.uuid === id && Array.isArray(sale.data?.["pos.order"]);
}
