import { _t } from "@web/core/l10n/translation";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { SelectionPopup } from "@point_of_sale/app/components/popups/selection_popup/selection_popup";
import { outboxKinds } from "@pos_offline_base/app/outbox/outbox_status";

export const SEND = "sync.send";
export const RECALL = "sync.recall";
export const SEEN = "sync.seen";
export const DELIVER = "sync.deliver";
export const MOVE = "sync.move";
export const RETURN = "sync.return";
export const KINDS = Object.freeze([SEND, RECALL, SEEN, DELIVER, MOVE, RETURN]);

/** @returns {string} what belongs to one order goes in one lane, one after the other */
export const laneOf = (orderUuid) => `sync.${orderUuid}`;

const nameOf = ({ payload }) => payload.order?.tracking || payload.name || "";

/** A send that was refused: the order is never stuck between two tills. */
async function correctSend({ pos }, operation) {
    const choice = await makeAwaitable(pos.dialog, SelectionPopup, {
        title: _t("Order %s was not sent", nameOf(operation)),
        list: [
            { id: 1, label: _t("Send again"), item: "again" },
            { id: 2, label: _t("Take back: go on with it on this till"), item: "back" },
        ],
    });
    if (choice === "again") {
        await pos.syncOrders.outbox.retry(operation.uuid);
    } else if (choice === "back") {
        await pos.syncOrders.sender.takeBack(operation);
    }
}

outboxKinds.add(SEND, {
    title: (operation) => _t("Order %s for another till", nameOf(operation)),
    detail: ({ payload }) => _t("%s lines", payload.order.lines.length),
    retry: correctSend,
});
outboxKinds.add(RECALL, { title: () => _t("An order is called back from another till") });
outboxKinds.add(SEEN, { title: () => _t("Orders of other tills were seen") });
outboxKinds.add(DELIVER, { title: () => _t("An order of another till was taken over") });
outboxKinds.add(MOVE, { title: () => _t("An order of another till was merged into one of here") });
outboxKinds.add(RETURN, { title: () => _t("An order is returned to its till") });
