import { Component, onWillUnmount, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { browser } from "@web/core/browser/browser";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { getLine, LINE } from "../../connection/connection_texts";
import { SentSales } from "../sent_sales";

const { DateTime } = luxon;
const GOOD_NEWS = 6000; // ms for which the end of an outage is told

/** A slim line under the bar while the connection is gone: what failed, since when, what works. */
export class ConnectionBanner extends Component {
    static template = "pos_offline_base.ConnectionBanner";
    static props = {};

    setup() {
        this.pos = usePos();
        this.status = useService("pos_sync_status");
        this.waiting = useState(this.status.state);
        const connection = this.env.services.pos_connection;
        this.connection = connection && useState(connection.state);
        this.local = useState({ sent: 0 });
        this.sales = new SentSales();
        useEffect(
            (isOffline) => this._follow(isOffline),
            () => [this.isOffline, this.waiting.items]
        );
        onWillUnmount(() => browser.clearTimeout(this.timer));
    }

    get line() {
        return getLine(this.connection, this.pos);
    }

    get isOffline() {
        return this.line.status === LINE.OFFLINE;
    }

    get title() {
        const { since, title: reason } = this.line;
        const time = DateTime.fromMillis(since || Date.now()).toLocaleString(DateTime.TIME_SIMPLE);
        return _t("Offline since %(time)s. %(reason)s", { time, reason });
    }

    get sentText() {
        const { sent } = this.local;
        return sent === 1
            ? _t("Online again. 1 sale sent.")
            : _t("Online again. %s sales sent.", sent);
    }

    /** What waited is counted as sent when it waits no longer, not when it has left. */
    _follow(isOffline) {
        if (isOffline) {
            this.local.sent = 0;
            return this.sales.wait(this.waiting.items);
        }
        const sent = this.sales.countSent(this.waiting.items);
        if (sent) {
            this.local.sent = sent;
            browser.clearTimeout(this.timer);
            this.timer = browser.setTimeout(() => this._forget(), GOOD_NEWS);
        }
    }

    _forget() {
        this.local.sent = 0;
        this.sales.forget();
    }
}
