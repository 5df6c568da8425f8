import { advanceTime, Deferred, describe, expect, freezeTime, test } from "@odoo/hoot";
import { NETWORK } from "@pos_offline_cache/worker/constants";
import { NetworkGate } from "@pos_offline_cache/worker/network_gate";
import { jsonAnswer } from "./helpers";

describe.current.tags("headless");

const never = () => new Promise(() => {});
const makeGate = (fetch = never) => new NetworkGate({ fetch, deadline: 3000 });

test("an answer in time is given, and its line stays in good standing for ever after", async () => {
    const gate = makeGate();
    expect(await gate.wait(Promise.resolve("page"))).toEqual({ value: "page", late: null });
    await advanceTime(10000);
    expect(gate.state).toBe(NETWORK.ANSWERS);
});

test("past the deadline the wait ends and the line counts as lost", async () => {
    freezeTime(); // a busy machine would let time go by between two lines
    const gate = makeGate();
    const waiting = gate.wait(never());
    await advanceTime(2999);
    expect(gate.state).toBe(NETWORK.ANSWERS);
    await advanceTime(1);
    expect((await waiting).value).toBe(undefined);
    expect(gate.state).toBe(NETWORK.LOST);
});

test("once lost, the next requests do not wait again", async () => {
    const gate = makeGate();
    gate.wait(never());
    await advanceTime(3000);
    const waiting = gate.wait(never());
    await advanceTime(0);
    expect((await waiting).value).toBe(undefined);
});

test("one answer, however late, ends the outage", async () => {
    const gate = makeGate();
    const answer = new Deferred();
    const waiting = gate.wait(answer);
    await advanceTime(3000);
    const { late } = await waiting;
    answer.resolve("page");
    expect(await late).toBe("page");
    expect(gate.state).toBe(NETWORK.ANSWERS);
});

test("a refused connection ends the wait at once without an outage to remember", async () => {
    const gate = makeGate();
    const { value, late } = await gate.wait(Promise.reject(new TypeError("refused")));
    expect([value, late]).toEqual([undefined, null]);
    expect(gate.state).toBe(NETWORK.ANSWERS);
});

test("a patient request waits on while Odoo answers something else", async () => {
    const gate = makeGate(async () => jsonAnswer({ server_version: "19.0" }));
    const answer = new Deferred();
    const waiting = gate.wait(answer, { patient: true });
    await advanceTime(1500);
    await advanceTime(1500);
    await advanceTime(1500);
    expect(gate.state).toBe(NETWORK.ANSWERS);
    answer.resolve("much data");
    expect((await waiting).value).toBe("much data");
});

test("a patient request ends at its limit, and the link that answers others is not called lost", async () => {
    const gate = makeGate(async () => jsonAnswer({ server_version: "19.0" }));
    const answer = new Deferred();
    const waiting = gate.wait(answer, { patient: true, limit: 3000 });
    await advanceTime(1500);
    await advanceTime(1500);
    const { value, late } = await waiting;
    expect([value, gate.state]).toEqual([undefined, NETWORK.ANSWERS]);
    answer.resolve("much data");
    expect(await late).toBe("much data");
});

test("a patient request gives up within the deadline when Odoo answers nothing at all", async () => {
    const aborted = (_url, { signal }) =>
        new Promise((_resolve, reject) =>
            signal.addEventListener("abort", () => reject(new Error()))
        );
    const gate = makeGate(aborted);
    const waiting = gate.wait(never(), { patient: true });
    await advanceTime(1500);
    await advanceTime(1500);
    expect((await waiting).value).toBe(undefined);
    expect(gate.state).toBe(NETWORK.LOST);
});

test("a request that hangs on a dead link is let go, so that others get its connection", async () => {
    const aborted = (_url, { signal }) =>
        new Promise((_resolve, reject) => {
            signal.addEventListener("abort", () => reject(new Error("let go")));
        });
    const gate = makeGate(aborted);
    const hanging = gate.fetch("/web/image/1");
    const refused = expect(hanging).rejects.toThrow("let go");
    gate.wait(hanging);
    await advanceTime(3000);
    await advanceTime(10000);
    await refused;
});

test("a captive portal is not taken for Odoo", async () => {
    const portal = async () => new Response("<html>Welcome</html>");
    expect(await makeGate(portal).isOdooThere()).toBe(false);
});

test("as long as requests are tried and fail, an outage lasts without another wait", async () => {
    const gate = makeGate();
    gate.wait(never());
    await advanceTime(3000);
    for (let i = 0; i < 3; i++) {
        await advanceTime(20000);
        const waiting = gate.wait(never());
        await advanceTime(0);
        expect((await waiting).value).toBe(undefined);
    }
    expect(gate.state).toBe(NETWORK.LOST);
});

test("an outage is tried in earnest again after half a minute without a try", async () => {
    const gate = makeGate();
    gate.wait(never());
    await advanceTime(3000);
    await advanceTime(30000);
    expect(gate.state).toBe(NETWORK.ANSWERS);
});
