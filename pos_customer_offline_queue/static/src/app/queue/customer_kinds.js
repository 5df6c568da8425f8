import { _t } from "@web/core/l10n/translation";
import { outboxKinds } from "@pos_offline_base/app/outbox/outbox_status";
import { CREATE, WRITE } from "../form/customer_values";

/** Open the form with what is wrong in it; saving sends it again. */
async function correct({ pos }, operation) {
    const { payload, answer } = operation;
    const id = payload.local_id || payload.id;
    const partner = pos.models["res.partner"].get(pos.data.customerMemory.idOf(id));
    if (partner && answer && pos.getOfflineCustomers()) {
        await pos.editCustomerOffline(partner, answer.message);
    } else {
        await pos.customerQueue.outbox.retry(operation.uuid);
    }
}

outboxKinds.add(CREATE, {
    title: ({ payload }) => payload.values.name,
    detail: () => _t("New customer"),
    retry: correct,
});

outboxKinds.add(WRITE, {
    title: ({ payload }) => payload.values.name || payload.base.name || _t("Customer"),
    detail: () => _t("Change of a customer"),
    retry: correct,
});
