import { _t } from "@web/core/l10n/translation";
import { ANSWER, CASE, judge } from "../decision/place_judge";
import { describeAge, describeCase } from "./place_texts";
import {
    dropPredecessor,
    leaveOrder,
    markUnsoldLines,
    noteReference,
    yieldToServer,
} from "./order_mender";
import { getProductRemarks } from "../decision/product_remarks";
import { askServer, describeWorld } from "../decision/place_world";
import { RecoveryNotices } from "./recovery_notices";
import { getShownDifferences, getShownLines } from "./shown_lines";

const BLIND = [ANSWER.NOTHING, ANSWER.KEEP];

/**
 * Gives each case its answer, once the till is shown: the short notice of what came back, or one
 * dialog about what could not simply come back. Never more than one of them at a start; everything
 * else waits in the recovery list.
 */
export class PlaceCases {
    /**
     * @param {Object} options
     * @param {Object} options.pos the store of the till
     * @param {Object} options.recovery the service `pos_session_recovery`
     * @param {Object} options.page as `getPageInfo` gives it
     * @param {SettledCases} options.settled what the cashier has decided already
     * @param {(props: Object) => void} options.openDialog shows a `RecoveryCaseDialog`
     * @param {() => void} options.openList shows the recovery list
     * @param {Function} [options.ask] as `askServer`
     */
    constructor({ pos, recovery, page, settled, openDialog, openList, ask = askServer }) {
        Object.assign(this, { pos, recovery, page, settled, openDialog, openList, ask });
        this.notices = new RecoveryNotices(pos.notification, () => this.openList());
    }

    get isOn() {
        return Boolean(this.page && this.pos.config.session_recovery_enabled);
    }

    /** After the till is shown, and after another cashier has taken it over. */
    async settle() {
        if (!this.isOn || this.isBusy || !this._isTillShown) {
            return;
        }
        this.isBusy = true;
        try {
            await this._settle();
        } finally {
            this.isBusy = false;
        }
    }

    async _settle() {
        if (this.settled.takeError()) {
            return (await this._listMine()).length && this.openList({ afterError: true });
        }
        const last = this.recovery.last === this.told ? null : this.recovery.last;
        const entry = last || (await this._findWaiting());
        if (!entry) {
            return;
        }
        this.told = last || this.told;
        const { snapshot } = entry;
        const facts = await this.ask(this.pos, [snapshot]);
        const world = this.describeWorld(facts);
        await this._answer(entry, judge(snapshot, world), world, Boolean(last));
    }

    /** The world as it is now; `facts` are the server's, when it was asked. */
    describeWorld(facts = null) {
        return describeWorld(this.pos, { page: this.page, facts });
    }

    /**
     * Go on with an entry as a new order. That of a closed session, or of somebody else, moves there;
     * one of this session stays as well, as the cashier asked for a second one.
     */
    async restoreAsNew(entry) {
        const { snapshot } = entry;
        const order = await this.recovery.restore(entry.id, { asNew: true });
        if (order) {
            noteReference(order, snapshot.order.reference);
            await this._look(order, snapshot);
            const { answer } = judge(snapshot, this.describeWorld());
            if ([ANSWER.OFFER, ANSWER.KEEP].includes(answer)) {
                dropPredecessor(this.pos, snapshot.order.uuid);
            }
            this.settled.add(entry);
        }
        return order;
    }

    /** Put an entry back into its place. */
    async restoreInPlace(entry) {
        const order = await this.recovery.restore(entry.id, { asNew: false });
        if (order) {
            await this._look(order, entry.snapshot);
            this.settled.add(entry);
        }
        return order;
    }

    // Private

    /** Somebody is at the till, and the register is open. */
    get _isTillShown() {
        return Boolean(this.pos.cashier) && !this.pos.shouldShowOpeningControl();
    }

    /** Entries of the list that this cashier may see, the newest first. */
    async _listMine() {
        const world = this.describeWorld();
        const entries = await this.recovery.list();
        return entries.filter(({ snapshot }) => !BLIND.includes(judge(snapshot, world).answer));
    }

    /** The newest place of this cashier that nobody has decided about yet. */
    async _findWaiting() {
        const newest = (await this._listMine()).find((entry) => this._isLeftBehind(entry));
        return newest && !this.settled.has(newest) ? newest : undefined;
    }

