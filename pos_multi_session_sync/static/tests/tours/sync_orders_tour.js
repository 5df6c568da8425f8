import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { patient } from "@pos_offline_base/../tests/tours/patient";
import { registry } from "@web/core/registry";

const SEND = ".pos-sync-send";
const INBOX = ".pos-sync-inbox";
const PREVIEW = ".pos-sync-preview";

const press = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });

registry.category("web_tour.tours").add("test_cashier_sends_an_order_and_calls_it_back", {
    steps: patient(() => [
        Chrome.startPoS(),
        Dialog.confirm("Open Register"),
        ProductScreen.addOrderline("Desk Organizer", "2"),
        press("The buttons that are not always needed", ".control-buttons .more-btn"),
        press("Send it away", ".modal .pos-sync-send-button"),
        see("The only desk is chosen", `${SEND} label:contains(Desk of the tour) input:checked`),
        {
            content: "With a note",
            trigger: `${SEND} textarea[name=note]`,
            run: "edit by the window",
        },
        press("Send", `${SEND} button[name=send]`),
        see("It is no more on the screen", "body:not(:has(.product-screen .orderline))"),
        press("What this till has sent", ".pos-sync-inbox-button"),
        press("Its own ones", `${INBOX} button[name=outbox]`),
        see("It says where it is", `${INBOX} [data-transfer]:contains(Desk of the tour)`),
        press("Call it back", `${INBOX} [data-transfer] button[name=recall]`),
        {
            content: "Why",
            trigger: ".modal textarea",
            run: "edit changed her mind",
        },
        press("Confirm", ".modal:has(textarea) .modal-footer .btn-primary"),
        press("Go on with it here", `${INBOX} [data-state=recalled] button[name=reopen]`),
        ProductScreen.selectedOrderlineHas("Desk Organizer", "2"),
        Chrome.endTour(),
    ]),
});

registry.category("web_tour.tours").add("test_cashier_takes_an_order_of_another_till_over", {
    steps: patient(() => [
        Chrome.startPoS(),
        Dialog.confirm("Open Register"),
        press("Two orders wait", ".pos-sync-inbox-button[data-count='2']"),
        press("Look into the first", `${INBOX} [data-transfer]:contains(First) button[name=open]`),
        see("Its lines are there", `${PREVIEW} li:contains(Desk Organizer)`),
        press("Give it back", `${PREVIEW} button[name=return]`),
        {
            content: "Why",
            trigger: ".modal textarea",
            run: "edit no time",
        },
        press("Confirm", ".modal:has(textarea) .modal-footer .btn-primary"),
        press("The second one", `${INBOX} [data-transfer]:contains(Second) button[name=open]`),
        press("Take it over", `${PREVIEW} button[name=deliver]`),
        ProductScreen.selectedOrderlineHas("Desk Organizer", "3"),
        see("Nothing waits any more", ".pos-sync-inbox-button[data-count='0']"),
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Cash"),
        PaymentScreen.clickValidate(),
        ReceiptScreen.isShown(),
        Chrome.endTour(),
    ]),
});
