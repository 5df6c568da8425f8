/** A snapshot as `snapshot.js` makes it: an order of two lines, left on the product screen. */
export function makeSnapshot(changes = {}) {
    const { owner, order, record, lines, ...rest } = changes;
    return {
        schema: 1,
        module: "pos_session_recovery",
        owner: {
            database: "db",
            config: 1,
            session: 1,
            user: 2,
            cashier: null,
            device: "A",
            ...owner,
        },
        seq: 7,
        time: NOW - HOUR,
        order: {
            uuid: "order-1",
            id: null,
            reference: "26A-1-000012",
            total: 20,
            currency: 1,
            partnerName: "",
            lineCount: 2,
            ...order,
        },
        records: {
            "pos.order": [
                {
                    id: "order-1",
                    uuid: "order-1",
                    state: "draft",
                    tracking_number: "A012",
                    ...record,
                },
            ],
            "pos.order.line": lines || [
                makeLine({ uuid: "line-1", product_id: 5 }),
                makeLine({ uuid: "line-2", product_id: 6, full_product_name: "Chair" }),
            ],
            "pos.payment": [],
        },
        place: { screen: "ProductScreen", params: {}, line: "line-2", order: "order-1" },
        ...rest,
    };
}

export function makeLine(changes = {}) {
    return {
        id: changes.uuid,
        uuid: "line-1",
        product_id: 5,
        full_product_name: "Desk",
        qty: 1,
        price_unit: 10,
        discount: 0,
        price_type: "original",
        tax_ids: [1],
        ...changes,
    };
}

export const NOW = Date.UTC(2026, 10, 21, 12);
export const HOUR = 3600 * 1000;

const SOLD = { sold: true, active: true, name: "" };

/** The world of a till at which nothing has changed. */
export function makeWorld(changes = {}) {
    const { page, settings, ...rest } = changes;
    return {
        page: { database: "db", config: 1, session: 1, user: 2, company: 1, ...page },
        cashier: null,
        device: "A",
        settings: { mode: "auto", hours: 24, ...settings },
        schemas: { oldest: 1, current: 1 },
        afterError: false,
        facts: makeFacts(),
        now: NOW,
        notBefore: NOW - 4 * HOUR,
        getProduct: (id) => ({ name: `Product ${id}`, taxes: [1], getPrice: () => 10 }),
        isMadeElsewhere: () => false,
        ...rest,
    };
}

export function makeFacts({ order, products = {} } = {}) {
    return {
        orders: order ? { "order-1": makeServerOrder(order) } : {},
        products: { 5: SOLD, 6: SOLD, ...products },
    };
}

export function makeServerOrder(changes = {}) {
    return {
        id: 44,
        state: "draft",
        session: 1,
        writeDate: "2026-11-21 11:30:00",
        total: 20,
        lines: [
            { uuid: "line-1", name: "Desk", qty: 1, price: 10, discount: 0 },
            { uuid: "line-2", name: "Chair", qty: 1, price: 10, discount: 0 },
        ],
        ...changes,
    };
}

/** Stands for the service `pos_session_recovery`. */
export class FakeRecovery {
    constructor(entries = [], last = null) {
        this.entries = entries;
        this.last = last;
        this.steps = [];
        this.restored = { uuid: "order-new", lines: [], uiState: {}, setInternalNote() {} };
    }

    async list() {
        return this.entries;
    }

    async discard(id) {
        this.steps.push(`discard ${id}`);
    }

    async undoDiscard(id) {
        this.steps.push(`undo discard ${id}`);
    }

    async undo() {
        this.steps.push("undo");
    }

    async restore(id, { asNew }) {
        this.steps.push(`restore ${id} ${asNew ? "as new" : "in place"}`);
        return this.restored;
    }
}

/** A storage of its own, as `localStorage` has it. */
export class FakeStorage {
    constructor(entries = {}) {
        this.entries = entries;
    }

    getItem(key) {
        return this.entries[key] ?? null;
    }

    setItem(key, value) {
        this.entries[key] = value;
    }

    removeItem(key) {
        delete this.entries[key];
    }
}
