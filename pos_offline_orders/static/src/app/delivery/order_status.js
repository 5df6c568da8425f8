import { _t } from "@web/core/l10n/translation";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { exportOrder } from "@pos_offline_base/app/status/support_export";
import { restoreSales } from "../paid/restore_sales";
import { destroysLocalData } from "@pos_offline_base/app/guard/guarded_actions";
import { getUnsentSales } from "../repairs/refunds";
import { advise, explain, isTransient } from "@pos_offline_base/app/errors/sync_failure";
import { conflictActions } from "../conflict/conflict_actions";
import { adviseConflict, explainConflict } from "../conflict/conflict_texts";
import { statusProviders } from "@pos_offline_base/app/status/status_providers";
import { dropSale } from "../paid/drop_order";

const log = makeLogger("OrderStatus");
const firstSeen = new WeakMap(); // a cart has no time of its own that says since when it waits

/** Orders that stock means to send, from its own sets: what changed, never all orders. */
function getPending(pos) {
    const orders = pos.models["pos.order"];
    const { create, write } = pos.pendingOrder;
    const created = Array.from(create, (id) => orders.get(id)).filter(
        (order) => order && !order.isSynced && pos.shouldCreatePendingOrder(order)
    );
    const written = Array.from(write, (id) => orders.get(id)).filter((order) => order?.isDirty());
    return [...created, ...written];
}

/** Carts that exist here only: Reload Data throws them away. */
function getOwnCarts(pos) {
    return pos.getOpenOrders().filter((order) => !order.isSynced && order.lines.length);
}

/** Sales that the server has not confirmed, by the till's own record of them. */
function getSales({ data, models }) {
    const uuids = [...(data.paidLedger?.sales.keys() || [])];
    return uuids.map((uuid) => models["pos.order"].getBy("uuid", uuid)).filter(Boolean);
}

/** Those of which the till has nothing but that record: as after a reset of stock's database. */
function getLostSales({ data, models }) {
    const sales = [...(data.paidLedger?.sales.values() || [])];
    return sales.filter(({ uuid }) => !models["pos.order"].getBy("uuid", uuid));
}

function getOrders({ pos, action }) {
    const carts = destroysLocalData(action) ? getOwnCarts(pos) : [];
    return [...new Set([...getSales(pos), ...getPending(pos), ...carts])];
}

function getSince(order) {
    if (order.finalized && order.date_order?.toMillis) {
        return order.date_order.toMillis();
    }
    if (!firstSeen.has(order)) {
        firstSeen.set(order, Date.now());
    }
    return firstSeen.get(order);
}

function describeFailure(failure) {
    return failure
        ? {
              state: isTransient(failure.kind) ? "waiting" : "failed",
              error: explain(failure),
              advice: advise(failure),
          }
        : { state: "waiting", error: "", advice: "" };
}

function describeConflict({ sale, pos }) {
    return {
        state: "failed",
        error: explainConflict(sale, sale.conflict),
        advice: adviseConflict(),
        actions: conflictActions(pos, sale),
    };
}

function describeOrder({ pos }, order) {
    const sale = pos.data.paidLedger?.get(order.uuid);
    if (sale?.conflict) {
        return describeConflict({ sale, pos });
    }
    const failure = pos.syncStatus.failures.get(order.uuid);
    return failure ? describeRefused(failure, sale) : describeWaiting(order);
}

/** Of a sale that the managers have in the backend, they can be asked there. */
function describeRefused(failure, sale) {
    const texts = describeFailure(failure);
    const where = _t("A manager can also deliver it: Point of Sale > Offline > Refused Sales.");
    return sale?.handedIn ? { ...texts, advice: `${texts.advice} ${where}` } : texts;
}

function describeWaiting(order) {
    return getUnsentSales(order).length
        ? {
              state: "waiting",
              error: _t("The sale that it gives back is not on the server yet."),
              advice: _t("It is sent by itself after that sale."),
          }
        : describeFailure();
}

