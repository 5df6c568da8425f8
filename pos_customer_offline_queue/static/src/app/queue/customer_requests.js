import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { bringCustomers } from "./bring_customers";
import { CREATE } from "../form/customer_values";

const OWN_WAY = "sync_from_ui"; // orders say themselves who their customer is
// Of a sale that the server has already: its loyalty card is made without a name.
const AFTER_SALE = "confirm_coupon_programs";
const NOBODY = [0, "=", 1]; // a condition that no record meets
const OPERATORS = ["|", "!"];

/** The server was to be asked about a customer of whom it knows nothing. */
export class CustomerWaitsError extends Error {
    name = "CustomerWaitsError";

    constructor(customer) {
        super(`Customer waits for the server: ${customer}`);
        this.customer = customer;
    }
}

/** Tell the cashier why this does not work with the customer of the order. */
export function tellCustomerWaits(dialog, customer) {
    dialog.add(AlertDialog, {
        title: _t("This needs the server"),
        body: _t(
            "%s is only on this till yet. Do this again when the customer is on the server, or go on without the customer.",
            customer
        ),
    });
}

/**
 * Whatever of Odoo asks the server about a customer of the order, by the number that the till has
 * for it: a local one means nothing there.
 */
export class CustomerRequests {
    /**
     * @param {import("./customer_memory").CustomerMemory} memory
     * @param {import("@pos_offline_base/app/lib/clock").Clock} clock
     */
    constructor(memory, clock) {
        Object.assign(this, { memory, clock });
    }

    /**
     * Put in what the server knows; have customers sent who wait.
     *
     * @param {Object} request as `PosData.execute` takes it
     * @returns {Promise<Object|null>} null where no record can be meant
     */
    async prepare(request) {
        if (request.method === OWN_WAY || !this._find(request).size) {
            return request;
        }
        if (request.type === "search_read") {
            return this._narrow(request);
        }
        if (request.type === "read") {
            const ids = request.ids.map((id) => this.memory.idOf(id)).filter(Number);
            return ids.length ? { ...request, ids } : null;
        }
        const isOver = request.method === AFTER_SALE;
        if (!isOver && this._findWaiting(request).length) {
            await bringCustomers(this.memory.outbox, this.clock);
        }
        const [waiting] = this._findWaiting(request);
        if (waiting && !isOver) {
            throw new CustomerWaitsError(this._nameOf(waiting));
        }
        return this._replace(request, (id) => this.memory.ids.get(id) || false);
    }

    /** No record on the server names a customer whom only this till knows. */
    _narrow(request) {
        const known = this._find(request);
        const isLocal = (id) => known.has(id) && !this.memory.ids.has(id);
        const args = request.args.map((leaf) =>
            Array.isArray(leaf) && isLocal(leaf[2])
                ? NOBODY
                : mapDeep(leaf, (value) => (isLocal(value) ? undefined : this.memory.idOf(value)))
        );
        const isVain = args.includes(NOBODY) && !args.some((leaf) => OPERATORS.includes(leaf));
        return isVain ? null : { ...request, args };
    }

    _find({ args, kwargs, ids, values }) {
        const locals = this.memory.localIds;
        const text = locals.length ? JSON.stringify([args, kwargs, ids, values]) : "";
        return new Set(locals.filter((id) => text.includes(id)));
    }

    _findWaiting(request) {
        return [...this._find(request)].filter((id) => !this.memory.ids.has(id));
    }

    _replace(request, change) {
        const found = this._find(request);
        const swap = (value) => (found.has(value) ? change(value) : value);
        const { args, kwargs, ids, values } = request;
        return { ...request, ...mapDeep({ args, kwargs, ids, values }, swap) };
    }

    _nameOf(localId) {
        const creations = this.memory.outbox.list({ kind: CREATE });
        const { payload } = creations.find((one) => one.payload.local_id === localId);
        return payload.values.name;
    }
}

/** The same structure, each value changed; those that become undefined are left out of lists. */
function mapDeep(value, change) {
    if (Array.isArray(value)) {
        return value.map((one) => mapDeep(one, change)).filter((one) => one !== undefined);
    }
    if (value && Object.getPrototypeOf(value) === Object.prototype) {
        const entries = Object.entries(value);
        return Object.fromEntries(entries.map(([key, one]) => [key, mapDeep(one, change)]));
    }
    return change(value);
}

function customerWaitsHandler(env, _error, originalError) {
    if (originalError instanceof CustomerWaitsError) {
        tellCustomerWaits(env.services.dialog, originalError.customer);
        return true;
    }
}
registry
    .category("error_handlers")
    .add("pos-customer-waits", customerWaitsHandler, { sequence: 1 });
