import { expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { PlaceCases } from "@pos_session_recovery/app/flow/place_cases";
import { ERROR_KEY, SettledCases } from "@pos_session_recovery/app/decision/settled_cases";
import { FakeRecovery, FakeStorage, makeFacts, makeSnapshot } from "../case_helpers";

definePosModels();

const PAGE = { database: "db", config: 1, user: 2, company: 1 };

/** A till whose page, recovery, storage and server are the test's. */
async function makeCases({
    snapshot = {},
    last = false,
    facts = makeFacts(),
    storage,
    config,
} = {}) {
    const store = await setupPosEnv();
    Object.assign(store.config, {
        session_recovery_enabled: true,
        session_recovery_mode: "auto",
        session_recovery_hours: 24,
        ...config,
    });
    store.session.state = "opened";
    const owner = { device: null, ...snapshot.owner };
    const time = Date.now() - 60000;
    const entry = { id: "one", snapshot: makeSnapshot({ time, ...snapshot, owner }) };
    const shown = { dialogs: [], notices: [], lists: [] };
    patchWithCleanup(store.notification, {
        add(message, options) {
            shown.notices.push({ message: String(message), ...options });
            return () => {};
        },
    });
    facts = facts && { now: new Date().toISOString().slice(0, 19).replace("T", " "), ...facts };
    const cases = new PlaceCases({
        pos: store,
        recovery: new FakeRecovery([entry], last ? entry : null),
        page: PAGE,
        settled: new SettledCases(PAGE, storage || new FakeStorage()),
        openDialog: (props) => shown.dialogs.push(props),
        openList: (props = {}) => shown.lists.push(props),
        ask: async () => facts,
    });
    cases.pos.cashier = store.user;
    patchWithCleanup(cases, {
        describeWorld() {
            return { ...super.describeWorld(...arguments), cashier: null, getProduct };
        },
    });
    return { store, cases, entry, shown };
}

const getProduct = () => ({ name: "Desk", taxes: [1], getPrice: () => 10 });
const count = ({ dialogs, notices, lists }) => dialogs.length + notices.length + lists.length;

test("what came back is said in one sentence, with Undo", async () => {
    const { cases, shown } = await makeCases({ last: true });
    await cases.settle();
    expect(shown.notices[0].message).toBe("Order A012 with 2 lines is back as it was.");
    expect(shown.notices[0].buttons.map(({ name }) => String(name))).toEqual(["Undo"]);
    expect(count(shown)).toBe(1);
    await shown.notices[0].buttons[0].onClick();
    expect(cases.recovery.steps).toEqual(["undo"]);
});

test("of what a reload brought back there is no word: nothing was lost", async () => {
    const { cases, entry, shown } = await makeCases({ last: true });
    entry.wasLeft = true;
    await cases.settle();
    expect(count(shown)).toBe(0);
});

test("it is said once, however often somebody signs in", async () => {
    const { cases, shown } = await makeCases({ last: true });
    await cases.settle();
    cases.recovery.entries = [];
    await cases.settle();
    expect(count(shown)).toBe(1);
});

test("a price that is another one by now is shown on demand", async () => {
    const { cases, shown } = await makeCases({ last: true });
    patchWithCleanup(cases, {
        describeWorld() {
            const world = super.describeWorld(...arguments);
            return { ...world, getProduct: () => ({ taxes: [1], getPrice: () => 12 }) };
        },
    });
    await cases.settle();
    expect(shown.notices[0].message).toMatch(/products or prices are not the same/);
    shown.notices[0].buttons[1].onClick();
    expect(shown.dialogs[0].lines[0].marks[0]).toMatch(/Keeps the price .*10.*12/);
});

test("where the shop wants it, the cashier is asked and decides", async () => {
    const { cases, shown } = await makeCases({ config: { session_recovery_mode: "ask" } });
    await cases.settle();
    const [dialog] = shown.dialogs;
    expect(dialog.title).toBe("Bring back order A012?");
    expect(dialog.lines.map(({ name }) => name)).toEqual(["Desk", "Chair"]);
    await dialog.actions[0].run();
    expect(cases.recovery.steps).toEqual(["restore one in place"]);
});

test("not now means not at the next start either, and nothing is lost", async () => {
    const { cases, shown } = await makeCases({ config: { session_recovery_mode: "ask" } });
    await cases.settle();
    shown.dialogs[0].actions[1].run();
    await cases.settle();
    expect(count(shown)).toBe(1);
    expect(cases.recovery.steps).toEqual([]);
});

test("an order of a closed session goes on as a new one, with its old number noted", async () => {
    const { store, cases, shown } = await makeCases({ snapshot: { owner: { session: 99 } } });
    await cases.settle();
    expect(shown.dialogs[0].title).toBe("The register was closed since");
    cases.recovery.restored = store.addNewOrder();
    await shown.dialogs[0].actions[0].run();
    expect(cases.recovery.steps).toEqual(["restore one as new"]);
    expect(cases.recovery.restored.internal_note).toMatch(/26A-1-000012/);
});

test("the register is opened first, then orders of the session before are offered", async () => {
    const { store, cases, shown } = await makeCases({ snapshot: { owner: { session: 99 } } });
    store.session.state = "opening_control";
    await cases.settle();
    expect(count(shown)).toBe(0);
    store.session.state = "opened";
    await cases.settle();
    expect(shown.dialogs).toHaveLength(1);
});

test("an order that was paid elsewhere is left, with what only this till had", async () => {
    const lines = [{ uuid: "line-1", name: "Desk", qty: 1, price: 10, discount: 0 }];
    const facts = makeFacts({ order: { state: "paid", lines } });
    const { store, cases, shown } = await makeCases({ last: true, facts });
    const order = await getFilledOrder(store, { uuid: "order-1" });
    patchWithCleanup(store.data, {
        async loadServerOrders([[field, , uuid]]) {
            expect.step(`${field} ${uuid}`);
            order.state = "paid";
        },
    });
    await cases.settle();
    expect.verifySteps(["uuid order-1"]);
    expect(shown.dialogs[0].title).toBe("Order A012 was paid meanwhile");
    expect(shown.dialogs[0].lines.map(({ name, marks }) => [name, String(marks[0])])).toEqual([
        ["Chair", "only on this till"],
    ]);
    expect(order.lines).toHaveLength(0);
    expect(store.getOrder().uuid).not.toBe("order-1");
    expect(shown.notices).toHaveLength(0);
});

test("the lines of an order that was cancelled elsewhere can go on in a new one", async () => {
    const facts = makeFacts({ order: { state: "cancel" } });
    const { store, cases, shown } = await makeCases({ last: true, facts });
    patchWithCleanup(store.data, { loadServerOrders: async () => [] });
    await cases.settle();
    expect(shown.dialogs[0].title).toBe("Order A012 was cancelled meanwhile");
    expect(shown.dialogs[0].actions.map(({ name }) => name)).toEqual(["ok", "new"]);
});

test("an older order is told of once, and opened from the list only", async () => {
    const time = Date.now() - 30 * 3600 * 1000;
    const { cases, shown } = await makeCases({ snapshot: { time } });
    await cases.settle();
    await cases.settle();
    expect(shown.notices).toHaveLength(1);
    expect(shown.dialogs).toHaveLength(0);
    shown.notices[0].buttons[0].onClick();
    expect(shown.lists).toHaveLength(1);
});

test("an order of a newer version is refused with the reason", async () => {
    const { cases, shown } = await makeCases({ snapshot: { schema: 9 } });
    await cases.settle();
    expect(shown.notices[0].message).toMatch(/newer version/);
});

test("to another user nothing is shown at all", async () => {
    const { cases, shown } = await makeCases({ snapshot: { owner: { user: 77 } } });
    await cases.settle();
    expect(count(shown)).toBe(0);
});

test("after a critical error the list is offered, and nothing comes back by itself", async () => {
    const storage = new FakeStorage({ [ERROR_KEY]: "1" });
    const { cases, shown } = await makeCases({ storage });
    await cases.settle();
    expect(shown.lists).toEqual([{ afterError: true }]);
    expect(count(shown)).toBe(1);
});

test("after a critical error with nothing to choose from nobody is asked", async () => {
    const storage = new FakeStorage({ [ERROR_KEY]: "1" });
    const { cases, shown } = await makeCases({ storage });
    patchWithCleanup(cases.recovery, { list: async () => [] });
    await cases.settle();
    expect(count(shown)).toBe(0);
});

test("switched off for the shop nothing is shown and nobody is asked", async () => {
    const { cases, shown } = await makeCases({
        last: true,
        config: { session_recovery_enabled: false },
    });
    patchWithCleanup(cases, { ask: async () => expect.step("asked") });
    await cases.settle();
    expect.verifySteps([]);
    expect(count(shown)).toBe(0);
});

test("nobody at the till, nothing is shown", async () => {
    const { store, cases, shown } = await makeCases({ last: true });
    store.cashier = false;
    await cases.settle();
    expect(count(shown)).toBe(0);
});
