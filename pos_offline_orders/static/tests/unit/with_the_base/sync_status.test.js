import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, click, queryAllTexts, queryOne, waitFor } from "@odoo/hoot-dom";
import { reactive } from "@odoo/owl";
import { allowTranslations, mountWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { SyncStatusIndicator } from "@pos_offline_base/app/status/indicator/sync_status_indicator";
import { UnsentList } from "@pos_offline_base/app/status/unsent_list/unsent_list";
import { getLine } from "@pos_offline_base/app/connection/connection_texts";
import {
    catchDownloads,
    FakeServer,
    makePaidOrder,
    RESTED,
} from "@pos_offline_base/../tests/unit/sync_helpers";

describe.current.tags("desktop");
definePosModels();

const INDICATOR = ".pos-sync-status-indicator";
const PANEL = ".pos-sync-status-panel";

async function mountIndicator() {
    const server = new FakeServer();
    const store = await setupPosEnv();
    await mountWithCleanup(MainComponentsContainer);
    await mountWithCleanup(SyncStatusIndicator);
    return { store, server };
}

async function openPanel() {
    await click(INDICATOR);
    await waitFor(PANEL);
}

async function press(name) {
    await click(`${PANEL} button[name=${name}]`);
    await animationFrame();
}

test("with nothing waiting the indicator is quiet and the panel says so", async () => {
    await mountIndicator();
    expect(`${INDICATOR} .badge`).toHaveCount(0);
    await openPanel();
    expect(`${PANEL} .pos-sync-status-headline`).toHaveText("Everything is on the server.");
    expect(`${PANEL} button[name=export]`).toHaveCount(0);
});

test("the indicator counts what waits, and turns red when the server refused something", async () => {
    const { store, server } = await mountIndicator();
    const order = await makePaidOrder(store);
    await makePaidOrder(store);
    await waitFor(`${INDICATOR} .badge.text-bg-warning:contains("2")`, RESTED);
    server.refuse(order);
    await store.syncAllOrders();
    await waitFor(`${INDICATOR} .badge.text-bg-danger`, RESTED);
    expect(`${INDICATOR} .badge.text-bg-danger`).toHaveText("1");
    expect(queryOne(INDICATOR).getAttribute("aria-label")).toInclude("1 refused by the server");
});

test("the indicator and the panel say when the line is down", async () => {
    const { store } = await mountIndicator();
    store.data.network.offline = true;
    await animationFrame();
    expect(`${INDICATOR}[data-line=offline]`).toHaveCount(1);
    await openPanel();
    expect(`${PANEL} .alert[data-line=offline]`).toHaveText(/The server does not answer/);
});

test("the panel says what was refused, why, and what to do about it", async () => {
    const { store, server } = await mountIndicator();
    const order = await makePaidOrder(store);
    server.refuse(order);
    await store.syncAllOrders();
    await openPanel();
    const [text] = queryAllTexts(`${PANEL} li[data-state=failed]`);
    expect(text).toInclude(order.pos_reference);
    expect(text).toInclude("This product is not for sale.");
    expect(text).toInclude("Ask a manager to correct what is named");
});

test("retry sends the one that was refused, and the list gets empty", async () => {
    const { store, server } = await mountIndicator();
    server.refuse(await makePaidOrder(store));
    await store.syncAllOrders();
    await openPanel();
    server.refused.clear();
    await click(`${PANEL} li button`);
    await waitFor(`${PANEL} p.pos-sync-status-headline:contains(Everything is on the server)`);
    expect(server.received).toHaveLength(2);
});

test("sync now sends all that waits", async () => {
    const { store, server } = await mountIndicator();
    await makePaidOrder(store);
    await makePaidOrder(store);
    await openPanel();
    await press("sync");
    await waitFor(`${PANEL} p.pos-sync-status-headline:contains(Everything is on the server)`);
    expect(server.received).toHaveLength(2);
});

test("export saves a file and says its name", async () => {
    const files = catchDownloads();
    const { store } = await mountIndicator();
    await makePaidOrder(store);
    await openPanel();
    await press("export");
    expect(files).toHaveLength(1);
    expect(`${PANEL} .alert-info bdi`).toHaveText(files[0].name);
});

test("a long list shows those that need somebody first and counts the rest", async () => {
    await setupPosEnv();
    const item = (id, state) => ({ id, title: id, since: Date.now(), state });
    const waiting = Array.from({ length: 30 }, (_, index) => item(`w${index}`, "waiting"));
    await mountWithCleanup(UnsentList, { props: { items: [...waiting, item("f", "failed")] } });
    expect(".pos-unsent-list li[data-state]").toHaveCount(20);
    expect(queryAllTexts(".pos-unsent-list .fw-bold")[0]).toBe("f");
    expect(".pos-unsent-list li:last-child").toHaveText("and 11 more");
});

test("a line that is down has words and an advice for each of its layers", () => {
    allowTranslations();
    const pos = { data: { network: { offline: true } } };
    for (const layer of ["device", "network", "refused", "proxy", "odoo", "session"]) {
        const line = getLine(reactive({ status: "offline", layer, since: 5 }), pos);
        expect(line.status).toBe("offline");
        expect(line.title).toMatch(/\.$/);
        expect(line.advice).toMatch(/\.$/);
    }
});
