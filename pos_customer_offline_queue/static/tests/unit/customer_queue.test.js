import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { TillWorld, until } from "@pos_offline_base/../tests/unit/outbox_helpers";
import { CustomerMemory } from "@pos_customer_offline_queue/app/queue/customer_memory";
import { CustomerQueue } from "@pos_customer_offline_queue/app/queue/customer_queue";
import { OrderCustomers } from "@pos_customer_offline_queue/app/orders/order_customers";

definePosModels();

const ANNA = { name: "Anna", phone: "0470 12 34 56", email: false, city: "Gent" };

/** A till with an outbox that no server has answered yet; `connect` brings one. */
async function setup() {
    const pos = await setupPosEnv();
    const world = new TillWorld();
    const outbox = await world.open({ start: false });
    const memory = new CustomerMemory(outbox, outbox.journal.store);
    await memory.load();
    const queue = new CustomerQueue(pos, { outbox, memory });
    queue.start();
    const orders = new OrderCustomers(queue, world.clock);
    const till = { pos, world, outbox, memory, queue, orders };
    till.connect = () => connect(till);
    return till;
}

/** From now on the server gives each customer the next number, and what was sent as its record. */
function connect({ pos, world, outbox }) {
    let id = 1000;
    const record = (values) => ({ ...values, write_date: "2026-11-21 10:00:00" });
    world.odoo.results["partner.create"] = ({ values }) => ({
        result: { id: ++id, record: { ...record(values), id }, outcome: "created" },
    });
    world.odoo.results["partner.write"] = (payload) => ({
        result: { id: payload.id, record: { ...record(payload.values), id: payload.id } },
    });
    pos.data.missingRecursive = async (records) => records;
    world.start(outbox);
}

const anna = (pos) => pos.models["res.partner"].filter(({ name }) => name?.startsWith("Anna"));

test("a new customer is in the list at once, marked, and on an order", async () => {
    const { pos, queue, outbox } = await setup();
    const partner = await queue.save(null, ANNA);
    expect(anna(pos)).toEqual([partner]);
    expect(typeof partner.id).toBe("string");
    expect(queue.getMark(partner.id)).toBe("waiting");
    expect(partner.searchString).toInclude("0470123456");
    expect(partner.pos_contact_address).toBe("Gent");
    const order = await getFilledOrder(pos);
    order.setPartner(partner);
    const sent = order.serializeForORM({ keepCommands: true });
    expect(sent.offline_customer_uuid).toBe(outbox.list()[0].uuid);
    expect(sent.offline_customer_data).toEqual(ANNA);
    expect(sent.partner_id).toBe(false); // not left out: the server may have another one
});

test("edits before the flush are merged into what waits", async () => {
    const { queue, outbox } = await setup();
    const partner = await queue.save(null, ANNA);
    await queue.save(partner, { ...ANNA, city: "Brugge" });
    expect(outbox.list().length).toBe(1);
    expect(outbox.list()[0].payload.values.city).toBe("Brugge");
    expect(partner.city).toBe("Brugge");
    expect(partner.pos_contact_address).toBe("Brugge");
});

test("edits of a known customer keep the first base, and are not sent when nothing changed", async () => {
    const { pos, queue, outbox } = await setup();
    const partner = pos.models["res.partner"].get(3);
    await queue.save(partner, { name: partner.name, phone: false });
    expect(outbox.list()).toEqual([]);
    await queue.save(partner, { name: partner.name, phone: "1" });
    await queue.save(partner, { name: partner.name, phone: "2", city: "Gent" });
    const [{ payload }] = outbox.list();
    expect(outbox.list().length).toBe(1);
    expect(payload).toEqual({
        id: 3,
        base: { phone: false, city: false },
        values: { phone: "2", city: "Gent" },
    });
});

test("the server's answer takes the local customer's place on orders", async () => {
    const { pos, queue, memory, connect, outbox, world } = await setup();
    const partner = await queue.save(null, ANNA);
    const order = await getFilledOrder(pos);
    order.setPartner(partner);
    const localId = partner.id;
    connect();
    await world.settled(outbox);
    expect(anna(pos).map(({ id }) => id)).toEqual([1001]);
    expect(order.partner_id.id).toBe(1001);
    expect(order.serializeForORM({ keepCommands: true }).partner_id).toBe(1001);
    expect(memory.idOf(localId)).toBe(1001);
    expect(pos.pendingOrder.create.has(order.id)).toBe(true);
});

test("an order takes its customer to the server first", async () => {
    const { pos, queue, orders, connect, world } = await setup();
    connect();
    world.connection.set(true);
    const order = await getFilledOrder(pos);
    order.setPartner(await queue.save(null, ANNA));
    world.connection.isOffline = false; // nobody has told the outbox yet
    await orders.before([order]);
    expect(order.partner_id.id).toBe(1001);
});

test("an order does not wait for a customer longer than a moment", async () => {
    const { pos, queue, orders, connect, world } = await setup();
    const order = await getFilledOrder(pos);
    order.setPartner(await queue.save(null, ANNA));
    connect();
    world.odoo.beforeApply = () => new Promise(() => {});
    let isOver = false;
    orders.before([order]).then(() => (isOver = true));
    await world.clock.advance(9999);
    expect(isOver).toBe(false);
    await world.clock.advance(1);
    await until(() => isOver);
    expect(order.serializeForORM({ keepCommands: true }).offline_customer_data.name).toBe("Anna");
});

