import { _t } from "@web/core/l10n/translation";
import { CASE, getAge, getLines } from "../decision/place_judge";
import { REMARK } from "../decision/product_remarks";

const { DateTime } = luxon;

/** How the cashier calls the order: its name or ticket number, as on the tabs of the till. */
export function getOrderName(snapshot) {
    const record = snapshot.records?.["pos.order"]?.[0] || {};
    return String(
        record.floating_order_name || record.tracking_number || snapshot.order.reference || ""
    );
}

/** "5 lines", in the cashier's language. */
export function countLines(snapshot) {
    const count = snapshot.order.lineCount ?? getLines(snapshot).length;
    return count === 1 ? _t("1 line") : _t("%s lines", count);
}

/** "3 hours ago"; without a clock to believe, says so. */
export function describeAge(snapshot, world) {
    return getAge(snapshot, world) === null
        ? _t("time not known")
        : DateTime.fromMillis(snapshot.time).toRelative();
}

/** The one sentence of the notice. */
export function sayBack(snapshot) {
    return _t("Order %(name)s with %(lines)s is back as it was.", {
        name: getOrderName(snapshot),
        lines: countLines(snapshot),
    });
}

/** Title and text of the answer that a case gets; null where a case has nothing to say. */
export function describeCase(verdict, snapshot) {
    const name = getOrderName(snapshot);
    const make = TEXTS[verdict.case];
    return make ? make(name, verdict) : null;
}

const TEXTS = {
    [CASE.ASK_FIRST]: (name) => ({
        title: _t("Bring back order %s?", name),
        body: _t("The till was closed in the middle of this order."),
    }),
    [CASE.OTHER_DEVICE]: (name) => ({
        title: _t("Bring back order %s?", name),
        body: _t("This till was set up anew since. Is this order still yours to finish?"),
    }),
    [CASE.SESSION_CLOSED]: (name) => ({
        title: _t("The register was closed since"),
        body: _t(
            "Order %s was not finished in the session before. You can take it into this session: it gets a new number, and the old one is noted on it.",
            name
        ),
    }),
    [CASE.PAID_ELSEWHERE]: (name, { differences }) => ({
        title: _t("Order %s was paid meanwhile", name),
        body: differences.some(({ kind }) => kind === "only_here")
            ? _t("It stays as it was paid. What is only on this till was not paid for:")
            : _t("It was paid while this till was off, and stays as it was paid."),
    }),
    [CASE.CANCELLED_ELSEWHERE]: (name) => ({
        title: _t("Order %s was cancelled meanwhile", name),
        body: _t(
            "It was cancelled while this till was off, and stays cancelled. Its lines can go on in a new order."
        ),
    }),
    [CASE.EDITED_ELSEWHERE]: (name) => ({
        title: _t("Order %s was changed meanwhile", name),
        body: _t(
            "What was saved elsewhere counts. Lines that only this till has are still on the order."
        ),
    }),
    [CASE.TOO_OLD]: (name) => ({
        title: _t("An older order is kept"),
        body: _t("Order %s was left too long ago to come back by itself.", name),
    }),
    [CASE.NEWER_VERSION]: () => ({
        title: _t("An order cannot be read"),
        body: _t(
            "It was kept by a newer version of this till. Reload the till; if this stays, tell your support."
        ),
    }),
    [CASE.UNKNOWN_VERSION]: () => ({
        title: _t("An order cannot be read"),
        body: _t(
            "It was kept by a version of this till that is not known any more. Tell your support."
        ),
    }),
};

/** In a list, in few words, why an order does not simply come back; empty where it does. */
export function describeBriefly(verdict) {
    return (
        {
            [CASE.SESSION_CLOSED]: _t("of a closed session"),
            [CASE.PAID_ELSEWHERE]: _t("paid meanwhile"),
            [CASE.CANCELLED_ELSEWHERE]: _t("cancelled meanwhile"),
            [CASE.EDITED_ELSEWHERE]: _t("changed meanwhile"),
            [CASE.NEWER_VERSION]: _t("kept by a newer version, cannot be read"),
            [CASE.UNKNOWN_VERSION]: _t("kept by an unknown version, cannot be read"),
            [CASE.TOO_OLD]: _t("from long ago"),
        }[verdict.case] || ""
    );
}

/**
 * What a line's mark says.
 *
 * @param {Object} remark
 * @param {(amount: number) => string} format
 */
export function describeRemark(remark, format) {
    return {
        [REMARK.GONE]: () => _t("No longer exists. Cannot be paid."),
        [REMARK.ARCHIVED]: () => _t("No longer sold. Cannot be paid."),
        [REMARK.NOT_SOLD]: () => _t("Not sold in this shop. Cannot be paid."),
        [REMARK.PRICE]: ({ was, now }) =>
            _t("Keeps the price %(was)s; it would be %(now)s now.", {
                was: format(was),
                now: format(now),
            }),
        [REMARK.TAXES]: () => _t("Keeps its taxes; the product has other ones now."),
    }[remark.kind](remark);
}

/** What a difference between this till and the server says. */
export function describeDifference({ kind, here, there }, format) {
    if (kind === "only_here") {
        return _t("only on this till");
    }
    if (kind === "removed_there") {
        return _t("removed elsewhere");
    }
    if (kind === "only_there") {
        return _t("added elsewhere");
    }
    const parts = [];
    if (here.qty !== there.qty) {
        parts.push(_t("quantity %(there)s, here %(here)s", { there: there.qty, here: here.qty }));
    }
    if (here.price !== there.price) {
        parts.push(
            _t("price %(there)s, here %(here)s", {
                there: format(there.price),
                here: format(here.price),
            })
        );
    }
    if (here.discount !== there.discount) {
        parts.push(
            _t("discount %(there)s %%, here %(here)s %%", {
                there: there.discount,
                here: here.discount,
            })
        );
    }
    return parts.join(" · ");
}
