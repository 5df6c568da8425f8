import { markRaw } from "@odoo/owl";
import { debounce } from "@web/core/utils/timing";
import { onConflict } from "../conflict/conflict_actions";
import { LeftOutNotices } from "./left_out_notices";
import { OrderBatch } from "./order_batch";
import { OrderSync } from "./order_sync";
import { hasWaiting } from "../paid/unconfirmed";
import { OwedNotes } from "../steps/owed_notes";
import { OwedSteps } from "../steps/owed_steps";
import { REFUSED_SALES, RefusedSales } from "../refused/refused_sales";

const DEBOUNCE = 100; // ms, as stock's

/**
 * Give a till's store what sends its orders, before the till starts: the first ones are sent during
 * the start.
 *
 * @param {Object} pos the till's store
 * @param {Object} services
 * @param {Object} data the till's data service
 */
export function prepareDelivery(pos, services, data) {
    const { pos_offline_store: store, pos_sync_status: status } = services;
    const changed = () => status.changed();
    pos.orderBatch = markRaw(
        new OrderBatch(pos, status.failures, (progress) => (status.state.progress = progress))
    );
    pos.refusedSales = markRaw(
        new RefusedSales({ pos, outbox: services.pos_outbox, failures: status.failures })
    );
    pos.leftOutNotices = markRaw(new LeftOutNotices(pos));
    pos.owedSteps = markRaw(
        new OwedSteps({
            pos,
            notes: new OwedNotes(store, changed),
            failures: status.failures,
            retry: () => data.flusher.later(),
        })
    );
    data.opts.isUnsent = (order) => isPending(pos, order) || data.paidLedger?.has(order.uuid);
    if (data.paidLedger) {
        Object.assign(data.paidLedger, { changed, onConflict: (sale) => onConflict(pos, sale) });
    }
    if (data.unsent) {
        data.unsent.onKept = (order) => pos.addUnsent(order);
        Object.assign(data.unsentJournal, {
            isPending: (order) => isPending(pos, order),
            isSending: ({ uuid }) => Boolean(data.orderSync?.isSending(uuid)),
        });
    }
}

function isPending({ pendingOrder }, { id }) {
    return pendingOrder?.create.has(id) || pendingOrder?.write.has(id);
}

/**
 * Begin, once the till has started: from now on each order goes by `OrderSync`, and what sales of
 * before owe is sent.
 *
 * @param {Object} pos the till's store
 */
export async function startDelivery(pos) {
    const { data, orderBatch, owedSteps } = pos;
    if (data.connection) {
        const retry = () => data.flusher.later();
        data.orderSync = markRaw(new OrderSync({ pos, monitor: data.connection, retry }));
        data.orderGroup = markRaw(orderBatch.group);
        pos.syncAllOrdersDebounced = debounce(() => pos.flushOrders(), DEBOUNCE);
    } // else another page than a till, with services of its own
    data.connectWebSocket(REFUSED_SALES, () => data.flusher.now());
    await owedSteps.notes.load();
    // The server may have come back during the start, while nobody listened yet.
    if (owedSteps.notes.all.length || hasWaiting(pos)) {
        data.flusher.later();
    }
}
