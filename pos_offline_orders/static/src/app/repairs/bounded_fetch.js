import { BLANK } from "./settle_images";

// What a receipt is drawn with, of this server or of another host.
const STYLE = /\.(woff2?|ttf|otf|eot|css)$|\/css2?$/;
const PICTURE = /\.(png|jpe?g|gif|svg|webp)$|^\/web\/image/;

let users = 0;
let original;

/**
 * While `work` is under way, no font or picture is waited for longer than `budget`. Stock draws
 * receipts with a library that fetches them by the page's `fetch` and waits for ever. It goes on
 * without a font, but not without a picture: one that cannot be had is blank.
 *
 * @param {() => Promise} work
 * @param {number} budget ms
 */
export async function withBoundedFetch(work, budget) {
    if (!users++) {
        original = window.fetch;
        window.fetch = makeBounded(budget);
    }
    try {
        return await work();
    } finally {
        if (!--users) {
            window.fetch = original;
        }
    }
}

function makeBounded(budget) {
    // Stock's styles name fonts of another host, one to be tried after the other: all of them
    // have one deadline. What this server has is mostly at hand, so each has its own.
    const foreign = AbortSignal.timeout(budget);
    return (input, init) => {
        const { origin, pathname } = new URL(input?.url || input, window.location.href);
        const isPicture = PICTURE.test(pathname);
        if (!isPicture && !STYLE.test(pathname)) {
            return original.call(window, input, init);
        }
        const isOurs = origin === window.location.origin;
        const signal = isOurs ? AbortSignal.timeout(budget) : foreign;
        const answer = original.call(window, input, { ...init, signal });
        return isPicture ? answer.then(orBlank, getBlank) : answer;
    };
}

function orBlank(response) {
    return response.ok ? response : getBlank();
}

function getBlank() {
    return original.call(window, BLANK);
}
