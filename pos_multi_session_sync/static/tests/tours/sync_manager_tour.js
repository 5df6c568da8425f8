import { patient } from "@pos_offline_base/../tests/tours/patient";
import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";

const press = (content, trigger) => ({ content, trigger, run: "click" });
const see = (content, trigger) => ({ content, trigger });
const menu = (name) => `[data-menu-xmlid="${name}"]`;

registry.category("web_tour.tours").add("test_manager_finds_an_order_on_its_way_and_recalls_it", {
    steps: patient(() => [
        stepUtils.showAppsMenuItem(),
        press("The Point of Sale", `.o_app${menu("point_of_sale.menu_point_root")}`),
        press("Its orders", menu("point_of_sale.menu_point_of_sale")),
        press("Those between tills", menu("pos_multi_session_sync.pos_sync_order_menu")),
        see("What waits is listed first", ".o_searchview_facet:contains(Waiting)"),
        press("The order of the desk", ".o_data_row:contains(Desk of the tour) .o_data_cell"),
        see("Where it is", ".o_statusbar_status .o_arrow_button_current:contains(Sent)"),
        see("What is on it", ".o_form_view:contains(Desk Organizer)"),
        press("Recall", ".o_form_view button[name=action_recall]"),
        {
            content: "Why",
            trigger:
                ".modal .o_field_widget[name=reason] input, .modal .o_field_widget[name=reason] textarea",
            run: "edit the shop closes",
        },
        press("Confirm", ".modal button[name=action_confirm]"),
        see("It came back", ".o_statusbar_status .o_arrow_button_current:contains(Recalled)"),
        see("Each step is there with its reason", ".o_form_view:contains(the shop closes)"),
    ]),
});
