import { effect } from "@web/core/utils/reactive";
import { reportParts } from "@pos_offline_base/app/status/report_parts";
import { PHASE } from "./offline_cache_service";

const REASONS = {
    [PHASE.PREPARING]: ["copy_preparing"],
    [PHASE.INCOMPLETE]: ["copy_incomplete"],
    [PHASE.UNAVAILABLE]: ["copy_off"],
};

/** Whether this till would open without the server, for managers. */
export const reportPart = {
    start({ env, changed }) {
        let known = null;
        const look = ({ phase }) => {
            if (known !== phase) {
                known = phase;
                changed();
            }
        };
        effect(look, [env.services.pos_offline_cache.state]);
    },
    read({ env }) {
        const { phase, status } = env.services.pos_offline_cache.state;
        return { reasons: REASONS[phase] || [], release: status?.release };
    },
};

reportParts.add("pos_offline_cache", reportPart);
