import { withKnownIds } from "./sale_copy";
import { makeLogger } from "@pos_offline_base/app/lib/logger";

const log = makeLogger("RestoreSales");

/**
 * Make the sales of the ledger again that stock's database does not have as they were: it is written a
 * moment after the receipt is shown, and a kill comes before that; or the server's draft was put over
 * one; or somebody has emptied it.
 *
 * @param {Object} data stock's data service, its records loaded
 */
export async function restoreSales(data) {
    const { models, paidLedger } = data;
    const lost = [...paidLedger.sales.values()].filter((sale) => !isWhole(models, sale));
    if (!lost.length) {
        return;
    }
    const prepared = await data.preLoadData(join(lost, models));
    const records = await data.missingRecursive(prepared);
    // Without the server it gives nothing back: what the till has is enough then.
    models.loadConnectedData(records["pos.order"] ? records : prepared, []);
    log("restore", `${lost.length} sale(s) restored`);
}

function isWhole(models, { uuid, lines, payments }) {
    const order = models["pos.order"].getBy("uuid", uuid);
    const has = (records, wanted) => wanted.every((id) => records.some((each) => each.uuid === id));
    return (
        order?.finalized &&
        has(order.lines, lines) &&
        has(
            order.payment_ids,
            payments.map((payment) => payment.uuid)
        )
    );
}

function join(sales, models) {
    const recordsOf = (sale) => Object.entries(withKnownIds(sale.data, models));
    const data = {};
    for (const [model, records] of sales.flatMap(recordsOf)) {
        (data[model] ||= []).push(...records);
    }
    return data;
}
