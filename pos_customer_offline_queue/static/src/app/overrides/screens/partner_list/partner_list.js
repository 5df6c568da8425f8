import { patch } from "@web/core/utils/patch";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";

const MANY = 1000; // customers

patch(PartnerList.prototype, {
    /**
     * The same customers as stock finds, at any number of them; but none that another user of this browser
     * has entered and the server does not have yet.
     */
    getPartners(partners) {
        const { customerQueue: queue, customerSearch: search } = this.pos;
        const { partner } = this.props;
        const found =
            (search && findFast(this, search, partners)) || super.getPartners(...arguments);
        return found.filter(({ id }) => !queue?.isHidden(id) || id === partner?.id);
    },
});

/** @returns {Object[]|null} null where stock's own way is fast enough */
function findFast({ state, props }, search, partners) {
    const query = state.query?.trim();
    if (query) {
        return search.find(partners, query);
    }
    const isInitial = partners === state.initialPartners;
    return isInitial && partners.length > MANY ? search.first(partners, props.partner) : null;
}
