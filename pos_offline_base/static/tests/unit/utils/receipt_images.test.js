import { expect, test } from "@odoo/hoot";
import { advanceTime } from "@odoo/hoot-mock";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { withBoundedFetch } from "@pos_offline_base/app/utils/bounded_fetch";
import { settleImages } from "@pos_offline_base/app/utils/settle_images";

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

test("while a receipt is drawn, fonts and pictures of this server have a deadline, printers have none", async () => {
    const seen = [];
    const original = (url, init) => {
        seen.push([new URL(url, "http://other.example").pathname, Boolean(init?.signal)]);
        return Promise.resolve();
    };
    patchWithCleanup(window, { fetch: original });
    await withBoundedFetch(async () => {
        await withBoundedFetch(async () => window.fetch("/web/static/fonts/Inter.woff2"), 500);
        await window.fetch("/web/image/res.company/1/logo");
        await window.fetch("http://printer.local/cgi-bin/epos/service.cgi");
        await window.fetch("/pos/anything");
    }, 500);
    expect(seen).toEqual([
        ["/web/static/fonts/Inter.woff2", true],
        ["/web/image/res.company/1/logo", true],
        ["/cgi-bin/epos/service.cgi", false],
        ["/pos/anything", false],
    ]);
    expect(window.fetch).toBe(original);
});

test("fetch is the page's own again after a printer has failed", async () => {
    const original = () => Promise.resolve();
    patchWithCleanup(window, { fetch: original });
    await expect(
        withBoundedFetch(() => Promise.reject(new Error("no paper")), 500)
    ).rejects.toThrow("no paper");
    expect(window.fetch).toBe(original);
});
