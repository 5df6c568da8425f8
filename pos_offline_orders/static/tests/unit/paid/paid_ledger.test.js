import { expect, test } from "@odoo/hoot";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import {
    makeServerError,
    MockServer,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { ConnectionLostError } from "@web/core/network/rpc";
import { PosData } from "@point_of_sale/app/services/data_service";
import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { PaidLedger } from "@pos_offline_orders/app/paid/paid_ledger";
import { restoreSales } from "@pos_offline_orders/app/paid/restore_sales";
import { markUnconfirmed } from "@pos_offline_orders/app/paid/unconfirmed";
import { statusProviders } from "@pos_offline_base/app/status/status_providers";
import { FakeStore, makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

const SEED = 20260327;
const DAYS = 10;
const STEPS = 30;
const SYNC = "/web/dataset/call_kw/pos.order/sync_from_ui";

/** Numbers below a bound, the same for the same seed. */
function makeDice(seed) {
    let state = seed >>> 0;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

/** The server as Odoo's: a paid order takes no more changes, and an order comes once. */
class Server {
    constructor() {
        this.loss = null; // "message" or "answer" of the next requests
        const { loses } = this;
        onRpc("pos.order", "sync_from_ui", ({ args, parent }) => this.take(args[0], parent));
        onRpc("pos.order", "read_pos_data_uuid", ({ args }) => this.read([args[0]]));
        onRpc("pos.order", "read_pos_orders", ({ args }) => this.read(args[0][0][2]));
        const lose = (kind) => loses.call(this, kind);
        patchWithCleanup(PosData.prototype, {
            async execute({ method }) {
                lose(method === "sync_from_ui" && "message");
                const answer = await super.execute(...arguments);
                lose(method === "sync_from_ui" && "answer");
                return answer;
            },
        });
    }

    loses(kind) {
        if (kind && this.loss === kind) {
            throw new ConnectionLostError(SYNC);
        }
    }

    get orders() {
        return MockServer.env["pos.order"];
    }

    find(uuid) {
        return this.orders.search_read([["uuid", "=", uuid]], ["id", "uuid", "state"])[0];
    }

    isPaid(uuid) {
        return this.find(uuid)?.state === "paid";
    }

    read(uuids) {
        const ids = uuids.map((uuid) => this.find(uuid)?.id).filter(Boolean);
        return this.orders.read_pos_data(ids, []);
    }

    take([order], parent) {
        const known = this.find(order.uuid);
        if (known && known.state !== "draft") {
            return this.read([order.uuid]);
        }
        if (known && order.lines.some(([code, , values]) => !code && this.hasLine(values.uuid))) {
            throw makeServerError({ type: "ValidationError", message: "This line exists." });
        }
        Object.assign(order, known && { id: known.id });
        return parent();
    }

    hasLine(uuid) {
        return MockServer.env["pos.order.line"].search([["uuid", "=", uuid]]).length > 0;
    }
}

/** A till whose ledger lies on a store that outlives its page. */
async function setup() {
    const server = new Server();
    const store = await setupPosEnv();
    const disk = new FakeStore();
    await openLedger(store, disk);
    // Each order by itself: what goes together is tested elsewhere.
    patchWithCleanup(store.orderBatch.group, { choose: (orders) => orders.slice(0, 1) });
    return { server, store, disk };
}

async function openLedger(store, disk) {
    await store.data.paidLedger.settled();
    const ledger = new PaidLedger(() => {});
    await ledger.load(disk);
    store.data.paidLedger = ledger;
    return ledger;
}

const shown = (store) => store.syncStatus.read().map(({ id }) => id);

async function pay(store, order) {
    order.addPaymentline(store.models["pos.payment.method"].getFirst());
    order.state = "paid";
    store.data.paidLedger.add(order);
    store.addPendingOrder([order.id]);
}

const DAY = {
    async open({ store, open }) {
        open.push(await getFilledOrder(store));
    },
    async save({ store, open }) {
        open.forEach(({ id }) => store.addPendingOrder([id]));
        await store.syncAllOrders();
    },
    async pay({ store, open, paid }) {
        const order = open.pop() || (await getFilledOrder(store));
        await pay(store, order);
        paid.push(order.uuid);
    },
    async send({ store }) {
        await store.syncAllOrders();
    },
    async loseMessage(day) {
        await DAY.lose(day, "message");
    },
    async loseAnswer(day) {
        await DAY.lose(day, "answer");
    },
    async lose({ store, server }, kind) {
        server.loss = kind;
        await store.syncAllOrders().catch(() => {});
        server.loss = null;
    },
    /** A bus message, the Orders screen, an opened table: the server's orders are read. */
    async read({ store, server }) {
        const uuids = store.models["pos.order"].map(({ uuid }) => uuid);
        store.models.connectNewData(server.read(uuids));
    },
    /** Somebody makes an order clean, as the customer did who got a number. */
    async clean({ store }) {
        store.models["pos.order"].forEach((order) => (order._dirty = false));
    },
    async forget({ store }) {
        store.clearPendingOrder();
    },
    /** What is in memory only is gone. */
    async reload({ store, disk }) {
        await openLedger(store, disk);
        store.clearPendingOrder();
        store.data.orderSync.unknown.clear();
        const orders = store.models["pos.order"].map((order) => order.serializeForIndexedDB());
        store.models.loadConnectedData({ "pos.order": orders }, []);
        await restoreSales(store.data);
        markUnconfirmed(store);
    },
};
const STEPS_OF_DAY = Object.keys(DAY).filter((name) => name !== "lose");

test(`whatever comes between, no sale that the server lacks is uncounted (seed ${SEED})`, async () => {
    const { server, store, disk } = await setup();
    const dice = makeDice(SEED);
    for (let number = 0; number < DAYS; number++) {
        const day = { server, store, disk, open: [], paid: [] };
        const done = [];
        for (let step = 0; step < STEPS; step++) {
            done.push(STEPS_OF_DAY[dice(STEPS_OF_DAY.length)]);
            await DAY[done.at(-1)](day);
            const items = shown(store);
            const uncounted = day.paid.filter(
                (uuid) => !server.isPaid(uuid) && !items.includes(uuid)
            );
            expect(uncounted).toEqual([], { message: `day ${number}: ${done.join(" ")}` });
        }
        await store.syncAllOrders();
        await store.syncAllOrders();
        const missing = day.paid.filter((uuid) => !server.isPaid(uuid));
        expect(missing).toEqual([], { message: `day ${number}, sent: ${done.join(" ")}` });
        expect([...store.data.paidLedger.sales.keys()]).toEqual([], { message: `day ${number}` });
    }
    await store.data.paidLedger.settled();
    expect(await disk.getAll("paid_orders")).toEqual([]);
});

test("a sale is on the disk before its receipt is shown, and no longer once it is confirmed", async () => {
    const { store, disk } = await setup();
    const order = await getFilledOrder(store);
    patchWithCleanup(store.data.network, { offline: true });
    patchWithCleanup(OrderPaymentValidation.prototype, { handleValidationError() {} });
    const validation = new OrderPaymentValidation({
        pos: store,
        orderUuid: order.uuid,
        fastPaymentMethod: order.config.fast_payment_method_ids[0],
    });
    await validation.finalizeValidation();
    const [{ id, value }] = await disk.getAll("paid_orders");
    expect([id, value.total, value.lines.length]).toEqual([order.uuid, order.priceIncl, 2]);
    expect(value.data["pos.order"][0].state).toBe("paid");
    const confirmed = [];
    store.data.paidLedger.onConfirmed = ({ uuid }) => confirmed.push(uuid);
    store.data.network.offline = false;
    await store.syncAllOrders();
    await store.data.paidLedger.settled();
    expect(await disk.getAll("paid_orders")).toEqual([]);
    expect(confirmed).toEqual([order.uuid]);
});

test("a sale that stock's database has lost is made again from the till's own record", async () => {
    const { store, disk } = await setup();
    const order = await makePaidOrder(store);
    const { uuid, priceIncl: total } = order;
    store.data.paidLedger.add(order);
    store.data.localDeleteCascade(order);
    expect(store.models["pos.order"].getBy("uuid", uuid)).toBe(undefined);
    expect(shown(store)).toEqual([uuid]);
    await openLedger(store, disk);
    await restoreSales(store.data);
    const restored = store.models["pos.order"].getBy("uuid", uuid);
    expect([restored.state, restored.priceIncl, restored.lines.length]).toEqual(["paid", total, 2]);
    expect(restored.payment_ids).toHaveLength(1);
});

test("a sale that is given up is off the disk before the page may be left", async () => {
    const { store, disk } = await setup();
    const order = await makePaidOrder(store);
    store.data.paidLedger.add(order);
    await store.data.paidLedger.settled();
    const written = new Deferred();
    patchWithCleanup(disk, {
        async delete() {
            await written;
            return super.delete(...arguments);
        },
    });
    const { discard } = statusProviders.get("orders");
    const givenUp = discard({ pos: store }, { id: order.uuid }, "a test").then(() =>
        expect.step("given up")
    );
    await animationFrame();
    expect.verifySteps([]);
    written.resolve();
    await givenUp;
    expect.verifySteps(["given up"]);
    expect(await disk.getAll("paid_orders")).toEqual([]);
});

test("nothing of a payment card is in the record", async () => {
    const { store, disk } = await setup();
    const order = await makePaidOrder(store);
    order.payment_ids[0].update({ card_no: "4242", cardholder_name: "A. Person", ticket: "t" });
    store.data.paidLedger.add(order);
    await store.data.paidLedger.settled();
    const text = JSON.stringify(await disk.getAll("paid_orders"));
    expect(text).not.toInclude("4242");
    expect(text).not.toInclude("A. Person");
});

test("what a damaged or foreign record says is not taken for a sale", async () => {
    const { store, disk } = await setup();
    await disk.put("paid_orders", "x", { uuid: "y", lines: [], payments: [], data: {} });
    const ledger = await openLedger(store, disk);
    await ledger.settled();
    expect(ledger.sales.size).toBe(0);
    expect(await disk.getAll("paid_orders")).toEqual([]);
});
