import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { LocalCards } from "../../cards/local_cards";
import { CouponMessages } from "../../messages/coupon_messages";

patch(PosStore.prototype, {
    async setup(env, { pos_data }) {
        this.localCards = markRaw(new LocalCards(this));
        this.couponMessages = pos_data.couponMessages = markRaw(new CouponMessages(this));
        await super.setup(...arguments);
        window.addEventListener("pos-network-online", () => this.askForCardsAgain());
    },

    /** A customer without the server is a customer: their points are counted, their balance comes later. */
    async fetchLoyaltyCard(programId, partnerId) {
        try {
            return await super.fetchLoyaltyCard(...arguments);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.data.flusher.later(); // one answer may be lost on a line that is there
            return this.localCards.getOrMake(programId, partnerId);
        }
    },

    /** By the time an answer comes another order may be open: points are those of the one of before. */
    async _updatePrograms() {
        const order = this.getOrder();
        const aside = Object.create(this, { getOrder: { value: () => order } });
        return super._updatePrograms.call(aside);
    },

    async askForCardsAgain() {
        try {
            await this.localCards.replace();
            this.updateRewards();
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
        }
    },
});
