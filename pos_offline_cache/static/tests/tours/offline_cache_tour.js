import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import { patient } from "@pos_offline_base/../tests/tours/patient";
import { registry } from "@web/core/registry";

const indicator = (state) => `.pos-offline-cache-indicator[data-state="${state}"]`;

registry
    .category("web_tour.tours")
    .add("test_cashier_reads_whether_the_till_opens_without_the_server", {
        steps: patient(() => [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            {
                content: "The till becomes ready by itself",
                trigger: indicator("ready"),
                run: "click",
            },
            {
                content: "The popup says what it means",
                trigger: ".pos-offline-cache-section:contains(opens and sells with the server)",
            },
            {
                content: "The program is stored whole",
                trigger: ".pos-offline-cache-section dd:contains(stored whole)",
            },
            {
                content: "A new copy can be asked for",
                trigger: ".pos-offline-cache-section button:contains(Make a new copy)",
                run: "click",
            },
            {
                content: "And the till is ready again",
                trigger: indicator("ready"),
            },
            Dialog.cancel(),
            Chrome.endTour(),
        ]),
    });

registry.category("web_tour.tours").add("test_till_says_so_where_the_cache_is_off", {
    steps: patient(() => [
        Chrome.startPoS(),
        Dialog.confirm("Open Register"),
        {
            content: "The indicator shows that it is off",
            trigger: indicator("unavailable"),
            run: "click",
        },
        {
            content: "The popup says who can switch it on",
            trigger: ".pos-offline-cache-section:contains(A manager can switch it on)",
        },
        Dialog.cancel(),
        Chrome.endTour(),
    ]),
});
