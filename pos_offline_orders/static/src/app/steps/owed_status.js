import { _t } from "@web/core/l10n/translation";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { advise, explain, isTransient } from "@pos_offline_base/app/errors/sync_failure";
import { statusProviders } from "@pos_offline_base/app/status/status_providers";
import { keyOf } from "./owed_steps";

const log = makeLogger("OwedProbe");

/** A sale that waits is shown itself: what follows it is no second thing to worry about. */
function isBehindItsSale(pos, { uuid }) {
    const order = pos.models["pos.order"].getBy("uuid", uuid);
    const { create, write } = pos.pendingOrder;
    return Boolean(order) && (create.has(order.id) || write.has(order.id));
}

const getNotes = ({ pos }) => pos.owedSteps?.notes.all || [];
const getHanging = ({ pos }) => getNotes({ pos }).filter((note) => !isBehindItsSale(pos, note));

function describe({ failures, orphans }, note) {
    const failure = failures.get(keyOf(note));
    if (failure) {
        const state = isTransient(failure.kind) ? "waiting" : "failed";
        return { state, error: explain(failure), advice: advise(failure) };
    }
    if (orphans.has(keyOf(note))) {
        return {
            state: "failed",
            error: _t("The sale that it belongs to is not on the server."),
            advice: _t("Save a file for support, then give it up."),
        };
    }
    return { state: "waiting", error: "", advice: _t("It is sent by itself.") };
}

function makeItem(owed, note) {
    return {
        id: keyOf(note),
        title: note.reference || note.uuid,
        detail: owed.steps.get(note.kind, null)?.label || note.kind,
        since: note.since,
        ...describe(owed, note),
    };
}

const find = (context, item) => getNotes(context).find((note) => keyOf(note) === item.id);

/** What sales owe the server after they have been saved. */
export const owedStatus = {
    get label() {
        return _t("What belongs to sales");
    },
    sequence: 12,
    read: (context) => getHanging(context).map((note) => makeItem(context.pos.owedSteps, note)),
    async sync({ pos }) {
        await pos.owedSteps?.sendAll();
    },
    async retry(context, item) {
        const note = find(context, item);
        await (note && context.pos.owedSteps.sendOne(note));
    },
    discard(context, item, reason) {
        const note = find(context, item);
        const text = `Given up: ${note?.kind} of ${note?.reference}: ${reason}`;
        log("discard", text);
        return note && context.pos.owedSteps.discard(note);
    },
    export: getNotes,
};

statusProviders.add("owed", owedStatus, { sequence: owedStatus.sequence });
