import { registry } from "@web/core/registry";

/**
 * What a module adds to the till's one mark and to the panel behind it: `{Sign, Section}`, components
 * without props, in the order of their sequence. A sign is drawn inside of the mark, which is the
 * button; a section says in full what the sign means.
 */
export const statusParts = registry.category("pos_offline_status_parts");

/**
 * Components that tell the cashier how the till stands with the network, in the order of their
 * sequence. Each takes no props and draws one button, or nothing.
 */
export const offlineIndicators = registry.category("pos_offline_indicators");
