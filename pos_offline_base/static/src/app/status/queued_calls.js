import { _t } from "@web/core/l10n/translation";
import { statusProviders } from "./status_providers";

const getQueue = (pos) => pos.data.network?.unsyncData || [];

/** Stock's own queue of other changes made without the server. It lives in memory only. */
export const queuedCallsStatus = {
    get label() {
        return _t("Other changes");
    },
    sequence: 20,
    read({ pos }) {
        return getQueue(pos).map(({ uuid, args, date }) => ({
            id: uuid,
            title: _t("Change made without the server"),
            detail: args[0]?.model || "",
            since: date?.toMillis?.() || Date.now(),
            state: "waiting",
            error: "",
            advice: _t("Keep this page open until it is sent."),
        }));
    },
    async sync({ pos }) {
        if (getQueue(pos).length) {
            await pos.data.syncData();
        }
    },
    discard({ pos }, item) {
        const queue = getQueue(pos);
        const index = queue.findIndex(({ uuid }) => uuid === item.id);
        if (index >= 0) {
            queue.splice(index, 1);
        }
    },
    export: ({ pos }) =>
        getQueue(pos).map(({ uuid, args }) => ({
            uuid,
            type: args[0]?.type,
            model: args[0]?.model,
            method: args[0]?.method,
            ids: args[0]?.ids,
        })),
};

statusProviders.add("queue", queuedCallsStatus, { sequence: queuedCallsStatus.sequence });
