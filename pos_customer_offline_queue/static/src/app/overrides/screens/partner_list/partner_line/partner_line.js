import { useState } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PartnerLine } from "@point_of_sale/app/screens/partner_list/partner_line/partner_line";

patch(PartnerLine.prototype, {
    setup() {
        super.setup();
        this.outboxState = useState(this.env.services.pos_outbox.state); // draws anew when it changes
    },

    /** @returns {"waiting"|"failed"|null} */
    get offlineMark() {
        const { pending, failed } = this.outboxState;
        return pending + failed ? this.pos.customerQueue?.getMark(this.props.partner.id) : null;
    },
});
