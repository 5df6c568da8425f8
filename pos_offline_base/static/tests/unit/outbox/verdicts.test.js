import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { ConnectionLostError, makeErrorFromResponse } from "@web/core/network/rpc";
import {
    adviseFor,
    delayAfter,
    judgeBatch,
    judgeError,
    judgeResult,
    readRetryAfter,
    VERDICT,
} from "@pos_offline_base/app/outbox/verdicts";

describe.current.tags("headless");

const serverError = (name) => makeErrorFromResponse({ code: 200, data: { name }, message: "" });

test("each wait is twice the one before, up to five minutes, and half of it is by chance", () => {
    const longest = [1, 2, 3, 4, 7, 8, 9, 50].map((tries) =>
        delayAfter(tries, { random: () => 1 })
    );
    expect(longest).toEqual([500, 1000, 2000, 4000, 32000, 64000, 128000, 300000]);
    const shortest = [1, 2, 50].map((tries) => delayAfter(tries, { random: () => 0 }));
    expect(shortest).toEqual([250, 500, 150000]);
    expect(delayAfter(1)).toBeWithin(250, 500);
});

test("a server that asks for patience gets it, within a bound", () => {
    const random = () => 0;
    expect(delayAfter(1, { random, retryAfter: 30000 })).toBe(30000);
    expect(delayAfter(9, { random, retryAfter: 30000 })).toBe(64000);
    expect(delayAfter(1, { random, retryAfter: 86400000 })).toBe(900000);
});

test("Retry-After is read as seconds or as a date", () => {
    const now = Date.UTC(2026, 10, 21, 12, 0, 0);
    const table = {
        120: 120000,
        " 5 ": 5000,
        "Sat, 21 Nov 2026 12:01:00 GMT": 60000,
        "Sat, 21 Nov 2026 11:59:00 GMT": 0,
        "-3": 0,
        soon: 0,
        "": 0,
    };
    for (const [header, wait] of Object.entries(table)) {
        expect(readRetryAfter(header, now)).toBe(wait, { message: header });
    }
    expect(readRetryAfter(null, now)).toBe(0);
});

test("an error of the whole batch is never taken for an answer to an operation", () => {
    const table = [
        [new ConnectionLostError(), VERDICT.AGAIN, "connection"],
        [serverError("odoo.http.SessionExpiredException"), VERDICT.AGAIN, "session"],
        [serverError("odoo.exceptions.AccessError"), VERDICT.AGAIN, "rights"],
        [serverError("odoo.exceptions.AccessDenied"), VERDICT.AGAIN, "rights"],
        [serverError("builtins.KeyError"), VERDICT.SPLIT, "server"],
        [new TypeError("not of the server"), VERDICT.SPLIT, "server"],
    ];
    for (const [error, verdict, code] of table) {
        expect(judgeError(error)).toEqual({ verdict, code });
    }
});

test("what concerns the database stops all, what concerns the batch asks for a smaller one", () => {
    expect(judgeBatch("wrong_database")).toBe(VERDICT.HALT);
    expect(judgeBatch("server_restored")).toBe(VERDICT.HALT);
    expect(judgeBatch("unknown_protocol")).toBe(VERDICT.HALT);
    expect(judgeBatch("too_large")).toBe(VERDICT.SPLIT);
    expect(judgeBatch("malformed")).toBe(VERDICT.SPLIT);
    expect(judgeBatch("of a later version")).toBe(VERDICT.HALT);
});

test("an operation is over when the server says so, and not before", () => {
    expect(judgeResult({ status: "done" })).toBe(null);
    expect(judgeResult({ status: "failed" })).toBe(VERDICT.FINAL);
    expect(judgeResult({ status: "retry" })).toBe(VERDICT.AGAIN);
    expect(judgeResult({ status: "of a later version" })).toBe(VERDICT.AGAIN);
    expect(judgeResult(undefined)).toBe(VERDICT.AGAIN);
});

test("there is advice for every code", () => {
    allowTranslations();
    const advice = ["connection", "session", "rights", "server", "unknown"].map((code) =>
        adviseFor(code).toString()
    );
    expect(new Set(advice).size).toBe(5);
});
