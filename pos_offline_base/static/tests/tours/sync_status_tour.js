import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import {
    setOfflineMode,
    setOnlineMode,
} from "@point_of_sale/../tests/generic_helpers/offline_util";
import { patient } from "@pos_offline_base/../tests/tours/patient";
import { registry } from "@web/core/registry";

const INDICATOR = ".pos-sync-status-indicator";
const PANEL = ".pos-sync-status-panel";

registry.category("web_tour.tours").add("test_cashier_reads_what_waits_for_the_server", {
    steps: patient(() => [
        Chrome.startPoS(),
        Dialog.confirm("Open Register"),
        {
            content: "Nothing waits, and the indicator is quiet",
            trigger: `${INDICATOR}[data-pending="0"]`,
            run: "click",
        },
        {
            content: "The panel says so",
            trigger: `${PANEL}:contains(Everything is on the server)`,
        },
        Dialog.confirm("Close"),
        ProductScreen.addOrderline("Desk Organizer", "1"),
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Cash"),
        setOfflineMode(),
        PaymentScreen.clickValidate(),
        Dialog.confirm("Continue with limited functionality"),
        ReceiptScreen.isShown(),
        ReceiptScreen.clickNextOrder(),
        {
            content: "The sale waits",
            trigger: `${INDICATOR}[data-pending="1"][data-failed="0"]`,
            run: "click",
        },
        {
            content: "The panel names it, and says that it is paid",
            trigger: `${PANEL} li[data-state=waiting]:contains(paid)`,
        },
        setOnlineMode(),
        {
            content: "Sync now sends it",
            trigger: `${PANEL} button[name=sync]`,
            run: "click",
        },
        {
            content: "And nothing waits any more",
            trigger: `${PANEL}:contains(Everything is on the server)`,
        },
        Dialog.confirm("Close"),
        {
            content: "The indicator is quiet again",
            trigger: `${INDICATOR}[data-pending="0"]`,
        },
        Chrome.endTour(),
    ]),
});
