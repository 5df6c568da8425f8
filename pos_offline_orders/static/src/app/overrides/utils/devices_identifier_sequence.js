import { patch } from "@web/core/utils/patch";
import DeviceIdentifierSequence from "@point_of_sale/app/utils/devices_identifier_sequence";

patch(DeviceIdentifierSequence.prototype, {
    /** A number that a customer may have on paper is never given to another sale; none is no number. */
    saveUnusedNumber(orders) {
        const isFree = (order) => order.pos_reference && !wasShown(order);
        return super.saveUnusedNumber(orders.filter(isFree));
    },

    save() {
        const result = super.save(...arguments);
        this.onSave?.();
        return result;
    },
});

function wasShown(order) {
    return !["draft", "cancel"].includes(order.state) || order.nb_print > 0;
}