function makeItem({ env, pos }, order) {
    return {
        id: order.uuid,
        title: order.pos_reference || order.uuid,
        since: getSince(order),
        isSale: Boolean(order.finalized),
        ...describeOrder({ pos }, order),
        /** Read when it is shown: adding up a large order takes time. */
        get detail() {
            const amount = env.utils.formatCurrency(order.priceIncl);
            return order.finalized
                ? _t("paid, %(amount)s", { amount })
                : _t("not paid yet, %(amount)s", { amount });
        },
    };
}

function makeLostSale({ env, pos }, sale) {
    const failure = pos.syncStatus.failures.get(sale.uuid);
    return {
        id: sale.uuid,
        title: sale.reference || sale.uuid,
        detail: _t("paid, %(amount)s", { amount: env.utils.formatCurrency(sale.total) }),
        since: sale.time,
        isSale: true,
        ...(sale.conflict ? describeConflict({ sale, pos }) : describeFailure(failure)),
    };
}

function makeDeletion({ pos }, id) {
    const key = `delete-${id}`;
    const failure = pos.syncStatus.failures.get(key);
    return {
        id: key,
        title: _t("Order deleted here"),
        detail: "",
        since: failure?.since || Date.now(),
        ...describeFailure(failure),
    };
}

async function discardOrder(pos, order, reason) {
    const text = `Given up: ${order.pos_reference}: ${reason}`;
    log("discard", text);
    await pos.refusedSales.giveUp(order, reason);
    await dropSale(pos, order);
}

/** What is on its way already is not sent a second time: who asks for all to be sent waits for it. */
async function whenFree(pos) {
    const isLate = () => {}; // still under way after its deadline: it stays in the list
    await pos.data.orderSync?.whenFree(getPending(pos)).catch(isLate);
}

/** Stock's orders: sales that the server has not confirmed, and carts that it should have. */
export const orderStatus = {
    get label() {
        return _t("Orders");
    },
    sequence: 10,
    read(context) {
        const deletions = [...context.pos.pendingOrder.delete];
        return [
            ...getOrders(context).map((order) => makeItem(context, order)),
            ...getLostSales(context.pos).map((sale) => makeLostSale(context, sale)),
            ...deletions.map((id) => makeDeletion(context, id)),
        ];
    },
    async sync({ pos, action }) {
        if (destroysLocalData(action)) {
            pos.addPendingOrder(getOwnCarts(pos).map((order) => order.id));
        }
        await restoreSales(pos.data);
        await whenFree(pos);
        await pos.syncAllOrders();
    },
    async retry({ pos }, item) {
        const order = pos.models["pos.order"].getBy("uuid", item.id);
        await pos.syncAllOrders(order ? { orders: [order], force: true } : {});
    },
    async discard({ pos }, item, reason) {
        const order = pos.models["pos.order"].getBy("uuid", item.id);
        if (order) {
            await discardOrder(pos, order, reason);
        } else if (pos.data.paidLedger.has(item.id)) {
            await pos.data.paidLedger.strike(item.id);
        } else {
            pos.pendingOrder.delete.delete(Number(item.id.replace("delete-", "")));
        }
        pos.syncStatus.failures.forget(item.id);
    },
    export(context) {
        const raw = (records) => records.map((record) => record.raw);
        const lost = getLostSales(context.pos).map(({ data, total }) =>
            exportOrder(
                { ...data["pos.order"][0], amount_total: total },
                data["pos.order.line"] || [],
                data["pos.payment"] || []
            )
        );
        const orders = getOrders(context).map((order) =>
            exportOrder(
                { ...order.raw, amount_total: order.priceIncl },
                raw(order.lines),
                raw(order.payment_ids),
                {
                    pack_lot_ids: raw(order.lines.flatMap((line) => line.pack_lot_ids)),
                    custom_attribute_value_ids: raw(
                        order.lines.flatMap((line) => line.custom_attribute_value_ids)
                    ),
                }
            )
        );
        return [...orders, ...lost];
    },
};

statusProviders.add("orders", orderStatus, { sequence: orderStatus.sequence });
