import { browser } from "@web/core/browser/browser";
import { ConnectionLostError } from "@web/core/network/rpc";
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { isStoredPage } from "./stored_page";
import { WorkerClient } from "./worker_client";

const { DateTime } = luxon;
const AGAIN = 5000; // ms
const TIME_TO_READ = 30000; // ms; whoever opens a register looks at other things as well
const DATE = "_data_server_date"; // on the point of sale's record: since when stock asks for news

/**
 * Which session of the register a till opened with, where page and data are not of the same one: an
 * opening was cut between the two. The server books what is sold into the session that is open then.
 */
export class OpenedSession {
    /** @param {WorkerClient} [client] */
    constructor(client = new WorkerClient()) {
        this.client = client;
        this.isAdopted = false;
        this.startedAt = null; // luxon.DateTime; stored data may be of before the register was opened
    }

    /**
     * Asked for what is new since a date, the worker says "nothing": it cannot know that the till's
     * own data are of a session of before. Without the date it gives what it has of the page's session.
     *
     * @param {Record<string, Object[]>} stored what stock's database has, by model
     */
    async withoutOldDate(stored) {
        const sessions = stored["pos.session"] || [];
        if (!sessions.length || isAmong(sessions) || !(await this._isHeldByWorker())) {
            return stored;
        }
        const withoutDate = (config) => ({ ...config, [DATE]: undefined });
        return { ...stored, "pos.config": (stored["pos.config"] || []).map(withoutDate) };
    }

    /** Work in the session that the data are of: the newest, where none is the page's. */
    adopt(data) {
        const sessions = data["pos.session"] || [];
        if (sessions.length && !isAmong(sessions)) {
            odoo.pos_session_id = Math.max(...sessions.map(({ id }) => id));
            this.isAdopted = true;
        }
        const start = sessions.find(({ id }) => id === odoo.pos_session_id)?.start_at;
        this.startedAt = start ? deserializeDateTime(start) : null;
    }

    /** Say of when the session is, where it is not of today, and when there is a newer one. */
    tell(pos) {
        if (!this.isAdopted && !isStoredPage()) {
            return;
        }
        const start = this.startedAt;
        if (this.isAdopted || (start && !start.hasSame(DateTime.now(), "day"))) {
            const text = start
                ? _t("Opened as of %(time)s: the server did not give newer data.", {
                      time: formatDateTime(start),
                  })
                : _t("Opened with older data: the server did not give newer data.");
            pos.notification.add(text, { type: "warning", autocloseDelay: TIME_TO_READ });
        }
        this._askOnceOnline(() => this._offerReload(pos));
    }

    _askOnceOnline(ask) {
        window.addEventListener("pos-network-online", ask, { once: true });
    }

    async _offerReload(pos) {
        const isNewer = await this._isNewer(pos);
        if (isNewer === null) {
            this._askAgain(pos);
        } else if (isNewer) {
            pos.notification.add(_t("The register was opened anew meanwhile."), {
                type: "warning",
                sticky: true,
                buttons: [
                    {
                        name: _t("Reload"),
                        primary: true,
                        onClick: () => window.location.reload(),
                    },
                ],
            });
        }
    }

    /** A connection that has just come back may lose this answer as well, and stay. */
    _askAgain(pos) {
        const ask = () => this._offerReload(pos);
        if (pos.data.network.offline) {
            this._askOnceOnline(ask);
        } else {
            browser.setTimeout(ask, AGAIN);
        }
    }

    /** @returns {Promise<boolean|null>} null where no answer came */
    async _isNewer(pos) {
        try {
            const fields = ["current_session_id"];
            const [config] = await pos.env.services.orm.silent.read(
                "pos.config",
                [odoo.pos_config_id],
                fields
            );
            const [current] = config.current_session_id || [];
            return Boolean(current) && current !== odoo.pos_session_id;
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return null;
            }
            throw error;
        }
    }

    async _isHeldByWorker() {
        const status = await this.client.ask("STATUS").catch(() => null);
        return Boolean(status?.sessionStored);
    }
}

const isAmong = (sessions) => sessions.some(({ id }) => id === odoo.pos_session_id);

export const openedSession = new OpenedSession();
