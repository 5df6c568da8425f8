import { registry } from "@web/core/registry";

/**
 * What a module tells managers of this till beside what waits, once a minute: `{read}` by a name.
 * pos_offline_monitor sends it; without that module nobody asks.
 *
 * @typedef {Object} ReportPart
 * @property {(context: {env: Object, pos: Object, changed: () => void}) => void} [start] called once;
 *  `changed` is to be called when `read` would answer otherwise than before
 * @property {(context: {env: Object, pos: Object}) => {reasons: string[], release?: string}} read cheap;
 *  `reasons`: a code for each reason why the till would not get through an outage; `release`: the
 *  copy that it opens offline from
 */
export const reportParts = registry.category("pos_offline_report_parts");
