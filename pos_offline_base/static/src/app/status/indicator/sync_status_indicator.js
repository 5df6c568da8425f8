import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { useService } from "@web/core/utils/hooks";
import { getLine, LINE } from "../../connection/connection_texts";
import { offlineIndicators, statusParts } from "../status_parts";

const ICONS = {
    [LINE.ONLINE]: "fa-wifi text-success",
    [LINE.SLOW]: "fa-wifi text-warning",
    [LINE.OFFLINE]: "fa-plug text-warning",
};

/**
 * The till's one mark: the connection, what waits for the server, and what needs somebody. Its colours
 * say whether one can sell: green and amber, one can; red is what the server refused.
 */
export class SyncStatusIndicator extends Component {
    static template = "pos_offline_base.SyncStatusIndicator";
    static props = {};

    setup() {
        this.pos = usePos();
        this.status = useService("pos_sync_status");
        this.state = useState(this.status.state);
        const connection = this.env.services.pos_connection;
        this.connection = connection && useState(connection.state);
    }

    get line() {
        return getLine(this.connection, this.pos);
    }

    get icon() {
        return ICONS[this.line.status];
    }

    get word() {
        return {
            [LINE.ONLINE]: _t("Online"),
            [LINE.SLOW]: _t("Slow"),
            [LINE.OFFLINE]: _t("Offline"),
        }[this.line.status];
    }

    get waiting() {
        return this.state.pending - this.state.failed;
    }

    get signs() {
        return statusParts.getEntries().filter(([, { Sign }]) => Sign);
    }

    get title() {
        const { pending, failed } = this.state;
        if (failed) {
            return _t("%(line)s %(count)s refused by the server", {
                line: this.line.title,
                count: failed,
            });
        }
        return pending
            ? _t("%(line)s %(count)s waiting to be sent", { line: this.line.title, count: pending })
            : _t("%s Nothing waits.", this.line.title);
    }
}

offlineIndicators.add("sync_status", SyncStatusIndicator, { sequence: 5 });
