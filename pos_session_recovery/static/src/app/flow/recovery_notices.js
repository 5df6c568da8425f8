import { _t } from "@web/core/l10n/translation";
import { sayBack } from "./place_texts";

const DELAY = 10000; // ms; long enough to read it and to reach Undo

/** The short notices of the recovery: they block nothing and go by themselves. */
export class RecoveryNotices {
    /**
     * @param {Object} notification service
     * @param {() => void} openList
     */
    constructor(notification, openList) {
        Object.assign(this, { notification, openList });
    }

    /**
     * What came back.
     *
     * @param {Object} snapshot
     * @param {Object} actions
     * @param {() => Promise<void>} actions.undo
     * @param {() => void} [actions.show] the lines that are not the same any more, if there are any
     */
    tellBack(snapshot, { undo, show }) {
        const said = [sayBack(snapshot)];
        const buttons = [
            { name: _t("Undo"), onClick: () => this._undo(close, undo), primary: true },
        ];
        if (show) {
            said.push(_t("Some of its products or prices are not the same any more."));
            buttons.push({ name: _t("Show"), onClick: show });
        }
        const close = this._add(said.join(" "), { type: show ? "warning" : "success", buttons });
    }

    /** What waits in the list only, and why. */
    tellKept({ title, body }) {
        const onClick = () => {
            close();
            this.openList();
        };
        const buttons = [{ name: _t("Show the list"), onClick }];
        const close = this._add(body, { title, type: "info", buttons });
    }

    async _undo(close, undo) {
        close();
        await undo();
        this.tellKept({ body: _t("Undone. The order is in the recovery list.") });
    }

    _add(message, options) {
        const className = "pos-recovery-notice";
        return this.notification.add(message, { ...options, className, autocloseDelay: DELAY });
    }
}
