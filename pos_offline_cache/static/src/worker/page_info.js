/**
 * What a till's page says of itself in its mark (`PosConfig._get_offline_cache_page`).
 *
 * @typedef {Object} PageInfo
 * @property {string} database key of the Odoo database
 * @property {string} release id of the release whose assets the page names
 * @property {number} config id of the point of sale
 * @property {string} configName
 * @property {number} session id of the register's session that the page was made for
 * @property {number} user id of the signed-in user
 * @property {number} company
 * @property {string} lang
 * @property {string} registry hash that changes with the server's models
 * @property {string} dataChange when the point of sale's settings last changed
 * @property {boolean} enabled
 * @property {boolean} switchedOff an administrator has put all tills back on stock's worker
 * @property {boolean} debug whether the page uses debug assets
 * @property {number} epoch a higher number than the one known means: drop everything
 * @property {number} deadline in ms
 * @property {number} maxAge ms after the last contact for which the stored page opens; 0: for ever
 * @property {number} imageLimit how many pictures to keep
 * @property {number} imageBytes how much space they may take
 * @property {string} busWorker address of the bus worker
 */

const MARK = /<meta name="pos-offline-cache" data-served="network" content="([^"]*)"\/?>/;
const ENTITIES = {
    "&#34;": '"',
    "&quot;": '"',
    "&#39;": "'",
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
};

/** Kinds of answer to a request for a till's page. */
export const PAGE = Object.freeze({
    OURS: "ours", // a whole page of a till, with our mark
    STOCK: "stock", // a whole page of a till, without: the module is gone
    ODOO: "odoo", // Odoo refuses or redirects: the session is over, the shop is closed, ...
    FOREIGN: "foreign", // anything else: a proxy, a captive portal, half a page
});

/**
 * @param {string} html
 * @returns {PageInfo|null} null where there is no mark, or a damaged one
 */
export function readMark(html) {
    const match = html.match(MARK);
    if (!match) {
        return null;
    }
    try {
        return JSON.parse(
            match[1].replace(/&(?:#34|quot|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity])
        );
    } catch {
        return null;
    }
}

/**
 * Say what a response to a navigation is, from its head and its whole text. A page is whole when it
 * ends as it must: a proxy that cuts a body short does not always say so in the head.
 *
 * @param {Response} response
 * @param {string} text
 * @returns {{kind: string, info: PageInfo|null}}
 */
export function classifyPage(response, text) {
    const isHtml = (response.headers.get("Content-Type") || "").startsWith("text/html");
    if (response.status !== 200 || response.redirected || !isHtml) {
        return { kind: PAGE.FOREIGN, info: null };
    }
    if (!text.trimEnd().endsWith("</html>")) {
        return { kind: PAGE.FOREIGN, info: null };
    }
    const info = readMark(text);
    if (info) {
        return { kind: PAGE.OURS, info };
    }
    const isTill = text.includes('"urls_to_cache"') && text.includes('"pos_config_id"');
    return { kind: isTill ? PAGE.STOCK : PAGE.FOREIGN, info: null };
}

/** Whether the worker serves this page, or leaves it to stock's own worker. */
export function isServed(info) {
    return Boolean(info && info.enabled && !info.switchedOff && !info.debug);
}

/**
 * Make the stored page say that it comes from the store, and that it was not opened from the
 * backend: that flag makes stock reload all data from the server at start.
 */
export function asStored(html) {
    return html
        .replace('data-served="network"', 'data-served="cache"')
        .replace(/"from_backend": 1\b/, '"from_backend": 0');
}

/**
 * @param {URL} url
 * @returns {number|null} the point of sale that a till's address names
 */
export function configOfUrl(url) {
    const match = url.pathname.match(/^\/pos\/ui\/(\d+)(?:\/|$)/);
    if (match) {
        return Number(match[1]);
    }
    if (["/pos/ui", "/pos/web"].includes(url.pathname)) {
        return Number(url.searchParams.get("config_id")) || null;
    }
    return null;
}
