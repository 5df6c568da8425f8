import { expect, test } from "@odoo/hoot";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { FakeServer, makePaidOrder } from "@pos_offline_base/../tests/unit/sync_helpers";

definePosModels();

/** A paid refund of all that the sale has, as stock's list of orders makes it. */
async function makeRefund(store, sale) {
    const refund = await makePaidOrder(store);
    refund.lines.forEach((line, index) => {
        line.qty = -sale.lines[index].qty;
        line.refunded_orderline_id = sale.lines[index];
    });
    return refund;
}

async function setup() {
    const server = new FakeServer();
    const store = await setupPosEnv();
    const sale = await makePaidOrder(store);
    return { store, server, sale, refund: await makeRefund(store, sale) };
}

const refundedIn = (sent) => sent.lines.map(([, , values]) => values.refunded_orderline_id);
const idsOf = (order) => order.lines.map(({ id }) => id);

test("a sale goes without the lines that give it back", async () => {
    const { sale } = await setup();
    const sent = sale.serializeForORM({ keepCommands: true });
    expect(sent.lines).toHaveLength(sale.lines.length);
    expect(sent.lines.filter(([, , values]) => "refund_orderline_ids" in values)).toEqual([]);
});

test("a refund goes after its sale, whatever came first, and names its lines", async () => {
    const { store, server, sale, refund } = await setup();
    await store.syncAllOrders({ orders: [refund, sale] });
    expect(server.uuids).toEqual([sale.uuid, refund.uuid]);
    expect(refundedIn(server.received[1])).toEqual(idsOf(sale));
    expect(idsOf(sale).every((id) => typeof id === "number")).toBe(true);
});

test("a refund waits for a sale that is refused, says why, and lets the others go", async () => {
    const { store, server, sale, refund } = await setup();
    const other = await makePaidOrder(store);
    server.refuse(sale);
    await store.syncAllOrders();
    expect(other.isSynced).toBe(true);
    expect(server.uuids).not.toInclude(refund.uuid);
    const waiting = store.syncStatus.read().find(({ id }) => id === refund.uuid);
    expect(waiting.state).toBe("waiting");
    expect(waiting.error).toBe("The sale that it gives back is not on the server yet.");
});

test("a refund goes with its sale once more where the sale's message was lost", async () => {
    const { store, server, sale, refund } = await setup();
    server.lost.add(sale.uuid);
    store.data.connection = {
        isRunning: true,
        deadline: 3000,
        check: async () => server.lost.clear(),
    };
    await store.syncAllOrders();
    expect(server.uuids).toEqual([sale.uuid, sale.uuid, refund.uuid]);
    expect([sale, refund].every((order) => order.isSynced)).toBe(true);
});

/** Have the refund's first line name what the till has no record of. */
function forgetSale(store, refund, sold) {
    const { id, uuid, order_id, product_id, qty } = refund.lines[0].raw;
    const stored = { id, uuid, order_id, product_id, qty, refunded_orderline_id: sold };
    store.models.loadConnectedData({ "pos.order.line": [stored] });
    return uuid;
}

test("of a sale that the till does not have any more the refund names the line's id", async () => {
    const { store, refund } = await setup();
    const uuid = forgetSale(store, refund, 987654);
    const sent = refund.serializeForORM({ keepCommands: true });
    const [, , values] = sent.lines.find(([, , each]) => each.uuid === uuid);
    expect(values.refunded_orderline_id).toBe(987654);
});

test("or its uuid, where it had no id yet", async () => {
    const { store, refund } = await setup();
    const uuid = forgetSale(store, refund, "of-before");
    const sent = refund.serializeForORM({ keepCommands: true });
    expect(sent.relations_uuid_mapping["pos.order.line"]).toEqual({
        [uuid]: { refunded_orderline_id: "of-before" },
    });
});
