import { isMadeElsewhere } from "@pos_offline_base/app/lib/order_origins";
import { ANSWER, judge } from "../decision/place_judge";
import { ERROR_KEY } from "../decision/settled_cases";

const SCHEMAS = Object.freeze({ oldest: 1, current: 1 });

/** Finds, among the places that are kept, the one to bring back without asking. */
export class PlaceChooser {
    /**
     * @param {Object} options
     * @param {PageInfo} options.page
     * @param {SnapshotKeeper} options.keeper puts aside what cannot be used
     * @param {Storage|null} options.storage
     * @param {(snapshot: Object) => Object} options.check gives the snapshot with what it may say
     * @param {Object} options.owner who is at the till now
     * @param {Object} options.config the shop's settings
     */
    constructor({ page, keeper, storage, check, owner, config }) {
        Object.assign(this, { page, keeper, storage, check, owner, config });
    }

    /**
     * @param {{tab: string, snapshot: Object}[]} places the newest first
     * @param {string|null} previous name of the tab that this one goes on from: its own place is first
     * @returns {Object|null} a checked snapshot
     */
    choose(places, previous) {
        const own = places.filter(({ tab }) => tab === previous);
        for (const { tab, snapshot } of new Set([...own, ...places])) {
            const checked = this._check(tab, snapshot);
            if (checked && this._isToRestore(checked)) {
                return checked;
            }
        }
        return null;
    }

    _check(tab, snapshot) {
        try {
            return this.check(snapshot);
        } catch (error) {
            const reason = error.reason || error.message;
            if (reason !== "newer") {
                this.keeper.quarantine(tab, JSON.stringify(snapshot), reason);
                this.keeper.forget(tab);
            }
            return null;
        }
    }

    /** Whose place it is, and what the shop wants; the cashier is asked for once there is one. */
    _isToRestore(snapshot) {
        const { config, owner } = this;
        if (config.session_recovery_enabled === false) {
            return false;
        }
        const { answer } = judge(snapshot, {
            page: { ...this.page, session: owner.session },
            cashier: snapshot.owner.cashier,
            device: owner.device,
            settings: {
                mode: config.session_recovery_mode,
                hours: config.session_recovery_hours || 24,
            },
            schemas: SCHEMAS,
            afterError: Boolean(this.storage?.getItem(ERROR_KEY)),
            facts: null,
            now: Date.now(),
            getProduct: () => undefined,
            isMadeElsewhere,
        });
        return answer === ANSWER.RESTORE;
    }
}

/** Who is at the till, apart from the cashier: whose place it will be. */
export function makeOwner({ database, config, user }, data) {
    const device = data.device?.identifier || null;
    return { database, config, session: odoo.pos_session_id, user, device };
}
