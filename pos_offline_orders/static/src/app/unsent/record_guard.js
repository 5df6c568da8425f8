import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { withoutCancelled } from "../cancel/cancellations";
import { withOwnTickets } from "../kitchen/kitchen_state";
import { withoutReopened } from "../paid/paid_guard";
import { keepPaid } from "../paid/paid_records";
import { withSoldTaxes } from "../paid/sold_taxes";
import { loadWithRefunds } from "../repairs/refunds";
import { withOwnRegister } from "../repairs/trusted_registers";
import { loadWithUnsaved } from "../repairs/unsaved_children";

const log = makeLogger("DataService");

/**
 * Wherever records come from, none reopens a paid order or changes what was sold, none undoes what
 * the server has still to be told, and none parts a sale and its refund, or an order and what it has
 * only here.
 *
 * @param {Object} data the till's data service
 */
export function guardRecords(data) {
    const { models } = data;
    for (const name of ["loadConnectedData", "connectNewData"]) {
        const stock = models[name].bind(models);
        models[name] = (records, ...rest) => {
            const load = (each) => loadWithUnsaved(each, (all) => stock(all, ...rest));
            const answers = data.unsent.answersIn(records); // the guards below make copies
            return loadWithRefunds(models, withoutContradiction(data, records), (each) =>
                data.unsent.load(each, answers, load)
            );
        };
    }
}

function withoutContradiction(data, records) {
    const { models, cancellations, paidLedger } = data;
    const own = withOwnRegister(models, records);
    const open = withoutCancelled(models, own, cancellations);
    const sold = withSoldTaxes(models, withOwnTickets(models, open));
    const kept = withoutReopened(models, sold, paidLedger);
    kept.refused.forEach((order) => onRefused(data, order));
    return kept.data;
}

function onRefused({ paidAhead }, order) {
    order._dirty = true;
    paidAhead.add(order.uuid);
    log("guardPaid", "A paid order stays paid");
}

/**
 * What would reopen a paid order is not written over it on the disk either. After a changed setting
 * stock has the records in an array by name: its copy of that is empty, and so is its database.
 *
 * @param {Object} data the till's data service
 * @param {Object<string, Object[]>} records of the server, by model
 */
export function recordsForDisk({ models, cancellations, paidLedger }, records) {
    const named = { ...records };
    if (!models) {
        return keepPaid(named);
    }
    const kept = keepPaid(withoutReopened(models, named, paidLedger).data);
    return withoutCancelled(models, { ...kept }, cancellations);
}
