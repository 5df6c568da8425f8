import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { allowTranslations, makeServerError } from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import {
    advise,
    classify,
    explain,
    FAILURE,
    getMessage,
    isTransient,
} from "@pos_offline_base/app/errors/sync_failure";

describe.current.tags("headless");
beforeEach(allowTranslations);

const serverError = (errorName) => makeServerError({ errorName, message: "Because." });
const TABLE = [
    [new ConnectionLostError("/x"), FAILURE.CONNECTION],
    [serverError("odoo.http.SessionExpiredException"), FAILURE.SESSION],
    [serverError("odoo.exceptions.AccessError"), FAILURE.RIGHTS],
    [serverError("odoo.exceptions.AccessDenied"), FAILURE.RIGHTS],
    [serverError("odoo.exceptions.ValidationError"), FAILURE.VALIDATION],
    [serverError("odoo.exceptions.UserError"), FAILURE.REFUSED],
    [serverError("odoo.exceptions.RedirectWarning"), FAILURE.REFUSED],
    [serverError("odoo.exceptions.MissingError"), FAILURE.MISSING],
    [serverError("psycopg2.errors.NotNullViolation"), FAILURE.SERVER],
    [serverError("builtins.KeyError"), FAILURE.SERVER],
    [new TypeError("x is undefined"), FAILURE.TILL],
    [undefined, FAILURE.TILL],
];

test("a key that leads to nothing is something that is gone, whatever the server's language", () => {
    const error = makeServerError({ type: "ValidationError", message: "Valeur utilisée." });
    error.data.debug = "psycopg2.errors.ForeignKeyViolation: insert or update on table …";
    expect(classify(error)).toBe(FAILURE.MISSING);
});

test("what is gone is named where its name is known", () => {
    const failure = { kind: FAILURE.MISSING, message: "No. 5", names: "Product “Tea”" };
    expect(explain(failure)).toBe("Deleted on the server: Product “Tea”.");
    expect(explain({ ...failure, names: "" })).not.toInclude("5");
});

test("an error is told by its class and the server's exception, never by its text", () => {
    expect(TABLE.map(([error]) => classify(error))).toEqual(TABLE.map(([, kind]) => kind));
});

test("each kind of failure has words and an advice", () => {
    for (const kind of Object.values(FAILURE)) {
        expect(explain({ kind, message: "" })).toMatch(/\.$/);
        expect(advise({ kind })).toMatch(/\.$/);
    }
});

test("the server's own words are shown where they are meant for people, and only there", () => {
    expect(explain({ kind: FAILURE.VALIDATION, message: "No such tax." })).toInclude(
        "No such tax."
    );
    const technical = explain({ kind: FAILURE.SERVER, message: "null value in column" });
    expect(technical).not.toInclude("column");
});

test("only the line and the sign-in mend by themselves", () => {
    expect(Object.values(FAILURE).filter(isTransient)).toEqual([
        FAILURE.CONNECTION,
        FAILURE.SESSION,
    ]);
});

test("a message is short, and there is one for anything that was thrown", () => {
    expect(getMessage(new Error("x".repeat(5000)))).toHaveLength(300);
    expect(getMessage(undefined)).toBe("");
});
