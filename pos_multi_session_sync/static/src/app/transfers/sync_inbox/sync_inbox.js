import { Component, onMounted, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { STATE } from "@pos_offline_base/app/outbox/journal";
import { isWaiting } from "../sync_board";
import { RECALL } from "../sync_kinds";
import { colorOf, describeAge, describeState } from "../sync_texts";
import { SyncPreview } from "../../receive/sync_preview/sync_preview";

export const BOX = Object.freeze({ IN: "inbox", OUT: "outbox" });

const lower = (text) => (text || "").toLocaleLowerCase();

/** Orders of other tills that wait for this one, and what became of those that it has sent. */
export class SyncInbox extends Component {
    static template = "pos_multi_session_sync.SyncInbox";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.pos = usePos();
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.BOX = BOX;
        this.sync = this.pos.syncOrders;
        this.board = useState(this.sync.board.state);
        this.puller = useState(this.sync.puller.state);
        this.outbox = useState(this.sync.outbox.state);
        const box = this.pos.config.is_sync_receiver ? BOX.IN : BOX.OUT;
        this.state = useState({ box, search: "", isOpenOnly: true, busy: "" });
        onMounted(() => {
            this.sync.puller.ring();
            this.sync.receiver.markSeen();
        });
    }

    get isOffline() {
        return this.pos.data.network.offline;
    }

    get notice() {
        if (this.isOffline) {
            const asOf = luxon.DateTime.fromMillis(this.board.asOf);
            return this.board.asOf
                ? _t("No connection to the server. This is the list as of %s.", describeAge(asOf))
                : _t("No connection to the server: orders of other tills cannot be seen now.");
        }
        return this.puller.isDegraded
            ? _t("Live updates are down: the till looks every few seconds.")
            : "";
    }

    /** Sends that the server does not have yet; what changes them changes the outbox's counts. */
    get unsent() {
        const isShown = this.state.box === BOX.OUT && this.outbox.pending + this.outbox.failed > 0;
        return isShown ? this.sync.sender.waiting : [];
    }

    get transfers() {
        const { search, isOpenOnly, box } = this.state;
        const wanted = lower(search.trim());
        return this.board[box].filter(
            (transfer) =>
                (!isOpenOnly || this.isOpen(transfer)) && this._textOf(transfer).includes(wanted)
        );
    }

    isOpen(transfer) {
        const { sender, receiver } = this.sync;
        return this.state.box === BOX.IN
            ? isWaiting(transfer) || receiver.mayContinue(transfer)
            : isWaiting(transfer) ||
                  ["claimed", "delivered"].includes(transfer.state) ||
                  sender.mayReopen(transfer);
    }

    colorOf(transfer) {
        return colorOf(transfer);
    }

    describe(transfer) {
        const { uuid, order } = transfer;
        if (this.sync.receiver.isReturning(uuid)) {
            return _t("Returned; will be sent when the connection is back").toString();
        }
        if (this.state.box === BOX.OUT && this._isRecalling(order.uuid)) {
            return _t("Called back; waits for the server").toString();
        }
        return this.state.box === BOX.IN && isWaiting(transfer)
            ? _t("Waits for you").toString()
            : describeState(transfer);
    }

    age({ order }) {
        return order.created ? describeAge(deserializeDateTime(order.created)) : "";
    }

    money({ order }) {
        return this.env.utils.formatCurrency(order.amount_total);
    }

    mayRecall(transfer) {
        const all = this.sync.board.transfersOf(transfer.order.uuid);
        return (
            isWaiting(transfer) && all.every(isWaiting) && !this._isRecalling(transfer.order.uuid)
        );
    }

    open(transfer) {
        this.dialog.add(SyncPreview, { transfer, onDone: () => this.props.close() });
    }

    async recall(transfer) {
        const reason = await makeAwaitable(this.dialog, TextInputPopup, {
            title: _t("Why do you call %s back?", transfer.order.name).toString(),
            placeholder: _t("Reason").toString(),
        });
        if (reason !== undefined) {
            await this.sync.sender.recall(transfer.order.uuid, reason.trim());
        }
    }

    async reopen(transfer) {
        this.state.busy = transfer.uuid;
        try {
            await this.sync.sender.reopen(transfer);
            this.pos.navigateToOrderScreen(this.pos.getOrder());
            this.props.close();
        } catch {
            this.notification.add(
                _t("The server did not answer. Try again when the connection is back."),
                {
                    type: "warning",
                }
            );
        } finally {
            this.state.busy = "";
        }
    }

    async takeBack(operation) {
        await this.sync.sender.takeBack(operation);
        this.props.close();
    }

    isStuck(operation) {
        return this.sync.sender.isStuck(operation);
    }

    _isRecalling(uuid) {
        const open = this.sync.outbox.list({ kind: RECALL });
        return open.some(({ payload, state }) => payload.uuid === uuid && state !== STATE.DONE);
    }

    _textOf({ order, sender, receiver }) {
        const parts = [order.name, order.partner_name, order.note, order.cashier];
        return lower([...parts, sender?.name, receiver?.name].filter(Boolean).join(" "));
    }
}
