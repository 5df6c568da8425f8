import { markRaw } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { getPageInfo } from "@pos_offline_base/app/lib/page_info";
import { restoreEntry, takeBack } from "../restore/order_revival";
import { makeOwner, PlaceChooser } from "../restore/place_chooser";
import { PlaceRestorer } from "../restore/place_restorer";
import { getStorage } from "../snapshot/place_slots";
import { PlaceTracker } from "../snapshot/place_tracker";
import { RecoveryRing } from "./recovery_ring";
import { checkSnapshot } from "../snapshot/snapshot_rules";
import { SnapshotKeeper } from "../snapshot/snapshot_keeper";
import { getOpenTabs, takeLeft, takeTabName } from "../snapshot/tab";

const log = makeLogger("Recovery");
const LOGIN = "LoginScreen";

/**
 * The cashier's place, kept at every change and brought back at the next start.
 *
 * Nothing that goes wrong in here may stop a till: what cannot be read is put aside, what cannot be
 * written is told by the durable store.
 */
export class SessionRecovery {
    /**
     * @param {Object} options
     * @param {Object|null} options.page as `getPageInfo` gives it; null switches everything off
     * @param {DurableStore} options.store
     * @param {Storage|null} [options.storage]
     */
    constructor({ page, store, storage = getStorage() }) {
        this.page = page;
        this.store = store;
        this.storage = storage;
        /** The entry that came back at this start: `{id, snapshot, wasLeft}`; null when none did. */
        this.last = null;
        this.restorer = null;
        this._ready = page ? this._read() : Promise.resolve();
    }

    /** Wait until what is stored has been read; bounded by the opening of the durable store. */
    async ready() {
        await this._ready.catch((error) => this._log("ready", error));
    }

    /** @returns {Promise<Entry[]>} the last orders, newest first: `{id, snapshot, deleted}` */
    async list() {
        await this._adopted;
        return this.ring ? this.ring.list() : [];
    }

    /** Take an entry off the list. */
    async discard(id) {
        await this.ring?.discard(id);
    }

    async undoDiscard(id) {
        await this.ring?.undoDiscard(id);
    }

    /**
     * Go on with an order of the list.
     *
     * @param {string} id
     * @param {{asNew: boolean}} [options] under a new number, or as what it was
     * @returns {Promise<Object|undefined>} the order, shown to the cashier
     */
    async restore(id, { asNew = false } = {}) {
        return this.ring && restoreEntry(this.pos, this.ring, id, asNew);
    }

    /** Take back what came back at this start. The order stays in the list. */
    async undo() {
        const { last, restorer, pos, ring } = this;
        this.last = null;
        if (last) {
            await takeBack(pos, ring, last, restorer.before || []);
        }
    }

    // The start of a till, in the order in which stock calls it

    /** Put the records of the place over what stock has read; see `services/data_service.js`. */
    async overlay(records, data) {
        await this.ready();
        try {
            this._choose(records, data);
            return this.restorer ? this.restorer.overlay(records, data) : records;
        } catch (error) {
            this._log("overlay", error);
            return records;
        }
    }

    /** All data is loaded. */
    attach(pos) {
        this.pos = pos;
        this._isOn = Boolean(this.keeper) && pos.config.session_recovery_enabled !== false;
        if (!this.page) {
            return;
        }
        if (this.ring) {
            this.ring.limit = pos.config.session_recovery_kept || this.ring.limit;
            this.ring.hours = pos.config.session_recovery_list_hours || this.ring.hours;
        }
        this._adopted = this._adopt().catch((error) => this._log("adopt", error));
        this.restorer?.remember(pos.models);
        if (this._isMine(this._getCashier())) {
            this.restorer.direct(pos);
        }
    }

    /** The till knows its orders: select the one of before. */
    select() {
        if (this._isMine(this._getCashier()) && !this.restorer.place.locked) {
            this.restorer.select(this.pos);
            this._tell();
        }
    }

    /** From here on each change is kept. */
    async start() {
        if (!this._isOn) {
            return this.keeper?.forget();
        }
        const { pos, keeper, ring } = this;
        const { place = null, snapshot } = this.restorer || {};
        const owner = { ...this._owner, cashier: snapshot?.owner.cashier };
        const onFirst = () => this._cleanUp().catch((error) => this._log("clean up", error));
        const options = { pos, keeper, ring, owner, place, onFirst };
        options.getPending = () => this._getPending();
        this.tracker = markRaw(new PlaceTracker(options));
        this.tracker.start();
    }

