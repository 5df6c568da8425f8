import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { makeLogger } from "../lib/logger";
import { fullReset, readAllUnsent } from "./full_reset";
import { exportOrder, saveExport } from "../status/support_export";

const log = makeLogger("CrashGuard");
const { DateTime } = luxon;
const MANAGERS = "point_of_sale.group_pos_manager";

/**
 * The reset guard of a till that did not start: no services, no probes, only what is stored. It
 * cannot send anything, so it keeps, and saves a file.
 */
export class CrashGuard {
    constructor() {
        this.unsent = [];
        this.items = [];
        this.isManager = false;
        this.saved = "";
    }

    /** Look what is stored here that the server does not have. Never fails. */
    async look() {
        try {
            this.unsent = await readAllUnsent();
            this.items = this.unsent.map(toItem);
            this.isManager = this.items.length > 0 && (await user.hasGroup(MANAGERS));
        } catch (error) {
            log("look", "Not all is known", [error]);
        }
    }

    /** Save what is unsent as a file for support. */
    save() {
        const orders = this.unsent.map(({ order, lines, payments, children }) =>
            exportOrder(order, lines, payments, children)
        );
        this.saved = saveExport({ crashed: true, probes: { orders: { data: orders } } });
    }

    /**
     * @param {Object} [options]
     * @param {boolean} [options.discard] unsent sales go as well; a file is saved first
     */
    async reset({ discard = false } = {}) {
        if (discard && !this.saved) {
            this.save();
        }
        await fullReset({ discard });
    }
}

function toItem({ order, lines }) {
    const isPaid = order.state !== "draft";
    const date = DateTime.fromSQL(order.date_order, { zone: "utc" });
    return {
        id: order.uuid,
        title: order.pos_reference || order.uuid,
        detail: isPaid
            ? _t("paid, %s line(s)", lines.length)
            : _t("not paid yet, %s line(s)", lines.length),
        since: date.isValid ? date.toMillis() : Date.now(),
        state: "waiting",
    };
}
