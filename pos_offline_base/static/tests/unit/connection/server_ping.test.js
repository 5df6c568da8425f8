import { describe, expect, test } from "@odoo/hoot";
import { LAYER, PING_URL, ServerPing, WHO_URL } from "@pos_offline_base/app/connection/server_ping";

describe.current.tags("headless");

const JSON_TYPE = { "Content-Type": "application/json" };
const html = (status, headers = {}) =>
    new Response("<html>Sorry</html>", {
        status,
        headers: { "Content-Type": "text/html", ...headers },
    });

/** What a probe makes of `respond(id, redirect)`; also what it had sent. */
async function probe(respond, navigator = { onLine: true }) {
    const sent = [];
    const fetch = async (url, init) => {
        sent.push({ url, ...init });
        return respond(JSON.parse(init.body).id, init.redirect);
    };
    const answer = await new ServerPing({ fetch, navigator }).ask(new AbortController().signal);
    return { ...answer, sent };
}

const jsonRpc = (answer) => (id) =>
    new Response(JSON.stringify({ jsonrpc: "2.0", id, ...answer }), { headers: JSON_TYPE });
const failure = (name, code = 0) => jsonRpc({ error: { code, message: name, data: { name } } });
const refuse = () => {
    throw new TypeError("Failed to fetch");
};

test("Odoo's own answer to this very question is the only good one", async () => {
    const { layer, sent } = await probe(jsonRpc({ result: null }));
    expect(layer).toBe(null);
    expect(sent).toHaveLength(1);
    expect(sent[0].cache).toBe("no-store");
    expect(sent[0].method).toBe("POST");
});

test("an answer to another question is somebody's copy", async () => {
    const copy = () => jsonRpc({ result: null })("ping-of-yesterday");
    expect((await probe(copy)).layer).toBe(LAYER.PROXY);
});

test("nobody listens: refused, or no network where the device says so itself", async () => {
    expect((await probe(refuse)).layer).toBe(LAYER.REFUSED);
    expect((await probe(refuse, { onLine: false })).layer).toBe(LAYER.DEVICE);
});

test("a device that calls itself offline is not believed when the server answers", async () => {
    const { layer } = await probe(jsonRpc({ result: null }), { onLine: false });
    expect(layer).toBe(null);
});

for (const status of [200, 403, 404, 429, 502, 503, 504]) {
    test(`a page of status ${status} is a proxy's or a portal's`, async () => {
        expect((await probe(() => html(status))).layer).toBe(LAYER.PROXY);
    });
}

test("an error of a gateway in JSON is not Odoo's", async () => {
    const gateway = () =>
        new Response(`{"message":"no upstream"}`, { status: 503, headers: JSON_TYPE });
    expect((await probe(gateway)).layer).toBe(LAYER.PROXY);
});

test("half an answer is no answer", async () => {
    const half = () => new Response(`{"jsonrpc":"2.0","id":`, { headers: JSON_TYPE });
    expect((await probe(half)).layer).toBe(LAYER.PROXY);
});

test("an error in Odoo's JSON, or its error page, is Odoo's", async () => {
    expect((await probe(failure("psycopg2.OperationalError"))).layer).toBe(LAYER.ODOO);
    expect((await probe(() => html(500))).layer).toBe(LAYER.ODOO);
});

test("an expired session is told by its name and by its code", async () => {
    expect((await probe(failure("odoo.http.SessionExpiredException"))).layer).toBe(LAYER.SESSION);
    expect((await probe(failure("other", 100))).layer).toBe(LAYER.SESSION);
});

test("a redirect to our own sign-in page is an expired session", async () => {
    const login = { type: "basic", url: `${window.location.origin}/web/login?redirect=x` };
    const { layer } = await probe((_id, redirect) =>
        redirect === "manual" ? { type: "opaqueredirect" } : login
    );
    expect(layer).toBe(LAYER.SESSION);
});

test("a redirect to anywhere else is a portal, whether it may be followed or not", async () => {
    const portal = { type: "basic", url: "https://portal.example/web/login" };
    for (const follow of [() => portal, refuse]) {
        const { layer } = await probe((_id, redirect) =>
            redirect === "manual" ? { type: "opaqueredirect" } : follow()
        );
        expect(layer).toBe(LAYER.PROXY);
    }
});

test("a proxy's wish for patience is passed on, within reason", async () => {
    const busy = (value) => probe(() => html(429, { "Retry-After": value }));
    expect((await busy("7")).retryAfter).toBe(7000);
    expect((await busy("3600")).retryAfter).toBe(30000);
    expect((await busy("Wed, 21 Oct 2026 07:28:00 GMT")).retryAfter).toBe(undefined);
});

/** A till of user 7 asks a server on which `session` is signed in. */
async function askWho(session, mustProve = true) {
    const asked = [];
    const fetch = async (url, init) => {
        asked.push(url);
        const result = url === WHO_URL ? session : null;
        return jsonRpc({ result })(JSON.parse(init.body).id);
    };
    const answer = await new ServerPing({ fetch, user: 7 }).ask(
        new AbortController().signal,
        mustProve
    );
    return { answer, asked };
}

test("after an outage it is the till's own user who has to be signed in", async () => {
    expect((await askWho({ uid: 7, name: "Anna" })).answer).toEqual({ layer: null });
    expect((await askWho({ uid: 8, name: "Bert" })).answer).toEqual({
        layer: LAYER.SESSION,
        otherUser: "Bert",
    });
    expect((await askWho(null)).answer).toEqual({ layer: LAYER.SESSION });
});

test("while the till is online nobody is asked who they are", async () => {
    const { answer, asked } = await askWho({ uid: 8, name: "Bert" }, false);
    expect(answer).toEqual({ layer: null });
    expect(asked).toEqual([PING_URL]);
});
