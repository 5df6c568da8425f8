import { patch } from "@web/core/utils/patch";
import { PartnerList } from "@point_of_sale/app/screens/partner_list/partner_list";

patch(PartnerList.prototype, {
    /** The same customers as stock finds, at any number of them. */
    getPartners(partners) {
        const query = this.state.query?.trim();
        const search = this.pos.customerSearch;
        return query && search ? search.find(partners, query) : super.getPartners(...arguments);
    },
});
