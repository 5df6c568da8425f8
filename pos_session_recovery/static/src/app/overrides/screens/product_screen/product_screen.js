import { onMounted } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";

patch(ProductScreen.prototype, {
    setup() {
        super.setup(...arguments);
        // After stock's own: that deselects the line and empties the typed number.
        onMounted(() => this.pos.data.recovery?.finish("ProductScreen"));
    },
});
