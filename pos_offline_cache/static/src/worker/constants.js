/** Every cache and database of this module carries this name; nothing else of the origin does. */
export const PREFIX = "pos-offline-cache";

/** The cache that Odoo's own worker fills, without ever looking at what it stores. */
export const STOCK_CACHE = "odoo-pos-cache";

/** What a page and its worker say to each other. */
export const MESSAGES = Object.freeze({
    // page to worker
    HELLO: "HELLO",
    STATUS: "STATUS",
    PREFETCH: "PREFETCH",
    RESET: "RESET",
    MAKE_ROOM: "MAKE_ROOM",
    LIST_TILLS: "LIST_TILLS",
    CONTACT: "CONTACT",
    SIGNED_OUT: "SIGNED_OUT",
    SKIP_WAITING: "SKIP_WAITING",
    // worker to page
    TILLS: "TILLS",
});

/** State of the line to Odoo as the worker has last seen it. */
export const NETWORK = Object.freeze({ ANSWERS: "answers", LOST: "lost" });
