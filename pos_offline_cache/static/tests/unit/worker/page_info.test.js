import { describe, expect, test } from "@odoo/hoot";
import {
    asStored,
    classifyPage,
    configOfUrl,
    isServed,
    PAGE,
    readMark,
} from "@pos_offline_cache/worker/page_info";
import { PAGE as INFO } from "./helpers";

describe.current.tags("headless");

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&#34;");
const mark = `<meta name="pos-offline-cache" data-served="network" content="${escape(
    JSON.stringify({ ...INFO, configName: 'Tom & "Jerry" <1>' })
)}"/>`;
const page = (head) => `<!DOCTYPE html><html><head>${head}</head><body></body>\n</html>\n`;
const answer = (text, { status = 200, type = "text/html; charset=utf-8" } = {}) =>
    new Response(text, { status, headers: { "Content-Type": type } });
const kindOf = (text, options) => classifyPage(answer(text, options), text).kind;

test("a whole page with our mark is ours, whatever the shop is called", () => {
    const { kind, info } = classifyPage(answer(page(mark)), page(mark));
    expect(kind).toBe(PAGE.OURS);
    expect(info.configName).toBe('Tom & "Jerry" <1>');
});

test("a page that ends too early is foreign", () => {
    const text = page(mark);
    expect(kindOf(text.slice(0, text.length - 12))).toBe(PAGE.FOREIGN);
});

test("an error page of a proxy is foreign, even with our mark in it", () => {
    expect(kindOf(page(mark), { status: 502 })).toBe(PAGE.FOREIGN);
});

test("a captive portal's page with status 200 is foreign", () => {
    expect(kindOf(page("<title>Welcome to our WiFi</title>"))).toBe(PAGE.FOREIGN);
});

test("an answer that is not HTML is foreign", () => {
    expect(kindOf(page(mark), { type: "application/json" })).toBe(PAGE.FOREIGN);
});

test("a till's page without our mark tells that the module is gone", () => {
    const text = page('<script>var odoo = {"urls_to_cache": "[]", "pos_config_id": 1}</script>');
    expect(kindOf(text)).toBe(PAGE.STOCK);
});

test("a damaged mark is no mark", () => {
    expect(readMark('<meta name="pos-offline-cache" data-served="network" content="{oops"/>')).toBe(
        null
    );
});

test("a stored page says that it is stored and not that it was opened from the backend", () => {
    const stored = asStored(`${mark}<script>{"from_backend": 1, "pos_config_id": 1}</script>`);
    expect(stored).toInclude('data-served="cache"');
    expect(stored).toInclude('"from_backend": 0');
    expect(stored).toInclude('"pos_config_id": 1');
});

test("a till where the cache is off, or off for all, or with debug assets, is not served", () => {
    expect(isServed(INFO)).toBe(true);
    expect(isServed({ ...INFO, enabled: false })).toBe(false);
    expect(isServed({ ...INFO, debug: true })).toBe(false);
    expect(isServed({ ...INFO, switchedOff: true })).toBe(false);
    expect(isServed(null)).toBe(false);
});

test("every address of a till names its point of sale, and no other address does", () => {
    const config = (path) => configOfUrl(new URL(path, location.origin));
    expect(config("/pos/ui/3")).toBe(3);
    expect(config("/pos/ui/3?from_backend=True")).toBe(3);
    expect(config("/pos/ui/3/payment/5f0e")).toBe(3);
    expect(config("/pos/web?config_id=4")).toBe(4);
    expect(config("/pos/ui")).toBe(null);
    expect(config("/pos/ticket")).toBe(null);
    expect(config("/pos/ui/3abc")).toBe(null);
    expect(config("/pos_customer_display/3")).toBe(null);
});
