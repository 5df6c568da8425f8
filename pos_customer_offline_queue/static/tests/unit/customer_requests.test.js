import { describe, expect, test } from "@odoo/hoot";
import { TillWorld } from "@pos_offline_base/../tests/unit/outbox_helpers";
import { CustomerMemory } from "@pos_customer_offline_queue/app/queue/customer_memory";
import {
    CustomerRequests,
    CustomerWaitsError,
} from "@pos_customer_offline_queue/app/queue/customer_requests";

describe.current.tags("headless");

const ANNA = "6a0c1a52-0000-4000-8000-000000000001";

async function setup() {
    const world = new TillWorld();
    const outbox = await world.open({ start: false });
    const memory = new CustomerMemory(outbox, outbox.journal.store);
    await memory.load();
    const payload = { values: { name: "Anna" }, local_id: ANNA };
    await outbox.add({ kind: "partner.create", lane: `partner ${ANNA}`, payload });
    return { world, outbox, memory, requests: new CustomerRequests(memory, world.clock) };
}

const call = (...args) => ({ type: "call", model: "loyalty.card", method: "ask", args });

test("what names no local customer is asked as it is", async () => {
    const { requests } = await setup();
    const request = call(3, { partner_id: 7 });
    expect(await requests.prepare(request)).toBe(request);
});

test("the server is not asked for records of a customer that only this till knows", async () => {
    const { requests } = await setup();
    const args = [
        ["partner_id", "=", ANNA],
        ["program_id", "=", 2],
    ];
    expect(await requests.prepare({ type: "search_read", args })).toBe(null);
    expect(await requests.prepare({ type: "read", ids: [ANNA] })).toBe(null);
});

test("a local customer is left out where others are asked for as well", async () => {
    const { requests } = await setup();
    const args = [["partner_id", "in", [3, ANNA]]];
    const { args: left } = await requests.prepare({ type: "search_read", args });
    expect(left).toEqual([["partner_id", "in", [3]]]);
    const either = ["|", ["id", "=", 5], ["partner_id", "=", ANNA]];
    const { args: rest } = await requests.prepare({ type: "search_read", args: either });
    expect(rest).toEqual(["|", ["id", "=", 5], [0, "=", 1]]);
});

test("a customer on the server is named by its number", async () => {
    const { requests, memory } = await setup();
    memory.remember(ANNA, { id: 42 });
    const { args } = await requests.prepare(call({ 8: { partner_id: ANNA } }));
    expect(args).toEqual([{ 8: { partner_id: 42 } }]);
    const search = { type: "search_read", args: [["partner_id", "=", ANNA]] };
    expect((await requests.prepare(search)).args).toEqual([["partner_id", "=", 42]]);
});

test("a waiting customer is sent first, and then named by its number", async () => {
    const { world, outbox, memory, requests } = await setup();
    outbox.onDone("partner.create", ({ payload }) => memory.remember(payload.local_id, { id: 42 }));
    world.start(outbox);
    expect((await requests.prepare(call(ANNA))).args).toEqual([42]);
});

test("what needs a customer that cannot be sent is refused with the name", async () => {
    const { world, outbox, requests } = await setup();
    world.connection.isOffline = true;
    world.start(outbox);
    let error;
    await requests.prepare(call(ANNA)).catch((caught) => (error = caught));
    expect(error).toBeInstanceOf(CustomerWaitsError);
    expect(error.customer).toBe("Anna");
});

test("the card of a sale that is on the server is made without a name", async () => {
    const { requests } = await setup();
    const data = { "-1": { partner_id: ANNA, points: 3 } };
    const request = { ...call(12, data), method: "confirm_coupon_programs" };
    const { args } = await requests.prepare(request);
    expect(args).toEqual([12, { "-1": { partner_id: false, points: 3 } }]);
});
