import { _t } from "@web/core/l10n/translation";
import { describeState } from "./sync_texts";

/** Tells the cashier what has come in, and what became of what was sent. */
export class SyncNotices {
    /**
     * @param {Object} parts
     * @param {Object} parts.notification Odoo's service
     * @param {() => void} parts.ring the sound, where the shop wants it
     */
    constructor({ notification, ring }) {
        Object.assign(this, { notification, ring });
    }

    /** @param {{arrived: Object[], moved: Object[]}} news of the board */
    tell({ arrived, moved }) {
        if (arrived.length) {
            this.ring();
            this._say(this._describeArrived(arrived), "info");
        }
        for (const transfer of moved.filter(isWorthIt)) {
            const name = transfer.order.name;
            const isBad = ["returned", "expired", "failed"].includes(transfer.state);
            const text = `${name}: ${describeState(transfer)}`;
            this._say(
                transfer.reason ? `${text} (${transfer.reason})` : text,
                isBad ? "warning" : "info"
            );
        }
    }

    _describeArrived(arrived) {
        const [{ order, sender }] = arrived;
        return arrived.length === 1
            ? _t("%(name)s has come from %(sender)s.", { name: order.name, sender: sender.name })
            : _t("%s orders have come from other tills.", arrived.length);
    }

    _say(text, type) {
        this.notification.add(text, { type });
    }
}

/** Who recalled it knows; that it waits, or is taken for a moment, is in the list. */
const isWorthIt = ({ state }) =>
    ["delivered", "paid", "returned", "expired", "failed"].includes(state);
