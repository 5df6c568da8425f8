/**
 * What the till asks the server, and how long it waits for an answer.
 *
 * `late`: the till goes on after the deadline whatever the server does, and the request stays open, as
 * its answer still counts. `patient`: it may compute for long on a server that is there; it is given
 * up when the server does not even answer a ping, and after `limit` ms in any case. Neither: given up
 * at the deadline, as it is harmless to ask again.
 *
 * @typedef {{late?: boolean, patient?: boolean, limit?: number}} Rule
 */

// The time after which Odoo itself ends a request (limit_time_real): no answer comes after it.
const SERVER_LIMIT = 120000;

const LATE = Object.freeze({ late: true });
const PATIENT = Object.freeze({ patient: true, limit: SERVER_LIMIT });
const LOOK_UP = Object.freeze({ patient: true, limit: 9000 }); // what a cashier stands and waits for
const QUICK = Object.freeze({});

/**
 * Of what is not in the catalog nobody knows what it does. So it has the time that the server gives
 * it, but it does not outlive the connection: its caller is told what a dead socket would have told.
 */
export const UNKNOWN = Object.freeze({ patient: true, limit: SERVER_LIMIT });

/** The start has a worker of its own with deadlines and a store; on a busy server it may take long. */
const OF_THE_START = null;

/** @type {Record<string, Rule|null>} */
export const CATALOG = Object.freeze({
    "pos.session/load_data": OF_THE_START,
    "pos.session/load_data_params": OF_THE_START,
    "pos.session/filter_local_data": OF_THE_START,
    "pos.config/register_new_device_identifier": OF_THE_START,

    // A sale
    "pos.order/sync_from_ui": LATE,
    "pos.order/validate_coupon_programs": QUICK, // a courtesy: stock goes on without
    "pos.order/confirm_coupon_programs": LATE, // owed, and written down: see delivery/owed_steps.js
    "pos.order/get_and_set_online_payments_data": QUICK, // sets the same again
    "pos.order/action_pos_order_cancel": QUICK,
    "pos.order/action_pos_order_invoice": UNKNOWN,
    "pos.payment.method/get_qr_code": LOOK_UP,
    "pos.config/notify_synchronisation": QUICK,
    "pos.session/log_partner_message": QUICK, // a line in the session's log

    // What a cashier looks for
    "loyalty.card/get_gift_card_status": LOOK_UP,
    "loyalty.card/get_loyalty_card_partner_by_code": LOOK_UP,
    "loyalty.card/read": LOOK_UP,
    "loyalty.card/search_read": LOOK_UP,
    "pos.config/get_pos_qr_order_data": LOOK_UP,
    "pos.config/use_coupon_code": LOOK_UP, // looks only: nothing is used up before the sale
    "pos.config/read_config_open_orders": PATIENT,
    "pos.order/read_pos_orders": PATIENT,
    "pos.order/read_pos_data_uuid": PATIENT,
    "pos.order/search_paid_order_ids": PATIENT,
    "pos.order/get_preparation_change": PATIENT,
    "pos.order.line/get_existing_lots": PATIENT,
    "pos.preset/get_available_slots": PATIENT,
    "pos.session/get_pos_ui_product_pricelist_item_by_product": PATIENT,
    "product.product/search_read": PATIENT,
    "product.template/get_product_info_pos": PATIENT,
    "product.template/load_product_from_pos": PATIENT,
    "res.partner/get_new_partner": PATIENT,
    "res.partner/search_read": PATIENT,
    "restaurant.table/are_orders_still_in_draft": PATIENT,
    "sale.order/load_sale_order_from_pos": PATIENT,
    "sale.order.line/read_converted": PATIENT,
    "report.point_of_sale.report_saledetails/get_sale_details": PATIENT,

    // The register, and what a manager sets up: as patient as with what is unknown, and on purpose.
    "pos.config/get_pos_kanban_view_state": UNKNOWN,
    "pos.config/install_pos_restaurant": UNKNOWN,
    "pos.config/load_demo_data": UNKNOWN,
    "pos.payment.method/get_provider_status": UNKNOWN,
    "pos.session/close_session_from_ui": UNKNOWN,
    "pos.session/delete_cash_in_out": UNKNOWN,
    "pos.session/delete_opening_control_session": UNKNOWN,
    "pos.session/get_cash_in_out_list": UNKNOWN,
    "pos.session/get_closing_control_data": UNKNOWN,
    "pos.session/post_closing_cash_details": UNKNOWN,
    "pos.session/set_opening_control": UNKNOWN,
    "pos.session/try_cash_in_out": UNKNOWN,
    "pos.session/update_closing_control_state_session": UNKNOWN,
    "product.template/create_product_variant_from_pos": UNKNOWN,
    "restaurant.floor/deactivate_floor": UNKNOWN,
});

/** @returns {Rule|null} null: nothing is done about this request */
export function ruleOf(url) {
    const [, model, method] = url.match(/^\/web\/dataset\/call_kw\/([\w.]+)\/(\w+)/) || [];
    const name = `${model}/${method}`;
    if (name in CATALOG) {
        return CATALOG[name];
    }
    if (method === "read" || method === "search_read") {
        return PATIENT;
    }
    return url.startsWith("/") ? UNKNOWN : null; // the rest goes to printers and other machines
}

/**
 * The same on the way from Validate to the receipt, where nothing is waited for longer than the
 * deadline: what only reads is given up then, what may do something stays open.
 *
 * @param {Rule|null} rule
 */
export function ruleInSale(rule) {
    return rule === UNKNOWN ? LATE : rule && (rule.late ? LATE : QUICK);
}
