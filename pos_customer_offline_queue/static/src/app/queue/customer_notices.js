import { _t } from "@web/core/l10n/translation";
import { CREATE, WRITE } from "../form/customer_values";

const MOST_NAMES = 3;
const TIME_TO_READ = 10000; // ms

/** Tells the cashier when a customer was refused, and when all are through, and as whom. */
export class CustomerNotices {
    /**
     * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} outbox
     * @param {Object} notification Odoo's service
     */
    constructor(outbox, notification) {
        Object.assign(this, { outbox, notification });
        this._hasWaited = false;
        this._told = new Set();
        this._found = []; // those of a flush that the server had already
    }

    start() {
        for (const kind of [CREATE, WRITE]) {
            this.outbox.onFailed(kind, (operation, answer) => this._tellFailed(operation, answer));
        }
        this.outbox.onDone(CREATE, (operation, answer) => this._noteFound(operation, answer));
        this.outbox.listeners.onChange(() => this._look());
        this._look();
    }

    /** Of what another user of this browser has entered nobody is told. */
    _tellFailed(operation, { message, code }) {
        const { uuid, payload } = operation;
        const key = `${uuid} ${code}`; // asked again, it may only say the same again
        if (!this._told.has(key) && this.outbox.isOwn(operation)) {
            this._told.add(key);
            const name = payload.values.name || payload.base?.name || _t("A customer");
            const text = _t("%(name)s is not on the server: %(message)s", { name, message });
            this.notification.add(text, { type: "warning" });
        }
    }

    _noteFound(operation, { result }) {
        if (result.outcome === "linked" && this.outbox.isOwn(operation)) {
            const { payload } = operation;
            const { name } = payload.values;
            const known = result.record?.name;
            this._found.push(known && known !== name ? `${name} (${known})` : name);
        }
    }

    _look() {
        const all = [CREATE, WRITE].flatMap((kind) => this.outbox.list({ kind }));
        if (all.some((operation) => this.outbox.isOwn(operation))) {
            this._hasWaited = true;
        } else if (this._hasWaited) {
            this._hasWaited = false;
            this.notification.add(_t("All customers are on the server."), { type: "success" });
            this._tellFound(this._found.splice(0));
        }
    }

    /** One notice of all: after a long outage there may be hundreds. */
    _tellFound(names) {
        if (names.length) {
            const shown = names.slice(0, MOST_NAMES).join(", ");
            const text = _t("The server had them already, and uses these: %(names)s", {
                names: names.length > MOST_NAMES ? `${shown}, …` : shown,
            });
            this.notification.add(text, { type: "info", autocloseDelay: TIME_TO_READ });
        }
    }
}
