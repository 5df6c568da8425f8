import { patch } from "@web/core/utils/patch";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";

const MANY = 1000; // customers

patch(PartnerList.prototype, {
    /** But those that another user of this browser has entered, and the server does not have yet. */
    getPartners() {
        const { customerQueue: queue } = this.pos;
        const isShown = ({ id }) => !queue?.isHidden(id) || id === this.props.partner?.id;
        return this._findPartners(...arguments).filter(isShown);
    },

    /** The same customers as stock finds, at any number of them. */
    _findPartners(partners) {
        const query = this.state.query?.trim();
        const search = this.pos.customerSearch;
        if (query && search) {
            return search.find(partners, query);
        }
        const isInitial = partners === this.state.initialPartners;
        return search && isInitial && partners.length > MANY
            ? search.first(partners, this.props.partner)
            : super.getPartners(...arguments);
    },
});
