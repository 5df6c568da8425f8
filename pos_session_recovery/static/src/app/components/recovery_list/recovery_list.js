import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { ANSWER, CASE, judge } from "../../decision/place_judge";
import { countLines, describeAge, describeBriefly, getOrderName } from "../../flow/place_texts";
import { checkManager } from "../../decision/place_world";
import { getShownLines } from "../../flow/shown_lines";
import { RecoveryLines } from "../recovery_lines/recovery_lines";

/**
 * The last orders of this till, those deleted by mistake included: look at one, put it back into its
 * place or into a new order, or discard it. What is somebody else's is not shown, not even that it
 * is there; a manager may have it shown, and hand it over.
 */
export class RecoveryList extends Component {
    static template = "pos_session_recovery.RecoveryList";
    static components = { Dialog, RecoveryLines };
    static props = {
        close: Function,
        cases: Object, // PlaceCases
        afterError: { type: Boolean, optional: true },
    };
    static defaultProps = { afterError: false };

    setup() {
        this.cases = this.props.cases;
        this.recovery = this.cases.recovery;
        this.state = useState({
            entries: [],
            open: null,
            discarded: [],
            isManager: false,
            showsOthers: false,
            busy: false,
            failed: "",
        });
        onWillStart(() => this._load());
    }

    get rows() {
        return this.state.entries.filter(
            ({ isOthers, isHidden }) => !isHidden && (!isOthers || this.state.showsOthers)
        );
    }

    get othersCount() {
        return this.state.entries.filter(({ isOthers }) => isOthers).length;
    }

    get canShowOthers() {
        return !this.state.showsOthers && this.othersCount > 0 && this.state.isManager;
    }

    get othersText() {
        return _t("Orders of other people kept on this till: %s", this.othersCount);
    }

    sayDiscarded(row) {
        return _t("Order %s discarded.", row.name);
    }

    toggle(row) {
        this.state.open = this.state.open === row.id ? null : row.id;
    }

    isDiscarded(row) {
        return this.state.discarded.includes(row.id);
    }

    async discard(row) {
        await this.recovery.discard(row.id);
        this.state.discarded.push(row.id);
        this.state.open = null;
    }

    async undoDiscard(row) {
        await this.recovery.undoDiscard(row.id);
        this.state.discarded = this.state.discarded.filter((id) => id !== row.id);
    }

    restoreInPlace(row) {
        return this._restore(() => this.cases.restoreInPlace(row.entry));
    }

    restoreAsNew(row) {
        return this._restore(() => this.cases.restoreAsNew(row.entry));
    }

    async _restore(run) {
        this.state.busy = true;
        this.state.failed = "";
        try {
            if (await run()) {
                return this.props.close();
            }
            this.state.failed = _t("This order could not be brought back. It is still kept.");
        } finally {
            this.state.busy = false;
        }
    }

    /** What the till knows is shown at once; the server's facts complete it when they come. */
    async _load() {
        const entries = await this.recovery.list();
        this._show(entries, null);
        checkManager(this.cases.pos).then((isManager) => (this.state.isManager = isManager));
        const snapshots = entries.map(({ snapshot }) => snapshot);
        this.cases.ask(this.cases.pos, snapshots).then((facts) => {
            if (facts) {
                this._show(entries, facts);
            }
        });
    }

    _show(entries, facts) {
        const world = this.cases.describeWorld(facts);
        this.state.entries = entries.map((entry) => makeRow(entry, world, this.format));
    }

    get format() {
        return (amount) => this.env.utils.formatCurrency(amount);
    }
}

const UNREAD = [CASE.NEWER_VERSION, CASE.UNKNOWN_VERSION];
const HIDDEN = [CASE.FOREIGN, CASE.FINISHED];

/** One entry as the list draws it. Somebody else's is judged as if it was the reader's own. */
function makeRow(entry, world, format) {
    const { snapshot } = entry;
    const isOthers = judge(snapshot, world).answer === ANSWER.KEEP;
    const verdict = judge(snapshot, isOthers ? standInFor(world, snapshot) : world);
    const isRead = !UNREAD.includes(verdict.case);
    return {
        id: entry.id,
        entry,
        isOthers,
        isRead,
        isHidden: HIDDEN.includes(verdict.case),
        name: isRead ? getOrderName(snapshot) : "",
        title: isRead ? _t("Order %s", getOrderName(snapshot)) : _t("An order"),
        cashier: snapshot.owner.cashier?.name || "",
        age: describeAge(snapshot, world),
        total: isRead ? format(snapshot.order.total) : "",
        count: isRead ? countLines(snapshot) : "",
        reason: entry.deleted ? _t("deleted") : describeBriefly(verdict),
        lines: isRead ? getShownLines(snapshot, verdict, format) : [],
        ...getPossible(entry, verdict, isOthers),
    };
}

function standInFor(world, { owner }) {
    return { ...world, page: { ...world.page, user: owner.user }, cashier: owner.cashier };
}

/** A paid order is done with; a cancelled one, a closed session's or a handed-over one starts anew. */
function getPossible(entry, verdict, isOthers) {
    const isRead = !UNREAD.includes(verdict.case);
    const isPaid = verdict.case === CASE.PAID_ELSEWHERE;
    const staysAway = [ANSWER.SERVER, ANSWER.OFFER].includes(verdict.answer);
    return {
        canPlace: isRead && !staysAway && !isOthers,
        canNew: isRead && !isPaid,
    };
}
