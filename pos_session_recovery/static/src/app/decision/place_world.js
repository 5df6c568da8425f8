import { ConnectionLostError } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { isMadeElsewhere } from "@pos_offline_base/app/lib/order_origins";
import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { withDeadline } from "@pos_offline_base/app/lib/deadline";

const log = makeLogger("Recovery");
const DEADLINE = 4000; // ms; past it a place is judged by what the till knows itself

/**
 * Ask the server what became of the orders and products of some snapshots. Read only.
 *
 * @param {Object} pos the store of the till
 * @param {Object[]} snapshots
 * @returns {Promise<Object|null>} as `pos.config.get_recovery_facts` tells it; null without an answer
 */
export async function askServer(pos, snapshots) {
    const uuids = [...new Set(snapshots.map((snapshot) => snapshot.order.uuid))];
    const lines = snapshots.flatMap((snapshot) => snapshot.records?.["pos.order.line"] || []);
    const products = [...new Set(lines.map((line) => line.product_id))].filter(Number.isInteger);
    if (!uuids.length || pos.data.network.offline) {
        return null;
    }
    try {
        const question = pos.data.orm.silent.call("pos.config", "get_recovery_facts", [
            [pos.config.id],
            uuids,
            products,
        ]);
        return await withDeadline(question, DEADLINE, () => null);
    } catch (error) {
        if (!(error instanceof ConnectionLostError)) {
            log("askServer", "The server gave no facts", [error]);
        }
        return null;
    }
}

/**
 * What a snapshot is judged against: this page, its cashier, its settings, its clock, its products
 * and, if it was asked, the server.
 *
 * @param {Object} pos the store of the till
 * @param {Object} options
 * @param {Object} options.page as `getPageInfo` gives it: `{database, config, user, …}`
 * @param {Object|null} [options.facts] as `askServer` gives them
 * @param {Object} [options.schemas] which schemas this version reads
 * @param {boolean} [options.afterError] the till was stopped by a critical error before
 * @param {number} [options.now]
 */
export function describeWorld(pos, options) {
    const { page, facts = null, schemas = { oldest: 1, current: 1 }, afterError = false } = options;
    const { config } = pos;
    return {
        page: { ...page, session: odoo.pos_session_id },
        cashier: describeCashier(pos),
        device: getDevice(pos),
        settings: {
            mode: config.session_recovery_mode,
            hours: config.session_recovery_hours || 24,
        },
        schemas,
        afterError,
        facts,
        now: options.now ?? Date.now(),
        serverNow: facts ? deserializeDateTime(facts.now).toMillis() : undefined,
        notBefore: getStartOfSession(pos),
        getProduct: (id) => describeProduct(pos, id),
        isMadeElsewhere,
    };
}

/** The cashier as a snapshot names them: an employee where the shop has those, else nobody apart. */
export function describeCashier(pos) {
    const cashier = pos.getCashier?.();
    return cashier?.id
        ? { model: cashier.model?.name || "res.users", id: cashier.id, name: cashier.name }
        : null;
}

/** Whether the cashier at the till may decide about other people's orders. */
export function isManager(pos) {
    const cashier = pos.getCashier?.();
    return !isStale(cashier) && cashier?._role === "manager";
}

/** As `isManager`; asks the server where stock does not know who is signed in. */
export async function checkManager(pos) {
    if (!isStale(pos.getCashier?.())) {
        return isManager(pos);
    }
    return user.hasGroup("point_of_sale.group_pos_manager").catch(() => false);
}

/** Stock loads a user anew only when the record was changed: else it has the one before. */
function isStale(cashier) {
    return cashier?.model?.name !== "hr.employee" && cashier?.id !== user.userId;
}

function getDevice(pos) {
    try {
        return pos.device?.identifier || null;
    } catch {
        return null; // its entry in the browser's storage is gone
    }
}

function getStartOfSession({ session }) {
    return session?.start_at?.toMillis?.() || 0;
}

function describeProduct({ models, config }, id) {
    const product = models["product.product"].get(id);
    const template = product?.product_tmpl_id;
    if (!template) {
        return undefined;
    }
    return {
        name: product.display_name,
        taxes: template.taxes_id.map((tax) => tax.id),
        getPrice: (line) => getPriceNow(models, config, product, line),
    };
}

/** What the line would cost if it was added now; undefined where that is no simple question. */
function getPriceNow(models, config, product, line) {
    const isSimple =
        !line.combo_parent_id && !line.combo_line_ids?.length && !line.pack_lot_ids?.length;
    if (!isSimple) {
        return undefined;
    }
    const order = models["pos.order"].get(line.order_id);
    const pricelist = order ? order.pricelist_id : config.pricelist_id;
    return product.getPrice(pricelist, line.qty, line.price_extra || 0, false, product);
}
