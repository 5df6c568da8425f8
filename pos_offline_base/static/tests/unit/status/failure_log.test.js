import { describe, expect, test } from "@odoo/hoot";
import { makeServerError } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { FailureLog } from "@pos_offline_base/app/status/failure_log";
import { FAILURE } from "@pos_offline_base/app/errors/sync_failure";
import { FakeStore } from "../sync_helpers";

describe.current.tags("headless");

const refused = () => makeServerError({ type: "ValidationError", message: "No." });

async function makeLog(store = new FakeStore()) {
    const log = new FailureLog(() => expect.step("changed"));
    await log.load(store);
    expect.verifySteps(["changed"]);
    return { log, store };
}

test("why something was refused is known again after a reload", async () => {
    const { log, store } = await makeLog();
    await log.note("a", refused());
    expect.verifySteps(["changed"]);
    const { log: next } = await makeLog(store);
    expect(next.get("a").kind).toBe(FAILURE.VALIDATION);
    expect(next.get("a").message).toBe("No.");
});

test("what was sent at last is forgotten, also on the disk", async () => {
    const { log, store } = await makeLog();
    await log.note("a", refused());
    log.forget("a");
    expect.verifySteps(["changed", "changed"]);
    const { log: next } = await makeLog(store);
    expect(next.get("a")).toBe(undefined);
});

test("the time of the first failure stays", async () => {
    const { log } = await makeLog();
    await log.note("a", refused());
    const { since } = log.get("a");
    await log.note("a", makeServerError({ type: "AccessError", message: "No right." }));
    expect(log.get("a").since).toBe(since);
    expect(log.get("a").kind).toBe(FAILURE.RIGHTS);
    expect.verifySteps(["changed", "changed"]);
});

test("a lost line is no failure of what was sent", async () => {
    const { log } = await makeLog();
    await log.note("a", new ConnectionLostError("/x"));
    expect(log.get("a")).toBe(undefined);
});

test("a sign-out is shown but not kept: it ends with the next sign-in", async () => {
    const { log, store } = await makeLog();
    const error = makeServerError({ errorName: "odoo.http.SessionExpiredException" });
    await log.note("a", error);
    expect(log.get("a").kind).toBe(FAILURE.SESSION);
    expect(await store.getAll("sync_status")).toEqual([]);
    expect.verifySteps(["changed"]);
});

test("a refusal without an open session says that the register is closed", async () => {
    const { log } = await makeLog();
    log.hasOpenSession = async () => false;
    await log.note("a", makeServerError({ message: "No open session available." }));
    expect(log.get("a").kind).toBe(FAILURE.CLOSED);
    expect.verifySteps(["changed"]);
});

test("tampered, foreign and outdated records are dropped", async () => {
    const store = new FakeStore();
    const old = Date.now() - 31 * 86400000;
    await store.put("sync_status", "tampered", { kind: "<script>", since: 1 });
    await store.put("sync_status", "foreign", "text");
    await store.put("sync_status", "old", { kind: FAILURE.RIGHTS, message: "", since: old });
    const { log } = await makeLog(store);
    expect(log.failures.size).toBe(0);
    expect(await store.getAll("sync_status")).toEqual([]);
});

test("without a store reasons last as long as the page", async () => {
    const log = new FailureLog();
    await log.load(undefined);
    await log.note("a", refused());
    expect(log.get("a").kind).toBe(FAILURE.VALIDATION);
});

test("a store that fails stops nothing", async () => {
    const { log, store } = await makeLog();
    store.fails = true;
    await log.note("a", refused());
    log.forget("a");
    expect.verifySteps(["changed", "changed"]);
    expect(log.get("a")).toBe(undefined);
});

test("a card number in the server's words is not kept", async () => {
    const { log } = await makeLog();
    await log.note("a", makeServerError({ message: "Card 4111111111111111 refused" }));
    expect(log.get("a").message).not.toInclude("4111");
    expect.verifySteps(["changed"]);
});
