import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import {
    setOfflineMode,
    setOnlineMode,
} from "@point_of_sale/../tests/generic_helpers/offline_util";
import { patient } from "@pos_offline_base/../tests/tours/patient";
import { registry } from "@web/core/registry";

const FORM = ".pos-customer-form";
const LIST = ".modal:has(.partner-list)";
const MARK = `${LIST} .partner-list:contains(Tour Waiting) .pos-customer-mark`;

const openList = {
    content: "Open the list of customers",
    trigger: ".product-screen .set-partner",
    run: "click",
};

registry.category("web_tour.tours").add("test_cashier_enters_a_customer_without_the_server", {
    steps: patient(() => [
        Chrome.startPoS(),
        Dialog.confirm("Open Register"),
        setOfflineMode(),
        openList,
        {
            content: "Ask for a new one",
            trigger: `${LIST} .modal-header button:contains(Create)`,
            run: "click",
        },
        {
            content: "The till's own form says where it is kept",
            trigger: `${FORM}:contains(It is kept on this till)`,
        },
        {
            content: "Enter the name",
            trigger: `${FORM} #pos-customer-name`,
            run: "edit Tour Waiting",
        },
        {
            content: "Save",
            trigger: `${FORM} button[name=save]`,
            run: "click",
        },
        {
            content: "The customer is on the order",
            trigger: ".product-screen .set-partner:contains(Tour Waiting)",
        },
        openList,
        { content: "And marked in the list", trigger: MARK },
        setOnlineMode(),
        {
            content: "Until the server has it",
            trigger: `${LIST}:has(.partner-list:contains(Tour Waiting)):not(:has(.pos-customer-mark))`,
        },
        Chrome.endTour(),
    ]),
});

registry.category("web_tour.tours").add("test_manager_takes_the_tills_value", {
    steps: patient(() => [
        {
            content: "Open what was changed on both sides",
            trigger: ".o_data_row:contains(Tour Conflict) .o_data_cell[name=name]",
            run: "click",
        },
        {
            content: "Decide",
            trigger: ".o_form_view button[name=action_decide]",
            run: "click",
        },
        {
            content: "Both values are shown",
            trigger: ".modal .o_data_row:contains(Antwerp):contains(Liege) td[name=side]",
            run: "click",
        },
        {
            content: "Open the choices",
            trigger: ".modal .o_data_row .o_field_widget[name=side] .o_select_menu_toggler",
            run: "click",
        },
        {
            content: "Take the till's",
            trigger: ".o_select_menu_item:contains(Take the till)",
            run: "click",
        },
        {
            content: "Apply",
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
        {
            content: "It is closed",
            trigger: ".o_form_view:not(:has(button[name=action_decide])):contains(Resolved)",
        },
    ]),
});
