import { after, beforeEach, describe, expect, mockFetch, test } from "@odoo/hoot";
import { ReleaseStore } from "@pos_offline_cache/worker/release_store";
import { standInForWorker } from "./helpers";

describe.current.tags("headless");

const ASSET = "/web/assets/abc1234/till.min.js";
const FONT = "/web/static/fonts/font.woff";
let count = 0;
let event;

beforeEach(() => {
    event = standInForWorker("install");
});

/** A server that has some files; what it does not have is a proxy's error page. */
function serve(files) {
    const asked = [];
    mockFetch((input) => {
        const { pathname, search } = new URL(input.url || input, location.origin);
        asked.push(pathname + search);
        const body = files[pathname];
        const type = pathname.endsWith(".js") ? "text/javascript" : "font/woff";
        return body === undefined
            ? new Response("<html>Bad Gateway</html>", { status: 502 })
            : new Response(body, { headers: { "Content-Type": type } });
    });
    return asked;
}

const database = () => `test-${Date.now()}-${count++}`;

function makeRelease(id, db, revision = "1") {
    const files = [{ url: ASSET }, { url: FONT, revision }];
    const release = new ReleaseStore({ id, version: "1", database: db, files });
    after(async () => {
        for (const name of await caches.keys()) {
            if (name.includes(db)) {
                await caches.delete(name);
            }
        }
    });
    return release;
}

const textOf = async (response) => (response ? await response.text() : null);

test("an installed release is whole and gives each of its files", async () => {
    serve({ [ASSET]: "code", [FONT]: "font" });
    const release = makeRelease("r1", database());
    await release.install(event);
    expect(await release.getWhole()).toEqual(["r1"]);
    expect(await textOf(await release.match(ASSET, "r1"))).toBe("code");
    expect(await textOf(await release.match(FONT, "r1"))).toBe("font");
    expect(await release.match("/web/static/other.js", "r1")).toBe(undefined);
});

test("a release whose caches were removed is brought in again, a whole one is not", async () => {
    const asked = serve({ [ASSET]: "code", [FONT]: "font" });
    const db = database();
    const release = makeRelease("r1", db);
    await release.install(event);
    await release.ensure(standInForWorker("message"));
    expect(asked.length).toBe(2);
    await caches.delete(release.prefix + "r1");
    release.forget();
    await release.ensure(standInForWorker("message"));
    expect(asked.length).toBe(4);
    expect(await textOf(await release.match(FONT, "r1"))).toBe("font");
});

test("an install that breaks in the middle leaves the previous release in charge", async () => {
    const db = database();
    serve({ [ASSET]: "code", [FONT]: "font 1" });
    await makeRelease("r1", db).install(event);
    serve({ [ASSET]: "code" });
    const next = makeRelease("r2", db, "2");
    await expect(next.install(event)).rejects.toThrow();
    expect(await next.getWhole()).toEqual(["r1"]);
    expect(await textOf(await next.match(FONT, "r1"))).toBe("font 1");
    expect(await next.match(FONT, "r2")).toBe(undefined);
});

test("a page is given the files of its own release only", async () => {
    const db = database();
    serve({ [ASSET]: "code", [FONT]: "font 1" });
    await makeRelease("r1", db).install(event);
    serve({ [ASSET]: "code", [FONT]: "font 2" });
    const next = makeRelease("r2", db, "2");
    await next.install(event);
    expect(await textOf(await next.match(FONT, "r1"))).toBe("font 1");
    expect(await textOf(await next.match(FONT, "r2"))).toBe("font 2");
});

test("files that did not change are not asked of the server again", async () => {
    const db = database();
    serve({ [ASSET]: "code", [FONT]: "font 1" });
    await makeRelease("r1", db).install(event);
    const asked = serve({ [ASSET]: "code", [FONT]: "font 2" });
    await makeRelease("r2", db, "2").install(event);
    expect(asked).toEqual([FONT]);
});

test("an answer of another kind than the file's does not enter a release", async () => {
    mockFetch(
        () => new Response("<html>Welcome</html>", { headers: { "Content-Type": "text/html" } })
    );
    const release = makeRelease("r1", database());
    await expect(release.install(event)).rejects.toThrow();
    expect(await release.getWhole()).toEqual([]);
});

test("releases that a page still needs stay, the others go", async () => {
    const db = database();
    serve({ [ASSET]: "code", [FONT]: "font" });
    for (const id of ["r1", "r2"]) {
        await makeRelease(id, db, id).install(event);
    }
    const current = makeRelease("r3", db, "r3");
    await current.install(event);
    await current.tidy(new Set(["r1"]));
    expect((await current.getWhole()).sort()).toEqual(["r1", "r3"]);
});

test("releases of another database on the same address are left alone", async () => {
    serve({ [ASSET]: "code", [FONT]: "font" });
    const other = makeRelease("r1", database());
    await other.install(event);
    const current = makeRelease("r2", database());
    await current.install(event);
    await current.tidy(new Set());
    expect(await current.getWhole()).toEqual(["r2"]);
    expect(await other.getWhole()).toEqual(["r1"]);
});
