import { describe, expect, test } from "@odoo/hoot";
import { click, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { user } from "@web/core/user";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { RecoveryList } from "@pos_session_recovery/app/components/recovery_list/recovery_list";
import { PlaceCases } from "@pos_session_recovery/app/flow/place_cases";
import { SettledCases } from "@pos_session_recovery/app/decision/settled_cases";
import { FakeRecovery, FakeStorage, makeFacts, makeSnapshot } from "../case_helpers";

describe.current.tags("desktop");
definePosModels();

const PAGE = { database: "db", config: 1, user: 2, company: 1 };

function makeEntry(id, changes = {}, more = {}) {
    const { owner, ...rest } = changes;
    const time = Date.now() - 3600000;
    const own = { device: null, cashier: { model: "res.users", id: 2, name: "Ann" }, ...owner };
    return { id, snapshot: makeSnapshot({ time, ...rest, owner: own }), ...more };
}

async function openList(entries, { facts = null, role = "cashier", afterError = false } = {}) {
    const store = await setupPosEnv();
    Object.assign(store.config, { session_recovery_enabled: true, session_recovery_hours: 24 });
    patchWithCleanup(store, { getCashier: () => ({ id: user.userId, _role: role }) });
    facts = facts && { now: new Date().toISOString().slice(0, 19).replace("T", " "), ...facts };
    const cases = new PlaceCases({
        pos: store,
        recovery: new FakeRecovery(entries),
        page: { ...PAGE, user: PAGE.user },
        settled: new SettledCases(PAGE, new FakeStorage()),
        ask: async () => facts,
    });
    const describeWorld = cases.describeWorld.bind(cases);
    cases.describeWorld = (...args) => ({
        ...describeWorld(...args),
        cashier: { model: "res.users", id: 2 },
        getProduct: () => ({ name: "Desk", taxes: [1], getPrice: () => 10 }),
    });
    await mountWithCleanup(MainComponentsContainer);
    store.dialog.add(RecoveryList, { cases, afterError });
    await waitFor(".pos-recovery-list");
    await animationFrame();
    return { store, cases };
}

const rows = () => queryAllTexts(".pos-recovery-row");
const open = (index) => click(`.pos-recovery-row:eq(${index}) > button`);
const act = (name) => click(`.pos-recovery-list [data-action=${name}]`);

test("the last orders are listed with name, total, lines, age and cashier", async () => {
    await openList([makeEntry("one"), makeEntry("two", {}, { deleted: true })]);
    expect(rows()).toHaveLength(2);
    expect(rows()[0]).toMatch(/Order A012.*20.*2 lines.*1 hour ago.*Ann/s);
    expect(rows()[1]).toMatch(/deleted/);
});

test("an empty list says what will be in it", async () => {
    await openList([]);
    expect(".pos-recovery-list").toHaveText(/Nothing is kept here yet/);
});

test("a preview shows the lines and what can be done", async () => {
    await openList([makeEntry("one")]);
    expect(".pos-recovery-preview").toHaveCount(0);
    await open(0);
    await animationFrame();
    expect(queryAllTexts(".pos-recovery-preview .pos-recovery-lines li")).toHaveLength(2);
    expect(queryOne(".pos-recovery-row > button").getAttribute("aria-expanded")).toBe("true");
});

test("an order goes back into its place, or into a new one", async () => {
    const { cases } = await openList([makeEntry("one")]);
    await open(0);
    await animationFrame();
    await act("place");
    await animationFrame();
    expect(cases.recovery.steps).toEqual(["restore one in place"]);
    expect(".pos-recovery-list").toHaveCount(0);
});

test("an order that cannot be brought back is said so and stays", async () => {
    const { cases } = await openList([makeEntry("one")]);
    cases.recovery.restored = undefined;
    await open(0);
    await animationFrame();
    await act("place");
    await animationFrame();
    expect(".pos-recovery-list .alert-danger").toHaveText(/It is still kept/);
});

test("a discarded order can be had back as long as the list is open", async () => {
    const { cases } = await openList([makeEntry("one")]);
    await open(0);
    await animationFrame();
    await act("discard");
    await animationFrame();
    expect(rows()[0]).toMatch(/discarded/);
    await act("undo");
    await animationFrame();
    expect(cases.recovery.steps).toEqual(["discard one", "undo discard one"]);
    expect(rows()[0]).toMatch(/2 lines/);
});

test("an order of a closed session can only go on as a new one", async () => {
    await openList([makeEntry("one", { owner: { session: 99 } })]);
    await open(0);
    await animationFrame();
    expect("[data-action=place]").toHaveCount(0);
    expect("[data-action=new]").toHaveCount(1);
    expect(rows()[0]).toMatch(/of a closed session/);
});

test("what the server says completes the list when it comes", async () => {
    const facts = makeFacts({ order: { state: "paid" } });
    await openList([makeEntry("one")], { facts });
    expect(rows()[0]).toMatch(/paid meanwhile/);
    await open(0);
    await animationFrame();
    expect("[data-action=new]").toHaveCount(0);
});

test("lines of products that are not sold any more are marked", async () => {
    const facts = makeFacts({ products: { 5: { sold: false, active: false } } });
    await openList([makeEntry("one")], { facts });
    await open(0);
    await animationFrame();
    expect(queryAllTexts(".pos-recovery-mark")).toEqual(["No longer sold. Cannot be paid."]);
});

test("a cashier sees nothing of other people's orders, not even that they are there", async () => {
    await openList([makeEntry("one", { owner: { user: 9, cashier: { id: 9, name: "Bob" } } })]);
    expect(rows()).toEqual([]);
    expect("[data-action=others]").toHaveCount(0);
    expect(".pos-recovery-list").not.toHaveText(/Bob/);
});

test("a manager may have them shown, and takes one over as a new order", async () => {
    const owner = { user: 9, cashier: { model: "res.users", id: 9, name: "Bob" } };
    const { cases } = await openList([makeEntry("one", { owner })], { role: "manager" });
    expect(".pos-recovery-list").not.toHaveText(/Bob/);
    await act("others");
    await animationFrame();
    expect(rows()[0]).toMatch(/Bob/);
    await open(0);
    await animationFrame();
    expect("[data-action=place], [data-action=discard]").toHaveCount(0);
    await act("new");
    expect(cases.recovery.steps).toEqual(["restore one as new"]);
});

test("an order of a newer version says why it cannot be read", async () => {
    await openList([makeEntry("one", { schema: 9 })]);
    expect(rows()[0]).toMatch(/An order.*kept by a newer version, cannot be read/s);
    await open(0);
    await animationFrame();
    expect("[data-action=place], [data-action=new]").toHaveCount(0);
});

test("after a critical error the list says why nothing came back by itself", async () => {
    await openList([makeEntry("one")], { afterError: true });
    expect(".pos-recovery-list .alert-warning").toHaveText(/stopped by an error/);
});
