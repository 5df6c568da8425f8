import { _t } from "@web/core/l10n/translation";
import { nameMissing } from "@pos_offline_base/app/errors/missing_records";

/** Tells the cashier, once, what the server left out of an order because it had been deleted. */
export class LeftOutNotices {
    /** @param {Object} pos the till's store */
    constructor(pos) {
        this.pos = pos;
        this.known = new Map(); // uuid of an order on its way -> how much is told of it
    }

    /** These are about to be sent. */
    expect(orders) {
        for (const order of orders) {
            if (!this.known.has(order.uuid)) {
                this.known.set(order.uuid, getLeftOut(order).length);
            }
        }
    }

    /** These are as the server has answered. */
    tell(orders) {
        for (const order of orders.filter(({ uuid }) => this.known.has(uuid))) {
            const news = getLeftOut(order).slice(this.known.get(order.uuid));
            this.known.delete(order.uuid);
            if (news.length) {
                this._notify(order, nameMissing(this.pos.models, news));
            }
        }
    }

    _notify({ pos_reference: order }, names) {
        this.pos.notification.add(
            _t("%(order)s is on the server without what was deleted there: %(names)s.", {
                order,
                names,
            }),
            { type: "warning", sticky: true }
        );
    }
}

const getLeftOut = ({ offline_left_out: notes }) => (Array.isArray(notes) ? notes : []);
