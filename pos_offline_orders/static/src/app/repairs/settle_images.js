import { withDeadline } from "@pos_offline_base/app/lib/deadline";

/** A picture of one pixel, transparent. */
export const BLANK =
    "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

/**
 * Wait a moment for the pictures in `element`; those that have not come by then are left blank, so
 * that nobody who waits for all pictures waits for the network.
 *
 * @param {HTMLElement} element
 * @param {number} budget ms
 */
export async function settleImages(element, budget) {
    const open = [...element.querySelectorAll("img")].filter((image) => !image.complete);
    if (!open.length) {
        return;
    }
    await withDeadline(Promise.all(open.map(ended)), budget);
    for (const image of open.filter((each) => !each.complete)) {
        image.src = BLANK;
    }
}

function ended(image) {
    return new Promise((resolve) => {
        image.addEventListener("load", resolve, { once: true });
        image.addEventListener("error", resolve, { once: true });
    });
}
