import { patch } from "@web/core/utils/patch";
import { renderService } from "@point_of_sale/app/services/render_service";
import { settleImages } from "../../repairs/settle_images";

const BUDGET = 500; // ms

patch(renderService, {
    /** What is rendered to be printed does not wait for pictures from the network. */
    start() {
        const renderer = super.start(...arguments);
        const toHtml = async (...args) => {
            const element = await renderer.toHtml(...args);
            await settleImages(element, BUDGET);
            return element;
        };
        return { ...renderer, toHtml };
    },
});
