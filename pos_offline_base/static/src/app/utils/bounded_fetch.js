// What a receipt is drawn with: fonts, styles and pictures of this server.
const RESOURCE = /\.(woff2?|ttf|otf|eot|css|png|jpe?g|gif|svg|webp)$|^\/web\/image/;

let users = 0;
let original;

/**
 * While `work` is under way, no font or picture of this server is waited for longer than `budget`.
 * Stock draws receipts with a library that fetches them by the page's `fetch` and waits for ever; it
 * goes on without those that fail.
 *
 * @param {() => Promise} work
 * @param {number} budget ms
 */
export async function withBoundedFetch(work, budget) {
    if (!users++) {
        original = window.fetch;
        window.fetch = (input, init) => original.call(window, input, bounded(input, init, budget));
    }
    try {
        return await work();
    } finally {
        if (!--users) {
            window.fetch = original;
        }
    }
}

function bounded(input, init, budget) {
    if (typeof input !== "string") {
        return init;
    }
    const { origin, pathname } = new URL(input, window.location.href);
    const isOurs = origin === window.location.origin && RESOURCE.test(pathname);
    return isOurs ? { ...init, signal: AbortSignal.timeout(budget) } : init;
}