test("what was refused is corrected and goes again", async () => {
    const { pos, queue, connect, outbox, world } = await setup();
    const partner = await queue.save(null, ANNA);
    connect();
    const accept = world.odoo.results["partner.create"];
    world.odoo.results["partner.create"] = () => ({ status: "failed", code: "validation" });
    await until(() => outbox.state.failed === 1);
    expect(queue.getMark(partner.id)).toBe("failed");
    world.odoo.results["partner.create"] = accept;
    await queue.save(partner, { ...ANNA, phone: "0471 00 00 00" });
    await world.settled(outbox);
    await until(() => !outbox.list().length);
    expect(anna(pos)[0].id).toBe(1001);
    expect(anna(pos)[0].phone).toBe("0471 00 00 00");
});

test("an edit of a customer that is on its way follows it", async () => {
    const { queue, connect, outbox, world } = await setup();
    const partner = await queue.save(null, ANNA);
    connect();
    let reply;
    world.odoo.beforeReply = () => new Promise((resolve) => (reply = resolve));
    await until(() => reply);
    await queue.save(partner, { ...ANNA, city: "Brugge" });
    const [creation, edit] = outbox.list();
    expect(edit.payload).toEqual({
        create_uuid: creation.uuid,
        base: { city: "Gent" },
        values: { city: "Brugge" },
    });
    expect(edit.after).toEqual([creation.uuid]);
});

test("a contact waits for its company, and names it by its operation", async () => {
    const { queue, outbox } = await setup();
    const company = await queue.save(null, { name: "Acme", is_company: true, parent_id: false });
    await queue.save(null, { name: "Bo", is_company: false, parent_id: company.id });
    const [first, second] = outbox.list();
    expect(second.after).toEqual([first.uuid]);
    expect(second.payload.parent_uuid).toBe(first.uuid);
    expect(second.payload.values.parent_id).toBe(false);
});

test("after a restart all is there again, before the orders that need it", async () => {
    const { pos, queue, world } = await setup();
    const partner = await queue.save(null, ANNA);
    await queue.save(pos.models["res.partner"].get(3), { city: "Gent" });
    const outbox = await world.open({ start: false });
    const memory = new CustomerMemory(outbox, outbox.journal.store);
    memory.ids.set("local", 7);
    const data = {
        "res.partner": [
            { id: 3, name: "Administrator", city: false },
            { id: "a local one that stock has stored", name: "Ghost" },
        ],
        "pos.order": [{ partner_id: partner.id }, { partner_id: "local" }, { partner_id: false }],
    };
    memory.adjust(data);
    const [known, local, ...others] = data["res.partner"];
    expect([known.id, known.city, known.pos_contact_address]).toEqual([3, "Gent", "Gent"]);
    expect([local.id, local.name]).toEqual([partner.id, "Anna"]);
    expect(others).toEqual([]);
    const ids = data["pos.order"].map((order) => order.partner_id);
    expect(ids).toEqual([partner.id, 7, false]);
});

test("a customer that is given up leaves carts, and stays on paid orders", async () => {
    const { pos, queue, outbox } = await setup();
    const partner = await queue.save(null, ANNA);
    const cart = await getFilledOrder(pos);
    cart.setPartner(partner);
    await outbox.discard(outbox.list()[0].uuid, "entered twice");
    expect(cart.partner_id).toBe(undefined);
    expect(anna(pos)).toEqual([]);
});

test("given up, the customer's paid order is still sent with what was entered", async () => {
    const { pos, queue, outbox } = await setup();
    const partner = await queue.save(null, ANNA);
    const sale = await getFilledOrder(pos);
    sale.setPartner(partner);
    sale.state = "paid";
    const [{ uuid }] = outbox.list();
    await outbox.discard(uuid, "entered twice");
    const sent = sale.serializeForORM({ keepCommands: true });
    expect(sent.partner_id || false).toBe(false);
    expect([sent.offline_customer_uuid, sent.offline_customer_data]).toEqual([uuid, ANNA]);
    expect(sale.isDirty()).toBe(true);
});

test("a waiting customer of another user is in nobody's list, and still the customer of its order", async () => {
    const { pos, queue, outbox, memory } = await setup();
    outbox.user = 7;
    const { id } = await queue.save(null, ANNA);
    const known = pos.models["res.partner"].find((partner) => typeof partner.id === "number");
    await queue.save(known, { phone: "0470 99 99 99" });
    patchWithCleanup(pos.env.services, { pos_outbox: outbox });
    expect(queue.isHidden(id)).toBe(false);
    outbox.user = 8;
    patchWithCleanup(pos, { getCashier: () => ({ _role: "cashier" }) });
    expect([queue.isHidden(id), queue.isHidden(known.id)]).toEqual([true, false]);
    const data = { "res.partner": [{ id: known.id, name: known.name, phone: "1" }] };
    memory.adjust(data);
    expect(data["res.partner"].map(({ phone }) => phone)).toEqual(["1", ANNA.phone]);
    patchWithCleanup(pos, { getCashier: () => ({ _role: "manager" }) });
    expect(queue.isHidden(id)).toBe(false);
});
