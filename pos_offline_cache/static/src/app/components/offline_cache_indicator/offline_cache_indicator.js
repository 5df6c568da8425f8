import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { offlineIndicators } from "@pos_offline_base/app/components/navbar/navbar";
import { OfflineCachePopup } from "../offline_cache_popup/offline_cache_popup";
import { PHASE } from "../../services/offline_cache_service";

const ICONS = {
    [PHASE.PREPARING]: "fa-cloud-download text-warning",
    [PHASE.READY]: "fa-check-circle text-success",
    [PHASE.INCOMPLETE]: "fa-exclamation-triangle text-warning",
    [PHASE.UNAVAILABLE]: "fa-ban text-muted",
};

/** Tells the cashier whether this till would open with the server gone. */
export class OfflineCacheIndicator extends Component {
    static template = "pos_offline_cache.OfflineCacheIndicator";
    static props = {};

    setup() {
        this.dialog = useService("dialog");
        this.cache = useService("pos_offline_cache");
        this.state = useState(this.cache.state);
    }

    get icon() {
        return ICONS[this.state.phase];
    }

    get title() {
        return {
            [PHASE.PREPARING]: _t("Getting ready to open without the server…"),
            [PHASE.READY]: _t("Ready to open without the server"),
            [PHASE.INCOMPLETE]: _t("Not ready to open without the server"),
            [PHASE.UNAVAILABLE]: _t("Opening without the server is off for this till"),
        }[this.state.phase];
    }

    open() {
        this.dialog.add(OfflineCachePopup);
    }
}

offlineIndicators.add("offline_cache", OfflineCacheIndicator, { sequence: 10 });
