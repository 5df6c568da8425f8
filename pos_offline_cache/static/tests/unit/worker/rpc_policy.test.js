import { describe, expect, test } from "@odoo/hoot";
import { keyOf, parseCall, ruleOf } from "@pos_offline_cache/worker/rpc_policy";
import { PAGE } from "./helpers";

describe.current.tags("headless");

const url = (path) => new URL(path, location.origin);
const rule = (model, method) => ruleOf(url(`/web/dataset/call_kw/${model}/${method}`));

test("no write passes through the worker's code", () => {
    for (const [model, method] of [
        ["pos.order", "sync_from_ui"],
        ["pos.order", "action_pos_order_cancel"],
        ["pos.order", "action_pos_order_invoice"],
        ["pos.session", "set_opening_control"],
        ["pos.session", "post_closing_cash_details"],
        ["pos.session", "close_session_from_ui"],
        ["pos.session", "try_cash_in_out"],
        ["pos.config", "register_new_device_identifier"],
        ["pos.config", "notify_synchronisation"],
        ["pos.payment.method", "get_qr_code"],
        ["product.template", "create_product_variant_from_pos"],
        ["res.partner", "create"],
        ["res.partner", "write"],
        ["res.partner", "unlink"],
        ["res.partner", "web_save"],
    ]) {
        expect(rule(model, method)).toBe(null, { message: `${model}/${method}` });
    }
    expect(ruleOf(url("/pos/ticket"))).toBe(null);
    expect(ruleOf(url("/web/dataset/call_button/pos.order/action"))).toBe(null);
});

test("orders are read with a deadline and never replayed", () => {
    for (const [model, method] of [
        ["pos.config", "read_config_open_orders"],
        ["pos.order", "read_pos_orders"],
        ["pos.order", "search_paid_order_ids"],
        ["pos.order", "get_preparation_change"],
        ["pos.order", "read"],
    ]) {
        const { replay, empty, archive } = rule(model, method);
        expect([replay, empty, archive]).toEqual([undefined, undefined, undefined]);
    }
});

test("a body that is not the call of its address is not recognised", () => {
    const path = url("/web/dataset/call_kw/res.partner/search_read");
    const body = (params) => JSON.stringify({ id: 1, params });
    expect(parseCall(path, body({ model: "res.partner", method: "search_read" }))).not.toBe(null);
    expect(parseCall(path, body({ model: "res.partner", method: "unlink" }))).toBe(null);
    expect(parseCall(path, body({ model: "res.users", method: "search_read" }))).toBe(null);
    expect(parseCall(path, "not JSON")).toBe(null);
    expect(parseCall(path, "null")).toBe(null);
});

test("the same question has the same key, whatever is volatile in it", () => {
    const call = (kwargs) => ({ model: "res.partner", method: "search_read", args: [], kwargs });
    const one = call({ context: { lang: "en_US", tz: "UTC", uid: 7 }, domain: [["a", "=", 1]] });
    const other = call({
        domain: [["a", "=", 1]],
        context: { uid: 7, tz: "Asia/Tokyo", lang: "en_US" },
    });
    expect(keyOf(PAGE, one)).toBe(keyOf(PAGE, other));
});

test("another question, user, company, till, language or server code has another key", () => {
    const call = { model: "res.partner", method: "search_read", args: [], kwargs: { domain: [1] } };
    const key = keyOf(PAGE, call);
    for (const change of [
        { user: 8 },
        { company: 2 },
        { config: 2 },
        { lang: "fr_FR" },
        { registry: "other" },
    ]) {
        expect(keyOf({ ...PAGE, ...change }, call)).not.toBe(key);
    }
    expect(keyOf(PAGE, { ...call, kwargs: { domain: [2] } })).not.toBe(key);
});

test("the names of fields are those of the settings that they were loaded with", () => {
    const call = { model: "pos.session", method: "load_data_params", args: [4], kwargs: {} };
    const key = keyOf(PAGE, call);
    expect(keyOf(PAGE, { ...call, args: [5] })).toBe(key);
    expect(keyOf({ ...PAGE, dataChange: "2026-02-02 00:00:00" }, call)).not.toBe(key);
});