    /** Of a start before this one: what the cashier works on now is nothing to ask about. */
    _isLeftBehind({ snapshot, deleted }) {
        return !deleted && snapshot.seq < (this.recovery.keeper?.firstSeq ?? Infinity);
    }

    async _answer(entry, verdict, world, isBack) {
        const { snapshot } = entry;
        if (verdict.answer === ANSWER.SERVER) {
            return this._yield(entry, verdict);
        }
        if (isBack) {
            this._mark(snapshot, verdict);
            return this._notifyBack(entry, verdict);
        }
        if ([ANSWER.ASK, ANSWER.OFFER].includes(verdict.answer)) {
            return this._propose(entry, verdict, world);
        }
        if ([ANSWER.LIST, ANSWER.REFUSE].includes(verdict.answer)) {
            this._notifyKept(entry, verdict);
        }
    }

    /** Who reloads the page has lost nothing: there is a word only where something changed since. */
    _notifyBack({ snapshot, wasLeft }, verdict) {
        if (wasLeft && !verdict.remarks.length) {
            return;
        }
        const show = verdict.remarks.length ? () => this._show(snapshot, verdict) : undefined;
        this.notices.tellBack(snapshot, { undo: () => this.recovery.undo(), show });
    }

    _notifyKept(entry, verdict) {
        this.settled.add(entry);
        this.notices.tellKept(describeCase(verdict, entry.snapshot));
    }

    _propose(entry, verdict, world) {
        const { snapshot } = entry;
        const isOffer = verdict.answer === ANSWER.OFFER;
        const take = isOffer
            ? { name: "new", label: _t("Take it over"), run: () => this.restoreAsNew(entry) }
            : { name: "place", label: _t("Bring it back"), run: () => this.restoreInPlace(entry) };
        const later = { name: "later", label: _t("Not now"), run: () => this.settled.add(entry) };
        this.openDialog({
            ...describeCase(verdict, snapshot),
            detail: this._describe(snapshot, world),
            lines: getShownLines(snapshot, verdict, this._format),
            actions: [take, later],
        });
    }

    /** The server's order counts: make the till show it, and say what is not as it was. */
    async _yield(entry, verdict) {
        const { snapshot } = entry;
        const isCancelled = verdict.case === CASE.CANCELLED_ELSEWHERE;
        await yieldToServer(this.pos, snapshot);
        if (verdict.case === CASE.EDITED_ELSEWHERE) {
            this._mark(snapshot, verdict);
        } else {
            leaveOrder(this.pos, snapshot.order.uuid);
        }
        this.settled.add(entry);
        const actions = [{ name: "ok", label: _t("Ok"), run: () => {} }];
        if (isCancelled) {
            const run = () => this.restoreAsNew(entry);
            actions.push({ name: "new", label: _t("Go on in a new order"), run });
        }
        this.openDialog({
            ...describeCase(verdict, snapshot),
            lines: isCancelled
                ? getShownLines(snapshot, verdict, this._format)
                : getShownDifferences(verdict.differences, this._format),
            actions,
        });
    }

    _show(snapshot, verdict) {
        const said = new Set(verdict.remarks.map(({ uuid }) => uuid));
        this.openDialog({
            title: _t("Not the same any more"),
            body: _t("The order is as it was sold. These lines need a look:"),
            lines: getShownLines(snapshot, verdict, this._format).filter(({ uuid }) =>
                said.has(uuid)
            ),
            actions: [{ name: "ok", label: _t("Ok"), run: () => {} }],
        });
    }

    /** An order that has just come back: are its products still sold? */
    async _look(order, snapshot) {
        const facts = await this.ask(this.pos, [snapshot]);
        if (facts) {
            const remarks = getProductRemarks(snapshot, this.describeWorld(facts));
            markUnsoldLines(order, snapshot, remarks);
        }
    }

    _mark(snapshot, verdict) {
        const order = this.pos.models["pos.order"].getBy("uuid", snapshot.order.uuid);
        if (order && !order.finalized) {
            markUnsoldLines(order, snapshot, verdict.remarks);
        }
    }

    _describe(snapshot, world) {
        return [
            snapshot.owner.cashier?.name,
            describeAge(snapshot, world),
            this._format(snapshot.order.total),
        ]
            .filter(Boolean)
            .join(" · ");
    }

    get _format() {
        return (amount) => this.pos.env.utils.formatCurrency(amount);
    }
}
