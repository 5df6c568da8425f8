import { bringCustomers } from "../queue/bring_customers";
import { readValues } from "../form/customer_values";

const WHO = ["name", "phone", "email", "vat", "barcode"]; // kept only where they are gone there

/** @returns {boolean} whether only this till knows a customer */
export function isLocal(partner) {
    return typeof partner?.id === "string";
}

let current = null; // records of orders know no services

/** @returns {Object} what an order says of its customer, whom the server may not know, or no more */
export function nameCustomer(partner) {
    const creation = isLocal(partner) && current?.getCreation(partner.id);
    if (creation) {
        return {
            partner_id: false, // not left out: the server may have the one of before
            offline_customer_uuid: creation.uuid,
            offline_customer_data: creation.payload.values,
        };
    }
    const isKnown = partner && !isLocal(partner) && current?.pos.getOfflineCustomers?.();
    return isKnown ? { offline_customer_data: readValues(partner, WHO) } : {};
}

/** Orders whose customer is not on the server yet. */
export class OrderCustomers {
    /**
     * @param {import("../queue/customer_queue").CustomerQueue} queue
     * @param {{setTimeout: Function, clearTimeout: Function}} clock
     */
    constructor(queue, clock) {
        Object.assign(this, { queue, clock });
        current = queue;
    }

    /** Send the customers of these orders first; the server finds them together in any case. */
    async before(orders) {
        const isWaiting = ({ partner_id: partner }) =>
            isLocal(partner) && this.queue.getMark(partner.id) === "waiting";
        if (orders.some(isWaiting)) {
            await bringCustomers(this.queue.outbox, this.clock);
        }
    }

    /** The server answers with no customer where it has none: the till still has one. */
    after(orders) {
        for (const order of orders) {
            const uuid = order.offline_customer_uuid;
            const creation = uuid && this.queue.outbox.list().find((one) => one.uuid === uuid);
            const partner = creation && this.queue.partners.get(creation.payload.local_id);
            if (partner && !order.partner_id) {
                const isDirty = order.isDirty();
                order.partner_id = partner;
                order._dirty = isDirty;
            }
        }
    }
}
