import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import { patient } from "@pos_offline_base/../tests/tours/patient";
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("test_cashier_finds_the_recovery_list_in_the_menu", {
    steps: patient(() => [
        Chrome.startPoS(),
        Dialog.confirm("Open Register"),
        Chrome.clickMenuButton(),
        {
            content: "The menu leads to the list",
            trigger: ".pos-recovery-menu",
            run: "click",
        },
        {
            content: "The list is there",
            trigger: ".pos-recovery-list",
        },
        Dialog.cancel(),
        Chrome.endTour(),
    ]),
});
