import { _t } from "@web/core/l10n/translation";
import { outboxKinds } from "@pos_offline_base/app/outbox/outbox_status";
import { ORDER_CANCEL } from "./cancellations";

outboxKinds.add(ORDER_CANCEL, {
    title: ({ payload }) => _t("Cancelled order %s", payload.reference),
    actions: getActions,
});

/** What people can do about an order that the server did not cancel. */
function getActions({ pos, env }, { uuid, payload, answer }) {
    const outbox = env.services.pos_outbox;
    const anyway = {
        name: "cancel-anyway",
        label: _t("Cancel it anyway"),
        run: () => outbox.retry(uuid, { ...payload, anyway: true }),
    };
    const back = {
        name: "bring-back",
        label: _t("Bring it back"),
        run: () => bringBack(pos, { uuid, payload }),
    };
    return answer?.code === "conflict" ? [anyway, back] : [back];
}

/** The server's order, as it is there, is on the till again. */
async function bringBack(pos, { uuid, payload }) {
    await pos.env.services.pos_outbox.discard(uuid, "brought back");
    pos.data.cancellations.release(payload.uuid);
    await pos.data.loadServerOrders([["uuid", "=", payload.uuid]]);
}
