import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { getLine, LINE } from "../../connection/connection_texts";
import { LAYER } from "../../connection/server_ping";
import { statusParts } from "../status_parts";
import { UnsentList } from "../unsent_list/unsent_list";

const { DateTime } = luxon;

/** Everything that waits for the server, by probe, and what can be done about it. */
export class SyncStatusPanel extends Component {
    static template = "pos_offline_base.SyncStatusPanel";
    static components = { Dialog, UnsentList };
    static props = { status: Object, close: Function };

    setup() {
        this.pos = usePos();
        this.state = useState(this.props.status.state);
        this.local = useState({ saved: "" });
        const connection = this.env.services.pos_connection;
        this.connection = connection && useState(connection.state);
    }

    get line() {
        return getLine(this.connection, this.pos);
    }

    get lineClass() {
        return {
            [LINE.ONLINE]: "alert-success",
            [LINE.SLOW]: "alert-warning",
            [LINE.OFFLINE]: "alert-warning",
        }[this.line.status];
    }

    get isOffline() {
        return this.line.status === LINE.OFFLINE;
    }

    /** Since when, and when something was last heard: what a manager on the phone asks first. */
    get times() {
        const format = (ms) => DateTime.fromMillis(ms).toLocaleString(DateTime.TIME_SIMPLE);
        const now = Date.now();
        return _t("Offline since %(since)s, last contact at %(last)s.", {
            since: format(this.connection?.since || now),
            last: format(this.connection?.lastAnswer || now),
        });
    }

    get sections() {
        return statusParts.getEntries().filter(([, { Section }]) => Section);
    }

    /** Probes that have something waiting, each with its items. */
    get groups() {
        return this.props.status.probes
            .getEntries()
            .map(([name, probe]) => ({
                name,
                label: probe.label,
                items: this.state.items.filter((item) => item.probe === name),
            }))
            .filter(({ items }) => items.length);
    }

    get headline() {
        const { pending, failed } = this.state;
        if (!pending) {
            return _t("Everything is on the server.");
        }
        return failed
            ? _t("%(pending)s not on the server yet; %(failed)s of them need you.", {
                  pending,
                  failed,
              })
            : _t("%s not on the server yet, kept on this device.", pending);
    }

    get progressText() {
        const { done, total } = this.state.progress;
        return total ? _t("Sending: %(done)s of %(total)s", { done, total }) : _t("Sending…");
    }

    get isSignedOut() {
        return this.connection?.layer === LAYER.SESSION;
    }

    signIn() {
        this.props.close();
        this.pos.askToSignIn();
    }

    syncNow() {
        return this.props.status.settle();
    }

    retry(item) {
        return this.props.status.retry(item);
    }

    /** What only a person can decide about an item. */
    act(action) {
        return this.props.status.act(action);
    }

    save() {
        this.local.saved = this.props.status.export();
    }
}
