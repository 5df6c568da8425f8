import { TillWorld } from "@pos_offline_base/../tests/unit/outbox_helpers";
import { PayloadPlacer } from "@pos_multi_session_sync/app/receive/sync_payload_placer";
import { SyncBoard } from "@pos_multi_session_sync/app/transfers/sync_board";
import { SyncLinks } from "@pos_multi_session_sync/app/send/sync_links";
import { SyncReceiver } from "@pos_multi_session_sync/app/receive/sync_receiver";
import { SyncSender } from "@pos_multi_session_sync/app/send/sync_sender";

/** A transfer as a pull gives it. */
export function makeTransfer(values = {}) {
    const { order, ...rest } = values;
    return {
        uuid: "t1",
        state: "sent",
        version: 1,
        reason: "",
        changed: "2026-11-21 10:00:00.000001",
        receiver: { id: 2, name: "Bakery" },
        sender: { id: 1, name: "Counter" },
        by: { user: "Ann", cashier: "Ann", device: "9" },
        ...rest,
        order: {
            uuid: "o1",
            name: "SYNC/2026/00001",
            version: 1,
            note: "",
            priority: "0",
            mode: "first",
            keep: "hand_over",
            cashier: "Ann",
            partner_name: "",
            amount_total: 10,
            line_count: 2,
            created: "2026-11-21 09:59:00",
            ...order,
        },
    };
}

/** What the server does when the till asks it directly. */
export class FakeApi {
    payload = null;
    asked = [];
    claimAnswer = () => ({ status: "claimed", payload: this.payload });

    async read(uuid) {
        this.asked.push(["read", uuid]);
        return this.payload;
    }

    async claim(...args) {
        this.asked.push(["claim", ...args]);
        return this.claimAnswer();
    }
}

/** Sender and receiver of a till on a disk of its own; nothing is sent until `world.start(outbox)`. */
export async function makeTill(pos, world = new TillWorld()) {
    const outbox = await world.open({ start: false });
    const { store } = outbox.journal;
    const board = new SyncBoard(store, () => world.clock.now());
    const links = new SyncLinks(store, () => world.clock.now());
    const api = new FakeApi();
    const parts = { outbox, store, api, board, links, placer: new PayloadPlacer(pos) };
    const sender = new SyncSender(pos, parts);
    const receiver = new SyncReceiver(pos, parts);
    await Promise.all([board.load(), links.load(), receiver.load()]);
    sender.start();
    return { pos, world, sender, receiver, ...parts };
}
