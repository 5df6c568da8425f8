import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { whyNotSendable } from "../sync_payload_taker";
import { KEEP, MODE } from "../sync_sender";
import { describeAge } from "../../transfers/sync_texts";

/** To which tills an order goes, and what becomes of it here. */
export class SendOrderPopup extends Component {
    static template = "pos_multi_session_sync.SendOrderPopup";
    static components = { Dialog };
    static props = { order: Object, close: Function };

    setup() {
        this.pos = usePos();
        this.notification = useService("notification");
        this.KEEP = KEEP;
        this.MODE = MODE;
        this.problem = whyNotSendable(this.props.order);
        this.state = useState({
            receivers: [],
            refused: [],
            asOf: null, // ms; the list is of then, there is no server
            failure: "",
            chosen: [],
            mode: MODE.FIRST,
            keep: KEEP.HAND_OVER,
            note: "",
            isUrgent: false,
            isSending: false,
        });
        onWillStart(() => (this.problem ? null : this._load()));
    }

    get sync() {
        return this.pos.syncOrders;
    }

    get isOffline() {
        return this.pos.data.network.offline;
    }

    get title() {
        return _t("Send order %s", this.props.order.pos_reference || "").toString();
    }

    get version() {
        return this.sync.sender.next(this.props.order).version;
    }

    get total() {
        return this.env.utils.formatCurrency(this.props.order.priceIncl);
    }

    get asOfText() {
        const time = luxon.DateTime.fromMillis(this.state.asOf);
        return _t("No connection to the server. These are the tills as of %s.", describeAge(time));
    }

    get isAll() {
        return this.state.chosen.length === this.state.receivers.length;
    }

    isChosen({ id }) {
        return this.state.chosen.includes(id);
    }

    toggle({ id }) {
        const { chosen } = this.state;
        this.state.chosen = chosen.includes(id)
            ? chosen.filter((one) => one !== id)
            : [...chosen, id];
    }

    toggleAll() {
        this.state.chosen = this.isAll ? [] : this.state.receivers.map(({ id }) => id);
    }

    /** The first free till gets it: offered to all, and one of them takes it. */
    chooseFirstFree() {
        this.state.chosen = this.state.receivers.map(({ id }) => id);
        this.state.mode = MODE.FIRST;
    }

    describe({ session, last_seen: lastSeen, waiting }) {
        const parts = [session ? _t("Open now") : _t("Closed: gets it when it opens")];
        if (session?.cashier) {
            parts.push(session.cashier);
        }
        if (lastSeen) {
            parts.push(_t("seen %s", describeAge(deserializeDateTime(lastSeen))));
        }
        if (waiting) {
            parts.push(_t("%s waiting", waiting));
        }
        return parts.join(" · ");
    }

    async send() {
        const { chosen, mode, keep, note, isUrgent, isSending } = this.state;
        if (!chosen.length || isSending) {
            return;
        }
        this.state.isSending = true;
        try {
            const choice = { receivers: [...chosen], mode, keep, note: note.trim() };
            await this.sync.sender.send(this.props.order, {
                ...choice,
                priority: isUrgent ? "1" : "0",
            });
            this._tell();
            this.props.close();
        } catch (error) {
            this.notification.add(this._explain(error), { type: "danger" });
        } finally {
            this.state.isSending = false;
        }
    }

    async _load() {
        try {
            Object.assign(this.state, await this.sync.getReceivers());
        } catch {
            this.state.failure = _t(
                "The tills are not known without the server. Try again when the connection is back."
            );
        }
        const { receivers } = this.state;
        if (receivers.length === 1) {
            this.state.chosen = [receivers[0].id];
        }
    }

    _tell() {
        const text = this.isOffline
            ? _t("Kept on this till. It is sent when the connection is back.")
            : _t("The order is on its way.");
        this.notification.add(text, { type: this.isOffline ? "warning" : "success" });
    }

    _explain(error) {
        return error.name?.startsWith("Store")
            ? _t("This device cannot keep the order, so it was not sent. Free some space on it.")
            : error.message;
    }
}
