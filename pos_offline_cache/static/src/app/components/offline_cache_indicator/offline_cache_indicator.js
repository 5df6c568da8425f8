import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { statusParts } from "@pos_offline_base/app/status/status_parts";
import { OfflineCacheSection } from "../offline_cache_section/offline_cache_section";
import { PHASE } from "../../page/offline_cache_service";

// On a phone the mark has room for bad news only.
const ICONS = {
    [PHASE.PREPARING]: "fa-cloud-download text-warning",
    [PHASE.READY]: "fa-check-circle text-success d-none d-md-inline-block",
    [PHASE.INCOMPLETE]: "fa-exclamation-triangle text-warning",
    [PHASE.UNAVAILABLE]: "fa-ban text-muted",
};

/** Tells the cashier, inside of the till's mark, whether this till would open with the server gone. */
export class OfflineCacheIndicator extends Component {
    static template = "pos_offline_cache.OfflineCacheIndicator";
    static props = {};

    setup() {
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
}

statusParts.add(
    "offline_cache",
    { Sign: OfflineCacheIndicator, Section: OfflineCacheSection },
    { sequence: 10 }
);
