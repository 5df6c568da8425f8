import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";

const { DateTime } = luxon;
const SHOWN = 20; // more are counted: a day without the server makes hundreds

/**
 * What is not on the server yet: what, since when, why not, what to do. It needs no services, as it
 * is also shown when the till itself has crashed.
 */
export class UnsentList extends Component {
    static template = "pos_offline_base.UnsentList";
    static props = {
        items: Array,
        busy: { type: Boolean, optional: true },
        onRetry: { type: Function, optional: true },
        onAct: { type: Function, optional: true },
    };

    /** Those that need somebody come first. */
    get shown() {
        const isFailed = (item) => item.state === "failed";
        const waiting = this.props.items.filter((item) => !isFailed(item));
        return [...this.props.items.filter(isFailed), ...waiting].slice(0, SHOWN);
    }

    get more() {
        const count = this.props.items.length - SHOWN;
        return count > 0 ? _t("and %s more", count) : "";
    }

    getSince(item) {
        return DateTime.fromMillis(item.since).toRelative();
    }
}
