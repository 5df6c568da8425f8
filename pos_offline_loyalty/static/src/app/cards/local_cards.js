import { _t } from "@web/core/l10n/translation";
import { loyaltyIdsGenerator } from "@pos_loyalty/app/services/pos_store";

/**
 * Cards of customers whom the server could not be asked about. As for a customer who has none, the
 * card has no points and a number below zero: the server puts what it gets on the customer's own card.
 */
export class LocalCards {
    /** @param {Object} pos the store */
    constructor(pos) {
        this.pos = pos;
        this.ids = new Set();
        this._told = new Set(); // customers of whom the cashier knows
    }

    /** @returns {Object} the card of this customer in this programme */
    getOrMake(programId, partnerId) {
        const { models } = this.pos;
        const cards = models["loyalty.card"];
        const isTheirs = ({ partner_id, program_id }) =>
            partner_id?.id === partnerId && program_id?.id === programId;
        return cards.find(isTheirs) || this._make(programId, partnerId);
    }

    _make(programId, partnerId) {
        const { models } = this.pos;
        const partner = models["res.partner"].get(partnerId);
        const card = models["loyalty.card"].create({
            id: loyaltyIdsGenerator(),
            code: null,
            program_id: models["loyalty.program"].get(programId),
            partner_id: partner,
            points: 0,
            expiration_date: null,
        });
        this.ids.add(card.id);
        this._tell(partner);
        return card;
    }

    _tell(partner) {
        if (partner && !this._told.has(partner.id)) {
            this._told.add(partner.id);
            const text = _t(
                "The server cannot be asked for the balance of %(name)s. This sale's points are added; rewards from saved points are back with the server.",
                { name: partner.name }
            );
            this.pos.notification.add(text, { type: "warning" });
        }
    }

    /** Ask for the customers' own cards again; what orders have on the local ones goes over to them. */
    async replace() {
        for (const id of this.ids) {
            const local = this.pos.models["loyalty.card"].get(id);
            if (local) {
                await this._replaceOne(local);
            }
            this.ids.delete(id);
        }
        this._told.clear();
    }

    async _replaceOne(local) {
        const { partner_id, program_id } = local;
        if (!partner_id || !program_id) {
            return; // a coupon or a gift card is of nobody: no other card stands for it
        }
        const [card] = await this.pos.fetchCoupons([
            ["partner_id", "=", partner_id.id],
            ["program_id", "=", program_id.id],
        ]);
        if (card) {
            const isOpen = (order) => !(order.finalized && order.isSynced);
            for (const order of this.pos.models["pos.order"].filter(isOpen)) {
                move(order, local, card);
            }
            local.delete();
        }
    }
}

function move(order, local, card) {
    const { couponPointChanges: changes } = order.uiState;
    const change = changes[local.id];
    if (change) {
        delete changes[local.id];
        changes[card.id] = { ...change, coupon_id: card.id };
    }
    for (const line of order.lines.filter(({ coupon_id }) => coupon_id?.id === local.id)) {
        line.coupon_id = card;
    }
}
