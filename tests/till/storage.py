"""What a page's origin has stored: Cache Storage and IndexedDB, read from inside the page."""

CACHES = """async () => {
    const found = {};
    for (const name of await caches.keys()) {
        const keys = await (await caches.open(name)).keys();
        found[name] = keys.map((request) => request.url);
    }
    return found;
}"""
CACHE_NAMES = "() => caches.keys()"
DATABASES = "async () => (await indexedDB.databases()).map(({ name }) => name)"
CACHED_TEXT = """async (prefix) => {
    let text = "";
    for (const name of await caches.keys()) {
        if (!name.startsWith(prefix)) { continue; }
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const response = await cache.match(request);
            const type = response.headers.get("content-type") || "";
            if (/html|json|text\\/plain/.test(type)) {
                text += request.url + "\\n" + (await response.text()) + "\\n";
            }
        }
    }
    return text;
}"""
# Bytes are read one by one into text, so that a name hidden in a buffer is found as well.
DATABASE_TEXT = """async (prefix) => {
    const decode = (value) => {
        if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
            const bytes = new Uint8Array(value.buffer || value);
            return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
        }
        if (value && typeof value === "object") {
            return Object.entries(value).map(([key, each]) => key + "=" + decode(each)).join("\\n");
        }
        return String(value);
    };
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    let text = "";
    for (const { name } of await indexedDB.databases()) {
        if (!name.startsWith(prefix)) { continue; }
        const opening = indexedDB.open(name);
        // Removed since it was listed: it must not come into being by being looked for.
        opening.onupgradeneeded = () => opening.transaction.abort();
        const database = await done(opening).catch(() => null);
        if (!database) { continue; }
        for (const store of database.objectStoreNames) {
            const records = database.transaction(store).objectStore(store);
            for (const value of await done(records.getAll())) { text += decode(value) + "\\n"; }
            for (const key of await done(records.getAllKeys())) { text += decode(key) + "\\n"; }
        }
        database.close();
    }
    return text;
}"""
# The order in work: in stock's database, in our durable store, in the copy of the cashier's place.
FORGET_ORDERS = """async () => {
    const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
        if (name.startsWith("pos-offline-store")) {
            await done(indexedDB.deleteDatabase(name));
            continue;
        }
        const database = await done(indexedDB.open(name));
        for (const store of ["pos.order", "pos.order.line"]) {
            if (database.objectStoreNames.contains(store)) {
                await done(database.transaction(store, "readwrite").objectStore(store).clear());
            }
        }
        database.close();
    }
    const isPlace = (key) => key.startsWith("pos_session_recovery");
    Object.keys(localStorage).filter(isPlace).forEach((key) => localStorage.removeItem(key));
}"""
DELETE_DATABASE = """(name) => new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve(true);
    request.onblocked = () => resolve(false);
    request.onerror = () => reject(request.error);
})"""


def caches(page):
    """`{cache name: [urls]}` of the page's origin."""
    return page.evaluate(CACHES)


def cache_names(page):
    """Names of the page's caches; none is opened, which would make anew what is just removed."""
    return page.evaluate(CACHE_NAMES)


def databases(page):
    """Names of the IndexedDB databases of the page's origin."""
    return page.evaluate(DATABASES)


def cached_text(page, prefix):
    """All HTML, JSON and text of the caches whose name starts with `prefix`, as one text."""
    return page.evaluate(CACHED_TEXT, prefix)


def database_text(page, prefix):
    """All values and keys of the databases whose name starts with `prefix`, as one text."""
    return page.evaluate(DATABASE_TEXT, prefix)


def delete_database(page, name):
    """Delete one IndexedDB database; False when an open connection keeps it for now."""
    return page.evaluate(DELETE_DATABASE, name)


def forget_orders(page):
    """Forget all orders and the cashier's place, from a page of the origin that is no till."""
    page.evaluate(FORGET_ORDERS)