    /**
     * Somebody goes to a screen. A cashier who has just signed in goes to their own place, if it waits.
     *
     * @returns {Object|null} `{screen, params}` in the place of `screen`
     */
    enter(screen) {
        const { restorer, pos } = this;
        const isFromLogin = pos?.router.state.current === LOGIN && screen !== LOGIN;
        if (!isFromLogin || !restorer || restorer.isDone || !this._isMine(pos.getCashier())) {
            return null;
        }
        const page = restorer.getPage(pos);
        restorer.select(pos);
        page && this._tell();
        return page;
    }

    /** The screen is drawn. */
    finish(screen) {
        if (this.restorer && this._isMine(this.pos.getCashier())) {
            this.restorer.finish(this.pos, screen);
        }
    }

    /** An order is about to be deleted. */
    keepDeleted(order) {
        if (this._isOn && this.tracker && !order.finalized && order.lines.length) {
            const snapshot = this.tracker.takeOf(order);
            this.ring.put(snapshot, { deleted: Date.now() }).catch(() => {});
        }
    }

    async _read() {
        const { name, previous } = await takeTabName();
        const { page: scope, store, storage } = this;
        this.tab = { name, previous };
        this._leftSeq = takeLeft();
        this.keeper = new SnapshotKeeper({ scope, tab: name, storage, store });
        this.places = await this.keeper.readAll();
    }

    /** The place to bring back: that of this tab, else the last one of all. */
    _choose(records, data) {
        if (!this.page || this._isChosen) {
            return;
        }
        this._isChosen = true;
        const check = (snapshot) =>
            checkSnapshot(snapshot, data.relations, data.opts.dynamicModels);
        this.ring = new RecoveryRing(this.store, check, (id, value, error) =>
            this.keeper.quarantine(id, JSON.stringify(value), error.reason || error.message)
        );
        this._owner = makeOwner(this.page, data);
        const { page, keeper, storage, tab, places, _owner: owner } = this;
        const config = (records["pos.config"] || [])[0] || {};
        const chooser = new PlaceChooser({ page, keeper, storage, check, owner, config });
        const snapshot = chooser.choose(places, tab.previous);
        this.restorer = snapshot && markRaw(new PlaceRestorer(snapshot));
    }

    _isMine(cashier) {
        const owner = this.restorer?.snapshot.owner.cashier;
        if (!this.restorer || !cashier) {
            return false;
        }
        return !owner || (owner.id === cashier.id && owner.model === cashier.model?.name);
    }

    /** Until the screen stands, the place that is brought back is the one to keep. */
    _getPending() {
        const isPending = this.restorer && !this.restorer.isDone && !this.restorer.place.locked;
        return isPending && this._isMine(this.pos.getCashier()) ? this.restorer.place : null;
    }

    /** In a shop without employees the signed-in user is the cashier, before stock says so. */
    _getCashier() {
        const { pos } = this;
        return pos.config.module_pos_hr ? pos.cashier : pos.user;
    }

    _tell() {
        const { snapshot, before } = this.restorer;
        if (before && snapshot.order.lineCount) {
            const wasLeft = snapshot.seq === this._leftSeq;
            this.last = { id: snapshot.order.uuid, snapshot, wasLeft };
        }
    }

    /** A till that was killed may not have had the time to put its order into the list. */
    async _adopt() {
        for (const { snapshot } of this._isOn ? this.places : []) {
            if (snapshot.order?.lineCount) {
                await this.ring.adopt(snapshot);
            }
        }
        await this.ring?.forgetOld();
    }

    /** Places of tabs that are gone are in the list as well; they are not kept for ever. */
    async _cleanUp() {
        await this._adopted;
        await this.keeper.forgetOthers(await getOpenTabs());
    }

    _log(step, error) {
        log(step, "The place stays as stock has it", [error]);
    }
}

export const sessionRecoveryService = {
    dependencies: ["pos_offline_store"],
    start(env, { pos_offline_store: store }) {
        const recovery = new SessionRecovery({ page: getPageInfo(), store });
        odoo.posSessionRecovery = recovery; // for support, and for tests
        return markRaw(recovery);
    },
};

registry.category("services").add("pos_session_recovery", sessionRecoveryService);
