import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { adviseFor } from "./verdicts";
import { STATE } from "./journal";

/**
 * How the operations of a kind are shown to people.
 *
 * @typedef {Object} OutboxKind
 * @property {(operation: Object) => string} title what a cashier calls it
 * @property {boolean} [isCopy] of what is listed already: it is not shown, nor counted
 * @property {(operation: Object) => string} [detail] a few words more
 * @property {(context: Object, operation: Object) => Object[]} [actions] what people can decide about one
 *  that failed, as a `SyncItem` has them
 * @property {(context: Object, operation: Object) => Promise} [retry] instead of sending it again as it
 *  is: let the person correct it first
 */
export const outboxKinds = registry.category("pos_outbox_kinds");

const getOutbox = ({ env }) => env.services.pos_outbox;
const kindOf = ({ kind }) => outboxKinds.get(kind, null);

/** What another user of this browser has entered is shown to its owner and to a manager. */
export function isShown({ env, pos }, operation) {
    const isManager = pos?.getCashier?.()?._role === "manager";
    return isManager || getOutbox({ env }).isOwn(operation);
}

function makeItem(context, operation) {
    const { uuid, created, state, answer } = operation;
    const isFailed = state === STATE.FAILED;
    const cause = isFailed ? answer : getOutbox(context).state.trouble;
    return {
        id: uuid,
        title: kindOf(operation)?.title(operation) || _t("Change made without the server"),
        detail: kindOf(operation)?.detail?.(operation) || "",
        since: created,
        state: isFailed ? "failed" : "waiting",
        error: cause?.message || "",
        code: (isFailed && answer?.code) || "",
        advice: cause ? cause.advice || adviseFor(cause.code) : "",
        actions: (isFailed && kindOf(operation)?.actions?.(context, operation)) || [],
    };
}

/** What waits in the outbox, in the panel of the sync status. */
export const outboxStatus = {
    get label() {
        return _t("Changes for the server");
    },
    sequence: 15,
    start({ env, changed }) {
        getOutbox({ env }).listeners.onChange(changed);
    },
    read(context) {
        const all = getOutbox(context).list();
        const isListed = ({ kind, state }) =>
            state !== STATE.DONE && !outboxKinds.get(kind, {}).isCopy;
        const open = all.filter(isListed);
        const shown = open.filter((operation) => isShown(context, operation));
        return shown.map((operation) => makeItem(context, operation));
    },
    async sync(context) {
        await getOutbox(context).flush();
    },
    async retry(context, item) {
        const outbox = getOutbox(context);
        const operation = outbox.list().find(({ uuid }) => uuid === item.id);
        const retry = operation && kindOf(operation)?.retry;
        await (retry ? retry(context, operation) : outbox.retry(item.id));
    },
    async discard(context, item, reason) {
        await getOutbox(context).discard(item.id, reason);
    },
    /** With all that people entered: what is saved to a file must not be lost. */
    export: (context) =>
        getOutbox(context)
            .list()
            .filter((operation) => isShown(context, operation)),
};

registry
    .category("pos_offline_status_providers")
    .add("outbox", outboxStatus, { sequence: outboxStatus.sequence });
