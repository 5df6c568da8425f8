import { expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { withBoundedFetch } from "@pos_offline_orders/app/repairs/bounded_fetch";
import { settleImages } from "@pos_offline_orders/app/repairs/settle_images";

/** A picture that is still on its way. */
function pending() {
    const image = document.createElement("img");
    Object.defineProperty(image, "complete", { value: false, writable: true });
    return image;
}

function receipt(...images) {
    const element = document.createElement("div");
    element.append(...images);
    return element;
}

test("pictures that are there are not waited for", async () => {
    const image = document.createElement("img");
    await settleImages(receipt(image), 500);
    expect(image.getAttribute("src")).toBe(null);
});

test("a picture that comes in time stays, one that does not is left blank", async () => {
    const [early, late] = [pending(), pending()];
    const settling = settleImages(receipt(early, late), 500);
    early.complete = true;
    early.dispatchEvent(new Event("load"));
    await advanceTime(600);
    await settling;
    expect(early.getAttribute("src")).toBe(null);
    expect(late.getAttribute("src")).toMatch(/^data:/);
});

test("a picture that fails ends the wait", async () => {
    const image = pending();
    const settling = settleImages(receipt(image), 500);
    image.complete = true;
    image.dispatchEvent(new Event("error"));
    await settling;
    expect(image.getAttribute("src")).toBe(null);
});

test("while a receipt is drawn, fonts and pictures have a deadline, printers have none", async () => {
    const seen = [];
    const original = (url, init) => {
        seen.push([new URL(url, "http://other.example").pathname, Boolean(init?.signal)]);
        return Promise.resolve({ ok: true });
    };
    patchWithCleanup(window, { fetch: original });
    await withBoundedFetch(async () => {
        await withBoundedFetch(async () => window.fetch("/web/static/fonts/Inter.woff2"), 500);
        await window.fetch("/web/image/res.company/1/logo");
        await window.fetch("https://fonts.example/noto/NotoSans.woff2");
        await window.fetch("http://printer.local/cgi-bin/epos/service.cgi");
        await window.fetch("/pos/anything");
    }, 500);
    expect(seen).toEqual([
        ["/web/static/fonts/Inter.woff2", true],
        ["/web/image/res.company/1/logo", true],
        ["/noto/NotoSans.woff2", true],
        ["/cgi-bin/epos/service.cgi", false],
        ["/pos/anything", false],
    ]);
    expect(window.fetch).toBe(original);
});

test("fonts of other hosts have one deadline together, each of this server has its own", async () => {
    const signals = [];
    const original = (url, { signal }) => Promise.resolve(signals.push(signal));
    patchWithCleanup(window, { fetch: original });
    await withBoundedFetch(async () => {
        await window.fetch("https://fonts.example/noto/NotoSans.woff2", { mode: "no-cors" });
        await window.fetch("https://fonts.example/noto/NotoSans.ttf", { mode: "no-cors" });
        await window.fetch("/web/static/fonts/Inter.woff2");
        await window.fetch("/web/static/fonts/Inter.ttf");
    }, 500);
    expect(signals[0]).toBe(signals[1]);
    expect(new Set(signals).size).toBe(3);
});

test("a font that never comes is given up", async () => {
    const original = (url, { signal }) =>
        new Promise((resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
        });
    patchWithCleanup(window, { fetch: original });
    await expect(
        withBoundedFetch(() => window.fetch("https://fonts.example/noto/NotoSans.woff2"), 1)
    ).rejects.toThrow(/timed out/);
});

test("a picture that cannot be had is blank, so that the receipt is drawn", async () => {
    const answers = { "/gone.png": { ok: false, status: 404 }, "/there.png": { ok: true } };
    const original = (url) =>
        url.startsWith("data:image/gif") || answers[url]
            ? Promise.resolve(answers[url] || "blank")
            : Promise.reject(new TypeError("Failed to fetch"));
    patchWithCleanup(window, { fetch: original });
    const got = [];
    await withBoundedFetch(async () => {
        for (const url of ["/there.png", "/gone.png", "/web/image/1"]) {
            got.push(await window.fetch(url));
        }
    }, 500);
    expect(got).toEqual([{ ok: true }, "blank", "blank"]);
});

test("fetch is the page's own again after a printer has failed", async () => {
    const original = () => Promise.resolve();
    patchWithCleanup(window, { fetch: original });
    await expect(
        withBoundedFetch(() => Promise.reject(new Error("no paper")), 500)
    ).rejects.toThrow("no paper");
    expect(window.fetch).toBe(original);
});
