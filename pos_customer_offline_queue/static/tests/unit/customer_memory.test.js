import { describe, expect, test } from "@odoo/hoot";
import { TillWorld } from "@pos_offline_base/../tests/unit/outbox_helpers";
import { CustomerMemory } from "@pos_customer_offline_queue/app/queue/customer_memory";

describe.current.tags("headless");

const ANNA = "6a0c1a52-0000-4000-8000-000000000001";
const CREATED = { id: 42, record: { id: 42, name: "Anna" } };

async function setup() {
    const world = new TillWorld();
    const outbox = await world.open({ start: false });
    const { store } = outbox.journal;
    const open = async () => {
        const memory = new CustomerMemory(outbox, store);
        await memory.load();
        return memory;
    };
    await store.apply((await open()).remember(ANNA, CREATED));
    return { open, store };
}

function ordersOfAnna(partners = []) {
    return { "res.partner": partners, "pos.order": [{ uuid: "order", partner_id: ANNA }] };
}

test("killed before stock had the new customer on its disk, a till still has the order's", async () => {
    const { open } = await setup();
    const data = ordersOfAnna([{ id: 7, name: "Bo" }]);
    (await open()).adjust(data);
    expect(data["res.partner"].map(({ id }) => id)).toEqual([7, 42]);
    expect(data["pos.order"][0].partner_id).toBe(42);
});

test("once stock has the customer, its own record is shown and none is kept beside it", async () => {
    const { open, store } = await setup();
    const data = ordersOfAnna([{ id: 42, name: "Anna, as stock has it" }]);
    (await open()).adjust(data);
    expect(data["res.partner"].map(({ name }) => name)).toEqual(["Anna, as stock has it"]);
    expect((await store.get("customer_ids", ANNA)).record).toBe(undefined);
    const later = ordersOfAnna();
    const memory = await open();
    memory.adjust(later);
    expect(later["res.partner"]).toEqual([]);
    expect(later["pos.order"][0].partner_id).toBe(42);
});
