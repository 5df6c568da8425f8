import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { dropOrder } from "../paid/drop_order";
import { copySale } from "../paid/sale_copy";

const log = makeLogger("ConflictActions");

export const SALE_NOTE = "sale.note";

registry.category("pos_outbox_kinds").add(SALE_NOTE, {
    title: ({ payload }) => _t("Note for the manager about %s", payload.reference),
});

/** @returns {Object[]} what people can do about a sale instead of which the server has another */
export function conflictActions(pos, sale) {
    return [
        {
            name: "own-order",
            label: _t("Make it an order of its own"),
            run: () => makeOwnOrder(pos, sale),
        },
        { name: "give-up", label: _t("Give up"), run: () => giveUp(pos, sale) },
    ];
}

/** The server has another sale for the first time: the managers are told, and where it was made. */
export async function onConflict(pos, sale) {
    await noteSale(pos, sale, "found");
    const { configId, config } = sale.conflict;
    if (!config && configId) {
        // A till knows no other shop than its own; what it cannot ask now is "another till".
        const found = await pos.data.orm.read("pos.config", [configId], ["name"]).catch(() => []);
        pos.data.paidLedger.setConflict(sale.uuid, { ...sale.conflict, config: found[0]?.name });
    }
}

/** Tell the managers, on the server's order, once and also when it is offline now. */
export async function noteSale(pos, sale, what, more = {}) {
    const { pos_outbox: outbox } = pos.env.services;
    const { uuid: order, reference, total, payments } = sale;
    const taken = payments.map(({ method, amount }) => ({ method, amount }));
    const payload = { order, what, reference, total, payments: taken, ...more };
    try {
        await outbox.add({ kind: SALE_NOTE, lane: `sale ${order}`, payload });
    } catch (error) {
        log("note", "No note", [error.message]);
    }
}

/** The sale as an order with a number of its own: both orders then stand on the server. */
export async function makeOwnOrder(pos, sale) {
    const fresh = pos.createNewOrder();
    const { paidLedger } = pos.data;
    pos.models.loadConnectedData(copySale(sale.data, fresh.raw, pos.models), []);
    const order = pos.models["pos.order"].getBy("uuid", fresh.uuid);
    order.state = "paid";
    await paidLedger.replace(sale.uuid, order);
    await noteSale(pos, sale, "own_order", { other: order.pos_reference });
    await dropFromTill(pos, sale);
    pos.addPendingOrder([order.id]);
    await pos.syncAllOrders();
}

/** Only a manager may, with a reason that is kept on the server's order. */
export async function giveUp(pos, sale) {
    if (!pos.tillGuard.resetGuard.isManager) {
        const body = _t("Only a manager can give up a sale. Ask one to sign in on this till.");
        pos.dialog.add(AlertDialog, { title: _t("You may not do this"), body });
        return;
    }
    const reason = await makeAwaitable(pos.dialog, TextInputPopup, {
        title: _t("Why is this sale given up?"),
    });
    if (reason?.trim()) {
        const text = `Given up: ${sale.reference}: ${reason}`;
        log("giveUp", text);
        await noteSale(pos, sale, "given_up", { reason: reason.trim() });
        await pos.data.paidLedger.strike(sale.uuid);
        await dropFromTill(pos, sale);
    }
}

/** What the server has under this order comes when somebody looks for it. */
async function dropFromTill(pos, { uuid }) {
    const order = pos.models["pos.order"].getBy("uuid", uuid);
    if (order) {
        await dropOrder(pos, order);
    }
}
