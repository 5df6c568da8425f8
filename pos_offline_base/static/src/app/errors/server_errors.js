import { RPCError } from "@web/core/network/rpc";

// What Odoo raises to tell a person that what he asked for is not possible.
const REFUSALS = new Set(
    [
        "AccessDenied",
        "AccessError",
        "MissingError",
        "RedirectWarning",
        "UserError",
        "ValidationError",
    ].map((name) => `odoo.exceptions.${name}`)
);

/**
 * Whether the server has looked at what it was sent and said no, for a reason that a person can mend.
 * Anything else (signed out, a database that is down, a bug) says nothing about what was sent.
 */
export function isRefusal(error) {
    return error instanceof RPCError && REFUSALS.has(error.exceptionName);
}
