import { expect, test } from "@odoo/hoot";
import { queryAll } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { markRaw } from "@odoo/owl";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { getFilledOrder, setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { until } from "@pos_offline_base/../tests/unit/outbox_helpers";
import { contains, mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { takePayload } from "@pos_multi_session_sync/app/send/sync_payload_taker";
import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { outboxStatus } from "@pos_offline_base/app/outbox/outbox_status";
import { SyncInboxButton } from "@pos_multi_session_sync/app/transfers/sync_inbox_button/sync_inbox_button";
import { SyncOrders } from "@pos_multi_session_sync/app/send/sync_orders";
import { makeTill, makeTransfer } from "./helpers";

definePosModels();

const BAKERY = {
    id: 2,
    name: "Bakery",
    session: { id: 7, state: "opened", cashier: "Bo" },
    last_seen: false,
    waiting: 3,
};
const CLOTHES = { id: 3, name: "Clothes", session: null, last_seen: false, waiting: 0 };
const REFUSED = { id: 4, name: "Export", reason: "It sells in another currency." };

/** A till with its popups, on a server that says what `receivers` and `api` say. */
async function setup({ receivers = [BAKERY, CLOTHES] } = {}) {
    const pos = await setupPosEnv();
    const till = await makeTill(pos);
    const sync = new SyncOrders(pos, {
        outbox: till.outbox,
        store: till.store,
        orm: pos.data.orm,
        notices: { tell: () => {} },
    });
    Object.assign(sync, { board: till.board, links: till.links, api: till.api });
    Object.assign(sync, { sender: till.sender, receiver: till.receiver });
    till.api.getReceivers = async () => ({ receivers, refused: [REFUSED] });
    pos.syncOrders = markRaw(sync);
    Object.assign(pos.config, { is_sync_sender: true, is_sync_receiver: true });
    till.order = await getFilledOrder(pos);
    await mountWithCleanup(MainComponentsContainer);
    return till;
}

/** The browser's own databases answer in their own time. */
const shown = (selector, count = 1) =>
    until(async () => {
        await animationFrame();
        return queryAll(selector).length === count;
    }, `${count} ${selector}`);

const openSend = async (pos) => {
    pos.sendOrderAway();
    await shown(".pos-sync-send");
};

const openInbox = async (pos) => {
    pos.openSyncInbox();
    await shown(".pos-sync-inbox");
};

const openPreview = async (pos) => {
    await openInbox(pos);
    await contains("[data-transfer] button[name=open]").click();
    await shown(".pos-sync-preview");
};

test("who can receive is shown with its state, who cannot with the reason", async () => {
    const { pos } = await setup();
    await openSend(pos);
    expect("[data-receiver]").toHaveCount(2);
    expect("[data-receiver='2']").toHaveText(/Open now · Bo · 3 waiting/);
    expect("[data-receiver='3']").toHaveText(/Closed/);
    expect("[data-refused='4']").toHaveText(/another currency/);
    expect(".pos-sync-send button[name=send]").not.toBeEnabled();
});

test("what is chosen is what is sent", async () => {
    const { pos, outbox } = await setup();
    await openSend(pos);
    await contains("[data-receiver='2'] input").click();
    await contains("[data-receiver='3'] input").click();
    await contains("input[name=mode][value=each]").click();
    await contains("input[name=keep][value=copy]").click();
    await contains("textarea[name=note]").edit(" warm it up ", { confirm: false });
    await contains("input[name=urgent]").click();
    await contains(".pos-sync-send button[name=send]").click();
    await shown(".pos-sync-send", 0);
    const [{ payload }] = outbox.list();
    const { receivers, mode, keep, note, priority } = payload;
    expect({ receivers, mode, keep, note, priority }).toEqual({
        receivers: [2, 3],
        mode: "each",
        keep: "copy",
        note: "warm it up",
        priority: "1",
    });
});

test("the only till is chosen, and the first free one is one press", async () => {
    const { pos, outbox } = await setup({ receivers: [BAKERY] });
    await openSend(pos);
    expect("[data-receiver='2'] input").toBeChecked();
    expect("button[name=first_free]").toHaveCount(0);
    await contains(".pos-sync-send button[name=send]").click();
    await shown(".pos-sync-send", 0);
    expect(outbox.list()[0].payload.mode).toBe("first");
    expect(pos.getOrder().lines.length).toBe(0);
});

test("without the server the tills of the last time are offered, and it says so", async () => {
    const { pos, api } = await setup();
    await pos.syncOrders.getReceivers();
    api.getReceivers = async () => {
        throw new Error("no line");
    };
    await openSend(pos);
    expect(".pos-sync-send [role=status]").toHaveText(/No connection to the server/);
});

test("an order that cannot be sent says why, and has no button to send it", async () => {
    const { pos, order } = await setup();
    order.sync_transfer_uuid = "t1";
    await openSend(pos);
    expect(".pos-sync-send [role=alert]").toHaveText(/came from another till/);
    expect(".pos-sync-send button[name=send]").toHaveCount(0);
});

test("a device that cannot keep the order says that it was not sent", async () => {
    const { pos, sender } = await setup({ receivers: [BAKERY] });
    patchWithCleanup(sender, {
        send: async () => {
            throw Object.assign(new Error("full"), { name: "StoreQuotaError" });
        },
    });
    await openSend(pos);
    await contains(".pos-sync-send button[name=send]").click();
    await shown(".o_notification");
    expect(".o_notification").toHaveText(/was not sent/);
    expect(".pos-sync-send").toHaveCount(1);
});

const arrive = ({ board }, ...transfers) => board.apply({ cursor: "1", inbox: transfers });

test("the inbox is found by till, note and customer, and says what is degraded", async () => {
    const till = await setup();
    const { pos } = till;
    arrive(
        till,
        makeTransfer({ order: { name: "SYNC/1", note: "for the terrace" } }),
        makeTransfer({ uuid: "t2", sender: { id: 9, name: "Kiosk" }, order: { name: "SYNC/2" } }),
        makeTransfer({ uuid: "t3", state: "paid", order: { name: "SYNC/3" } })
    );
    pos.syncOrders.puller.state.isDegraded = true;
    await openInbox(pos);
    expect("[data-transfer]").toHaveCount(2);
    expect(".pos-sync-inbox [role=status]").toHaveText(/Live updates are down/);
    await contains(".pos-sync-inbox input[type=search]").edit("terrace", { confirm: false });
    expect("[data-transfer]").toHaveCount(1);
    expect("[data-name='SYNC/1']").toHaveCount(1);
    await contains(".pos-sync-inbox input[type=search]").edit("kiosk", { confirm: false });
    expect("[data-name='SYNC/2']").toHaveCount(1);
    await contains(".pos-sync-inbox input[type=search]").edit("", { confirm: false });
    await contains("input[name=open_only]").click();
    expect("[data-transfer]").toHaveCount(3);
});

test("the preview shows the lines, what is missing and the difference before one takes it", async () => {
    const till = await setup();
    const { pos, api, order } = till;
    api.payload = JSON.parse(JSON.stringify(takePayload(order)));
    api.payload.lines[0].product_id = 99999;
    arrive(till, makeTransfer());
    await openPreview(pos);
    expect(".pos-sync-preview [name=missing] li").toHaveCount(1);
    expect(".pos-sync-preview [name=difference]").toHaveCount(1);
    expect("button[name=deliver]").toHaveText("Take over anyway");
    expect(api.asked.filter(([what]) => what === "claim")).toEqual([]);
});

test("taken over, the order is on the screen and the popups are gone", async () => {
    const till = await setup();
    const { pos, api, order } = till;
    api.payload = JSON.parse(JSON.stringify(takePayload(order)));
    arrive(till, makeTransfer());
    await openPreview(pos);
    await contains("button[name=deliver]").click();
    await shown(".pos-sync-preview", 0);
    await shown(".pos-sync-inbox", 0);
    expect(pos.getOrder().sync_transfer_uuid).toBe("t1");
});

test("who comes second reads who has it", async () => {
    const till = await setup();
    const { pos, api, order } = till;
    api.payload = JSON.parse(JSON.stringify(takePayload(order)));
    api.claimAnswer = () => ({ status: "taken", text: "Bakery has taken SYNC/1 (Bo)." });
    arrive(till, makeTransfer());
    await openPreview(pos);
    await contains("button[name=deliver]").click();
    await shown(".pos-sync-preview [role=alert]");
    expect(".pos-sync-preview [role=alert]").toHaveText("Bakery has taken SYNC/1 (Bo).");
    expect(pos.getOrder()).toBe(order);
});

test("the badge counts what waits, and marks a line that is down", async () => {
    const till = await setup();
    arrive(till, makeTransfer(), makeTransfer({ uuid: "t2", state: "paid" }));
    await mountWithCleanup(SyncInboxButton);
    expect(".pos-sync-inbox-button").toHaveAttribute("data-count", "1");
    expect(".pos-sync-inbox-button .badge").toHaveText("1");
    till.pos.syncOrders.puller.state.isDegraded = true;
    await animationFrame();
    expect(".pos-sync-inbox-button").toHaveAttribute("data-degraded", "1");
});

test("a till without the roles has no button", async () => {
    await setupPosEnv();
    await mountWithCleanup(SyncInboxButton);
    expect(".pos-sync-inbox-button").toHaveCount(0);
});

test("closing the session warns of orders on their way, and shows them", async () => {
    const till = await setup();
    const { pos } = till;
    arrive(till, makeTransfer());
    pos.closeSession();
    await shown(".modal-body");
    expect(".modal-body").toHaveText(/1 orders of other tills wait here, and 0/);
    await contains(".modal-footer .btn-secondary").click();
    await shown(".pos-sync-inbox");
});

/** A send that the server refuses, as the panel of the sync status has it. */
async function refuseSend(till) {
    const { pos, outbox, sender, order, world } = till;
    const choice = { receivers: [2], mode: "first", keep: "hand_over", note: "", priority: "0" };
    await sender.send(order, choice);
    world.odoo.results["sync.send"] = () => ({ status: "failed", code: "validation" });
    world.start(outbox);
    await until(() => outbox.state.failed === 1);
    const context = { pos, env: { services: { pos_outbox: outbox } } };
    const [item] = outboxStatus.read(context);
    outboxStatus.retry(context, item);
    await shown(".selection-item", 2);
}

test("a send that was refused is sent again from the panel", async () => {
    const till = await setup();
    await refuseSend(till);
    delete till.world.odoo.results["sync.send"];
    await contains(".selection-item:contains(Send again)").click();
    await until(() => !till.outbox.list().length);
    expect(till.world.odoo.effects.length).toBe(1);
    expect(till.pos.getOpenOrders().filter(({ lines }) => lines.length)).toEqual([]);
});

test("a send that was refused is taken back from the panel, and is not sent any more", async () => {
    const till = await setup();
    const total = till.order.priceIncl;
    await refuseSend(till);
    await contains(".selection-item:contains(Take back)").click();
    await until(() => !till.outbox.list().length);
    expect(till.pos.getOrder().priceIncl).toBe(total);
    expect(till.world.odoo.effects).toEqual([]);
});

test("the list of orders sends an order", async () => {
    const { order, outbox } = await setup({ receivers: [BAKERY] });
    await mountWithCleanup(TicketScreen);
    await shown(".ticket-screen .pos-sync-send-button");
    await contains(".ticket-screen .pos-sync-send-button").click();
    await shown(".pos-sync-send");
    await contains(".pos-sync-send button[name=send]").click();
    await shown(".pos-sync-send", 0);
    expect(outbox.list()[0].payload.source_uuid).toBe(order.uuid);
});
