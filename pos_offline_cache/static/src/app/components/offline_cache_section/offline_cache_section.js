import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { formatDateTime } from "@web/core/l10n/dates";
import { useService } from "@web/core/utils/hooks";
import { PHASE } from "../../page/offline_cache_service";

const { DateTime } = luxon;
const TIGHT = 0.8; // of the browser's quota; above it the worker drops pictures first

/** What of the till is stored in this browser, since when, and what is missing. */
export class OfflineCacheSection extends Component {
    static template = "pos_offline_cache.OfflineCacheSection";
    static props = {};

    setup() {
        this.cache = useService("pos_offline_cache");
        this.state = useState(this.cache.state);
        this.local = useState({ busy: false, failed: false });
        onWillStart(() => this._refresh());
    }

    get isAvailable() {
        return this.state.phase !== PHASE.UNAVAILABLE;
    }

    /** Without the server there would be no new copy to make, only the old one to lose. */
    get isOffline() {
        return Boolean(this.cache.pos?.data.network.offline);
    }

    get headline() {
        return {
            [PHASE.PREPARING]: _t("This till is getting ready. Keep it open and online."),
            [PHASE.READY]: _t("This till opens and sells with the server or the network gone."),
            [PHASE.INCOMPLETE]: _t(
                "This till is not ready yet. Keep it open and online, or make a new copy below."
            ),
            [PHASE.UNAVAILABLE]: this.whyUnavailable,
        }[this.state.phase];
    }

    get whyUnavailable() {
        if (!this.cache.client.isSupported) {
            return _t("This browser stores nothing here. Use HTTPS, and no private window.");
        }
        if (this.cache.info?.switchedOff) {
            return _t("An administrator has switched it off for all tills.");
        }
        return this.cache.info?.debug
            ? _t("Not in debug mode with assets. Leave debug mode, then reload the till.")
            : _t("A manager can switch it on in the settings of this point of sale.");
    }

    get storedAt() {
        const time = this.state.status?.storedAt;
        return time ? formatDateTime(DateTime.fromMillis(time)) : _t("not yet");
    }

    get images() {
        const { done, total } = this.state.images;
        return total ? _t("%(done)s of %(total)s", { done, total }) : _t("none to store");
    }

    get space() {
        const { usage, quota } = this.state.space;
        return _t("%(used)s MB of %(quota)s MB", {
            used: Math.round(usage / 1048576),
            quota: Math.round(quota / 1048576),
        });
    }

    get isSpaceTight() {
        const { usage, quota } = this.state.space;
        const isNear = quota > 0 && usage > quota * TIGHT;
        return isNear || Boolean(this.state.status?.hasMadeRoom);
    }

    async renew() {
        this.local.busy = true;
        this.local.failed = false;
        try {
            await this.cache.reset();
        } catch {
            this.local.failed = true;
        } finally {
            this.local.busy = false;
        }
    }

    /** Without a worker that answers, the section shows what was known last. */
    async _refresh() {
        if (this.isAvailable && this.state.status) {
            await this.cache.status().catch(() => {});
        }
    }
}
