import { downloadFile } from "@web/core/network/download";
import { ConnectionLostError } from "@web/core/network/rpc";
import { makeServerError, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { PosData } from "@point_of_sale/app/services/data_service";
import { getFilledOrder } from "@point_of_sale/../tests/unit/utils";

/** What waits is counted at once, or after a rest: how long a test waits for the count. */
export const RESTED = { timeout: 2000 };

/** A durable store whose values outlive whoever uses it; each call is noted. */
export class FakeStore {
    constructor() {
        this.areas = new Map();
        this.fails = false;
    }

    async getAll(area) {
        return [...this._area(area)].map(([id, value]) => ({ id, value }));
    }

    async get(area, id) {
        return this._area(area).get(id);
    }

    async put(area, id, value) {
        this._area(area).set(id, value);
    }

    async delete(area, id) {
        this._area(area).delete(id);
    }

    async apply(changes) {
        for (const { op, area, id, value } of changes) {
            await this[op](area, id, value);
        }
    }

    _area(name) {
        if (this.fails) {
            throw new Error("the store is gone");
        }
        this.areas.set(name, this.areas.get(name) || new Map());
        return this.areas.get(name);
    }
}

/** The server's side: refuses or loses the orders that are named, notes all that come. */
export class FakeServer {
    constructor() {
        this.refused = new Map(); // uuid → error
        this.lost = new Set(); // uuids whose message never arrives
        this.received = [];
        this.requests = []; // uuids in each
        onRpc("pos.order", "sync_from_ui", ({ args, parent }) => this.answer(args[0], parent));
        onRpc("pos.order", "read_pos_data_uuid", () => ({ "pos.order": [] }));
        const { lost, received, requests } = this;
        patchWithCleanup(PosData.prototype, {
            async execute({ method, args }) {
                const orders = method === "sync_from_ui" ? args[0] : [];
                if (orders.length) {
                    requests.push(orders.map(({ uuid }) => uuid));
                }
                if (orders.some(({ uuid }) => lost.has(uuid))) {
                    received.push(...orders);
                    throw new ConnectionLostError("/sync_from_ui");
                }
                return super.execute(...arguments);
            },
        });
    }

    /** As the server: all that come in one request, or none. */
    answer(orders, parent) {
        this.received.push(...orders);
        const refused = orders.find(({ uuid }) => this.refused.has(uuid));
        if (refused) {
            throw this.refused.get(refused.uuid);
        }
        return parent();
    }

    refuse(order, error = { type: "ValidationError", message: "This product is not for sale." }) {
        this.refused.set(order.uuid, makeServerError(error));
    }

    get uuids() {
        return this.received.map(({ uuid }) => uuid);
    }
}

/** A sale as it is after Validate: paid here, to be sent. */
export async function makePaidOrder(store) {
    const order = await getFilledOrder(store);
    order.addPaymentline(store.models["pos.payment.method"].getFirst());
    order.state = "paid";
    return order;
}

/** The files that the till saves, as texts, instead of the browser's own dialog. */
export function catchDownloads() {
    const files = [];
    patchWithCleanup(downloadFile, {
        _download: async (blob, name) => files.push({ name, text: await blob.text() }),
    });
    return files;
}
