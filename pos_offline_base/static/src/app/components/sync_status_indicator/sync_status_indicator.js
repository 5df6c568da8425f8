import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { useService } from "@web/core/utils/hooks";
import { offlineIndicators } from "../navbar/navbar";
import { getLine, LINE } from "../../connection/line_state";

const ICONS = {
    [LINE.ONLINE]: "fa-wifi text-success",
    [LINE.SLOW]: "fa-wifi text-warning",
    [LINE.OFFLINE]: "fa-plug text-danger",
};

/** How the line stands, how much waits for the server, and in red what it refused. */
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
