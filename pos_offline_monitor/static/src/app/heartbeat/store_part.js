import { reportParts } from "@pos_offline_base/app/status/report_parts";
import { HEALTH } from "@pos_offline_base/app/store/durable_store";

const REASONS = {
    [HEALTH.FULL]: ["store_full"],
    [HEALTH.UNAVAILABLE]: ["store_unavailable"],
};

/** A till whose browser stores nothing loses its place with the page. */
export const storePart = {
    read: ({ env }) => ({ reasons: REASONS[env.services.pos_offline_store.health.state] || [] }),
};

reportParts.add("store", storePart);
