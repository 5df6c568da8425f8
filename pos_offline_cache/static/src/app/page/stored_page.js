const mark = () => document.querySelector('meta[name="pos-offline-cache"]');

/**
 * @returns {Object|null} what the server said of this page to the worker (the worker's
 *  `page_info.js` names the keys); null where the page has no mark, as in unit tests
 */
export function getPageInfo() {
    const element = mark();
    return element ? JSON.parse(element.content) : null;
}

/** Whether this page came from the worker's store, because the server did not show it in time. */
export function isStoredPage() {
    return mark()?.dataset.served === "cache";
}
