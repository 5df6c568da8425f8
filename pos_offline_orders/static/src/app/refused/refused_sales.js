import { _t } from "@web/core/l10n/translation";
import { outboxKinds } from "@pos_offline_base/app/outbox/outbox_status";
import { STATE } from "@pos_offline_base/app/outbox/journal";
import { explain } from "@pos_offline_base/app/errors/sync_failure";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { dropSale } from "../paid/drop_order";
import { describeRefused } from "./refused_payload";

const log = makeLogger("RefusedSales");

export const ORDER_REFUSED = "order.refused";
export const REFUSED_SALES = "POS_OFFLINE_ORDERS"; // rung when a manager has settled some

outboxKinds.add(ORDER_REFUSED, {
    title: ({ payload }) => _t("Refused sale %s, for the manager", payload.reference),
    isCopy: true,
});

/**
 * Sales that the server has refused are handed in: a manager sees them in the backend, with the cause,
 * and delivers or voids them there. The till keeps its own until the server says what became of it.
 */
export class RefusedSales {
    /**
     * @param {Object} parts
     * @param {Object} parts.pos the till's store
     * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} parts.outbox
     * @param {import("@pos_offline_base/app/status/failure_log").FailureLog} parts.failures
     */
    constructor({ pos, outbox, failures }) {
        Object.assign(this, { pos, outbox, failures });
        failures.onNoted = (uuid, failure) => this._handIn(uuid, failure);
        outbox.onDone(ORDER_REFUSED, ({ payload }) => {
            this.pos.data.paidLedger?.setHandedIn(payload.order.uuid, whyOf(payload));
        });
    }

    /** The managers see that a sale was given up on the till, and why, with all that was sold. */
    async giveUp(order, reason) {
        const failure = this.failures.get(order.uuid) || { kind: "till", message: "" };
        if (this.pos.data.paidLedger?.has(order.uuid)) {
            await this._add(order, { ...describe(failure), given_up: reason });
        }
    }

    /**
     * A manager has voided the sale: it leaves the till, which says so.
     *
     * @param {Object} order
     * @param {Error} error that ended sending it
     * @returns {Promise<boolean>} whether it was that
     */
    async takeVoided(order, error) {
        const reason = error.data?.context?.voided?.[order.uuid];
        if (typeof reason !== "string") {
            return false;
        }
        const { pos_reference: reference } = order;
        log("voided", `Voided by a manager: ${reference}`);
        await dropSale(this.pos, order);
        this.failures.forget(order.uuid);
        const text = _t("A manager has voided the sale %(reference)s: %(reason)s", {
            reference,
            reason,
        });
        this.pos.notification.add(text, { type: "warning", sticky: true });
        return true;
    }

    async _handIn(uuid, failure) {
        const sale = this.pos.data.paidLedger?.get(uuid);
        const order = this.pos.models["pos.order"].getBy("uuid", uuid);
        const news = describe(failure);
        if (sale && order && !sale.conflict && sale.handedIn !== whyOf(news)) {
            await this._add(order, news);
        }
    }

    /** What is not sent yet is replaced: the managers need the last word only. */
    async _add(order, news) {
        const lane = `refused ${order.uuid}`;
        const [open] = this.outbox.list({ kind: ORDER_REFUSED, lane, state: STATE.PENDING });
        try {
            const payload = describeRefused(this.pos, order, news);
            const replaced = open && (await this.outbox.replace(open.uuid, payload));
            if (!replaced) {
                const cashier = this.pos.getCashier?.()?.id ?? null;
                await this.outbox.add({ kind: ORDER_REFUSED, lane, payload, cashier });
            }
        } catch (error) {
            log("handIn", "Not handed in", [error.message]);
        }
    }
}

/** Of what is gone the till alone knows the name. */
const describe = (failure) => ({
    code: failure.kind,
    message: failure.names ? explain(failure) : failure.message,
});

/** What the managers were told: told once. */
const whyOf = ({ code, message }) => `${code}: ${message}`;
