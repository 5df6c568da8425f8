import { beforeEach, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { TillWorld, until } from "@pos_offline_base/../tests/unit/outbox_helpers";
import { CustomerNotices } from "@pos_customer_offline_queue/app/queue/customer_notices";

const KIND = "partner.create";

beforeEach(allowTranslations);

/** What a cashier is told when customers arrive; `known` are those that the server has already. */
async function flush(names, known = {}) {
    const world = new TillWorld();
    const outbox = await world.open({ start: false });
    const told = [];
    new CustomerNotices(outbox, { add: (text) => told.push(String(text)) }).start();
    for (const name of names) {
        await outbox.add({ kind: KIND, lane: name, payload: { values: { name } } });
    }
    world.odoo.results[KIND] = ({ values: { name } }) => ({
        result: known[name]
            ? { id: 1, outcome: "linked", record: { name: known[name] } }
            : { id: 2, outcome: "created", record: { name } },
    });
    world.start(outbox);
    await world.settled(outbox);
    await until(() => told.length === (Object.keys(known).length ? 2 : 1));
    return told;
}

test("a cashier is told once that all customers are on the server", async () => {
    expect(await flush(["Ada", "Ben"])).toEqual(["All customers are on the server."]);
});

test("a cashier is told whom the server had already, and as whom it has them", async () => {
    const [, found] = await flush(["Ada", "Ben", "Cid"], { Ada: "Ada", Cid: "Cid Count" });
    expect(found).toInclude("Ada, Cid (Cid Count)");
});

test("of many that the server had already a few are named, in one notice", async () => {
    const names = ["Ada", "Ben", "Cid", "Dan", "Eve"];
    const told = await flush(names, Object.fromEntries(names.map((name) => [name, name])));
    expect(told.length).toBe(2);
    expect(told[1]).toInclude("Ada, Ben, Cid, …");
});

test("of customers that another user entered a cashier is told nothing", async () => {
    const world = new TillWorld();
    const outbox = await world.open({ start: false });
    const told = [];
    new CustomerNotices(outbox, { add: (text) => told.push(String(text)) }).start();
    outbox.user = 7;
    await outbox.add({ kind: KIND, lane: "Ada", payload: { values: { name: "Ada" } } });
    outbox.user = 8;
    await outbox.add({ kind: KIND, lane: "Ben", payload: { values: { name: "Ben" } } });
    world.odoo.results[KIND] = () => ({ status: "failed", code: "validation", message: "No" });
    world.start(outbox);
    await world.settled(outbox);
    await until(() => told.length === 1);
    expect(told[0]).toInclude("Ben");
});
