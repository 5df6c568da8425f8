import { _t } from "@web/core/l10n/translation";
import { orderSteps } from "@pos_offline_orders/app/steps/order_steps";
import { countPoints, hasUnknownPoints } from "./unknown_points";

export const CONFIRM = "confirm_coupon_programs";
const KIND = "loyalty";

/** What sales say to the server about points and cards: stock makes it, and sends it by `send`. */
export class CouponMessages {
    /** @param {Object} pos the store */
    constructor(pos) {
        this.pos = pos;
        this._reading = null; // the order of which it is only to be known what it would say
        this._read = null;
    }

    /** @returns {Promise<Object|null>} what stock would send for this order */
    async read(order) {
        if (hasUnknownPoints(this.pos, order)) {
            await countPoints(this.pos, order);
        }
        this._reading = order.id;
        this._read = null;
        try {
            await this.pos.postProcessLoyalty(order);
            return this._read;
        } finally {
            this._reading = null;
        }
    }

    /** @returns {Promise<Object>} the answer, as stock's code wants it: empty while there is none */
    async send([orderId, data], send) {
        if (this._reading === orderId) {
            this._read = data;
            return {};
        }
        const order = this.pos.models["pos.order"].get(orderId);
        if (!order) {
            return send([orderId, data]);
        }
        const answer = await this.pos.owedSteps.sendNow(KIND, order, data, (owed) =>
            send([orderId, owed])
        );
        return answer || {};
    }
}

/** The answer came when stock did not wait for it any more: the balances that it tells. */
function useAnswer(pos, { coupon_updates: updates = [] }) {
    for (const { id, old_id, points } of updates) {
        const card = pos.models["loyalty.card"].get(id);
        if (card) {
            card.points = points;
        }
        if (old_id !== id) {
            pos.localCards.ids.add(old_id);
        }
    }
    return pos.localCards.replace();
}

orderSteps.add(KIND, {
    get label() {
        return _t("Points and cards");
    },
    collect: (pos, order) => pos.couponMessages.read(order),
    // Not by `call`: that one would take it for stock's own.
    send: ({ data: service }, orderId, data) =>
        service.execute({
            type: "call",
            model: "pos.order",
            method: CONFIRM,
            args: [orderId, data],
        }),
    use: (pos, answer) => useAnswer(pos, answer).catch(() => {}),
});
