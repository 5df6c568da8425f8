import { describe, expect, test } from "@odoo/hoot";
import { EventBus } from "@odoo/owl";
import {
    ConnectionAbortedError,
    ConnectionLostError,
    makeErrorFromResponse,
} from "@web/core/network/rpc";
import { RpcObserver } from "@pos_offline_base/app/connection/rpc_observer";
import { FakeClock } from "../fake_clock";

describe.current.tags("headless");

const SYNC = "/web/dataset/call_kw/pos.order/sync_from_ui";
const rpcError = (name) => makeErrorFromResponse({ code: 0, message: name, data: { name } });

function setup() {
    const clock = new FakeClock();
    const bus = new EventBus();
    const said = [];
    const monitor = {
        answered: () => said.push("answered"),
        suspect: () => said.push("suspect"),
        expired: () => said.push("expired"),
    };
    const watch = new RpcObserver(bus, monitor, clock);
    watch.start();
    let id = 0;
    const send = (url) => {
        const data = { id: id++ };
        bus.trigger("RPC:REQUEST", { data, url, settings: {} });
        return (answer) => bus.trigger("RPC:RESPONSE", { data, settings: {}, ...answer });
    };
    return { bus, clock, said, send, watch };
}

test("an answer that only the server can give is a sign of life", () => {
    const { said, send } = setup();
    send(SYNC)({ result: {} });
    expect(said).toEqual(["answered"]);
});

test("an answer that a service worker may have stored proves nothing", () => {
    const { said, send } = setup();
    send("/web/dataset/call_kw/pos.session/load_data")({ result: {} });
    send("/web/dataset/call_kw/res.partner/search_read")({ result: [] });
    expect(said).toEqual([]);
});

test("a lost request is looked into at once", () => {
    const { said, send } = setup();
    send(SYNC)({ error: new ConnectionLostError(SYNC) });
    expect(said).toEqual(["suspect"]);
});

test("a request without an answer is looked into after a second, an answered one is not", async () => {
    const { clock, said, send } = setup();
    send(SYNC);
    send("/web/dataset/call_kw/res.partner/read")({ result: [] });
    await clock.advance(900);
    expect(said).toEqual([]);
    await clock.advance(200);
    expect(said).toEqual(["suspect"]);
});

test("an error of Odoo's is a sign of life, except being signed out", () => {
    const { said, send } = setup();
    send(SYNC)({ error: rpcError("odoo.exceptions.UserError") });
    send(SYNC)({ error: rpcError("odoo.http.SessionExpiredException") });
    expect(said).toEqual(["answered", "expired"]);
});

test("a request that was given up says nothing", async () => {
    const { clock, said, send } = setup();
    send(SYNC)({ error: new ConnectionAbortedError() });
    await clock.advance(5000);
    expect(said).toEqual([]);
});

test("requests to printers and boxes say nothing about the server", async () => {
    const { clock, said, send } = setup();
    send("http://printer.local/hw_proxy/hello")({ error: new ConnectionLostError() });
    send("http://printer.local/hw_proxy/hello");
    await clock.advance(5000);
    expect(said).toEqual([]);
});

test("a watch that was ended leaves neither listener nor timer", async () => {
    const { clock, said, send, watch } = setup();
    send(SYNC);
    watch.stop();
    send(SYNC)({ result: {} });
    await clock.advance(5000);
    expect(said).toEqual([]);
    expect(clock.isIdle).toBe(true);
});
