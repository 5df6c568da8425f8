import { expect, test } from "@odoo/hoot";
import { allowTranslations, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { outboxKinds, outboxStatus } from "@pos_offline_base/app/outbox/outbox_status";
import { draft, TillWorld, until } from "../outbox_helpers";

/** A till whose kind "bad" is refused, with words for it. */
async function setup() {
    allowTranslations();
    const world = new TillWorld();
    world.odoo.results.bad = () => ({ status: "failed", code: "validation", message: "Wrong" });
    const outbox = await world.open();
    outbox.onDone("bad", () => {});
    return { world, outbox, context: { env: { services: { pos_outbox: outbox } } } };
}

test("the panel says what waits, what failed and why, and sends it again", async () => {
    const { world, outbox, context } = await setup();
    let looks = 0;
    outboxStatus.start({ ...context, changed: () => looks++ });
    await outbox.add(draft({ kind: "bad" }));
    await until(() => outbox.state.failed === 1);
    world.connection.set(true);
    await outbox.add(draft());
    const [failed, waiting] = outboxStatus.read(context);
    expect([failed.state, failed.error, failed.code]).toEqual(["failed", "Wrong", "validation"]);
    expect(failed.advice.toString()).not.toBe("");
    expect([waiting.state, waiting.error, waiting.code]).toEqual(["waiting", "", ""]);
    expect(looks).toBeGreaterThan(1);
    expect(outboxStatus.export(context).length).toBe(2);
    world.odoo.results = {};
    world.connection.set(false);
    await outboxStatus.retry(context, failed);
    await until(() => !outbox.list({ kind: "bad" }).length);
    expect(world.odoo.effects.length).toBe(2);
});

test("a kind has its own words, and may let a person correct it first", async () => {
    const { outbox, context } = await setup();
    const corrected = [];
    patchWithCleanup(outboxKinds, {
        get: () => ({
            title: ({ payload }) => `Number ${payload.n}`,
            retry: async (_context, { uuid }) => corrected.push(uuid),
        }),
    });
    const { uuid, payload } = await outbox.add(draft({ kind: "bad" }));
    await until(() => outbox.state.failed === 1);
    const [item] = outboxStatus.read(context);
    expect(item.title).toBe(`Number ${payload.n}`);
    await outboxStatus.retry(context, item);
    expect(corrected).toEqual([uuid]);
    await outboxStatus.discard(context, item, "entered twice");
    expect(outboxStatus.read(context)).toEqual([]);
});

test("what somebody solved on the server is asked for again, and is done here as well", async () => {
    const { world, outbox } = await setup();
    const { uuid } = await outbox.add(draft({ kind: "bad" }));
    await until(() => outbox.state.failed === 1);
    world.odoo.memory.get(uuid).result = { uuid, status: "done", result: {} };
    await outbox.recheck();
    await world.settled(outbox);
    expect(outbox.list()).toEqual([]);
    expect(world.odoo.batches.at(-1).operations[0].retry).toBe(undefined);
});

test("what one user entered another one is not shown, nor counted, but a manager is", async () => {
    const { world, outbox, context } = await setup();
    world.connection.set(true);
    outbox.user = 7;
    await outbox.add(draft());
    expect(outboxStatus.read(context)).toHaveLength(1);
    outbox.user = 8;
    await outbox.add(draft());
    expect(outboxStatus.read(context)).toHaveLength(1);
    expect(outboxStatus.export(context).map(({ user }) => user)).toEqual([8]);
    const asCashier = (role) => ({ ...context, pos: { getCashier: () => ({ _role: role }) } });
    expect(outboxStatus.read(asCashier("cashier"))).toHaveLength(1);
    expect(outboxStatus.read(asCashier("manager"))).toHaveLength(2);
});

test("what is of before owners were noted is shown to everybody", async () => {
    const { world, outbox, context } = await setup();
    world.connection.set(true);
    await outbox.add(draft());
    outbox.user = 8;
    expect(outboxStatus.read(context)).toHaveLength(1);
});
