import { patch } from "@web/core/utils/patch";
import { Orderline } from "@point_of_sale/app/components/orderline/orderline";
import { describeRemark } from "../../../flow/place_texts";

patch(Orderline.prototype, {
    /** Why the line cannot be paid; empty for nearly every line there is. */
    get recoveryMark() {
        const kind = this.props.mode === "display" && this.line.uiState?.recoveryMark;
        return kind ? describeRemark({ kind }) : "";
    },
});
