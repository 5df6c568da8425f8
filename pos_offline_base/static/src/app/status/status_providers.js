import { registry } from "@web/core/registry";

/**
 * What may wait for the server. A module that keeps work for later adds a probe here; the navbar's
 * count, the panel and the reset guard know only these.
 *
 * @typedef {Object} SyncItem
 * @property {string} id unique within its probe
 * @property {string} title what a cashier calls it
 * @property {string} [detail] a few words more
 * @property {number} since ms; since when it waits
 * @property {"waiting"|"failed"} state failed: the server refused it, time alone will not help
 * @property {boolean} [isSale] it is a sale that a customer has paid
 * @property {string} [error] in plain words
 * @property {string} [code] the same for programs: lower-case letters and "_"
 * @property {string} [advice] what to do about it
 * @property {{name: string, label: string, run: () => Promise}[]} [actions] what people can decide
 *
 * @typedef {Object} SyncContext
 * @property {Object} env
 * @property {Object} pos the till's store
 * @property {string} [action] what the reset guard is asked about: a `GUARDED` of `reset_guard.js`.
 *  With it, `read` adds what only this action would destroy, and `sync` sends that as well.
 *
 * @typedef {Object} StatusProvider
 * @property {string} label a translated getter
 * @property {number} sequence
 * @property {(context: SyncContext & {changed: () => void}) => void} [start] called once; `changed`
 *  is to be called whenever `read` would answer otherwise than before
 * @property {(context: SyncContext) => SyncItem[]} read cheap: it is called at each change
 * @property {(context: SyncContext) => Promise<void>} [sync] send all that waits
 * @property {(context: SyncContext, item: SyncItem) => Promise<void>} [retry] send one
 * @property {(context: SyncContext, item: SyncItem, reason: string) => void} [discard] forget one
 * @property {(context: SyncContext) => *} [export] JSON-able, for support, by a list of fields
 */
export const statusProviders = registry.category("pos_offline_status_providers");
