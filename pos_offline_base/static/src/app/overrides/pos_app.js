import { onMounted } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { patch } from "@web/core/utils/patch";
import { Chrome } from "@point_of_sale/app/pos_app";
import { ConnectionBanner } from "../status/banner/connection_banner";
import { BeforeUnloadPrompt } from "../guard/beforeunload_prompt";

patch(Chrome, { components: { ...Chrome.components, ConnectionBanner } });

patch(Chrome.prototype, {
    setup() {
        super.setup(...arguments);
        const question = new BeforeUnloadPrompt(() => this.pos.syncStatus.isMemoryAtRisk);
        // Stock begins to listen right after the till is shown.
        onMounted(() => browser.setTimeout(() => question.listen()));
    },
});
