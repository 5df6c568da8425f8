import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { CONFIRM } from "../../messages/coupon_messages";

patch(PosData.prototype, {
    async call(model, method, args, ...rest) {
        const send = (sent) => super.call(model, method, sent, ...rest);
        return method === CONFIRM && this.couponMessages
            ? this.couponMessages.send(args, send)
            : send(args);
    },
});
