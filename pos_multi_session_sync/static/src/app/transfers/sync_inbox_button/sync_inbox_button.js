import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { offlineIndicators } from "@pos_offline_base/app/status/status_parts";
import { countWaiting } from "../../receive/sync_receiver";

/** Opens the orders of other tills, and says how many wait. */
export class SyncInboxButton extends Component {
    static template = "pos_multi_session_sync.SyncInboxButton";
    static props = {};

    setup() {
        this.pos = usePos();
        this.ui = useService("ui");
        const { syncOrders: sync } = this.pos;
        this.board = sync && useState(sync.board.state);
        this.puller = sync && useState(sync.puller.state);
    }

    /** A phone's bar has room for it only while something waits; the till's menu has it always. */
    get isShown() {
        return Boolean(this.board && (!this.ui.isSmall || this.count));
    }

    get count() {
        return this.board.inbox && countWaiting(this.pos.syncOrders.receiver);
    }

    get isDegraded() {
        return this.puller.isDegraded && !this.pos.data.network.offline;
    }

    get title() {
        const text = _t("Orders of other tills: %s waiting", this.count);
        return this.isDegraded
            ? _t("%s. Live updates are down: the till looks every few seconds.", text)
            : text;
    }
}

offlineIndicators.add("sync_orders", SyncInboxButton, { sequence: 8 });
