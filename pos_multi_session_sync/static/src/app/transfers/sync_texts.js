import { _t } from "@web/core/l10n/translation";

/** @returns {string} what a state is called, with the till that it is about */
export function describeState({ state, receiver, by }) {
    const till = receiver?.name || "";
    const who = by?.cashier || by?.user || till;
    const texts = {
        queued: () => _t("Waits until %s opens", till),
        sent: () => _t("Sent to %s", till),
        seen: () => _t("Seen at %s", till),
        claimed: () => _t("Being taken over by %s", who),
        delivered: () => _t("Taken over by %(who)s at %(till)s", { who, till }),
        paid: () => _t("Paid at %s", till),
        returned: () => _t("Returned by %s", till),
        recalled: () => _t("Called back"),
        expired: () => _t("Expired: nobody took it in time"),
        failed: () => _t("Failed"),
    };
    return (texts[state]?.() || state).toString();
}

const COLORS = {
    queued: "text-bg-secondary",
    sent: "text-bg-info",
    seen: "text-bg-info",
    claimed: "text-bg-warning",
    delivered: "text-bg-primary",
    paid: "text-bg-success",
    returned: "text-bg-warning",
    recalled: "text-bg-secondary",
    expired: "text-bg-danger",
    failed: "text-bg-danger",
};

/** @returns {string} class of the badge of a state */
export const colorOf = ({ state }) => COLORS[state] || "text-bg-secondary";

/** @returns {string} how long ago, in words */
export function describeAge(time, now = luxon.DateTime.now()) {
    const minutes = Math.max(0, Math.floor(now.diff(time, "minutes").minutes));
    if (minutes < 1) {
        return _t("just now").toString();
    }
    if (minutes < 60) {
        return _t("%s min ago", minutes).toString();
    }
    const hours = Math.floor(minutes / 60);
    const text = hours < 24 ? _t("%s h ago", hours) : _t("%s days ago", Math.floor(hours / 24));
    return text.toString();
}
