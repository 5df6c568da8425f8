import { makeLogger } from "@pos_offline_base/app/lib/logger";
import { SyncApi } from "../transfers/sync_api";
import { isWaiting, SyncBoard } from "../transfers/sync_board";
import { KINDS } from "../transfers/sync_kinds";
import { SyncLinks } from "./sync_links";
import { PayloadPlacer } from "../receive/sync_payload_placer";
import { SyncPuller } from "../transfers/sync_puller";
import { SyncReceiver } from "../receive/sync_receiver";
import { SyncSender } from "./sync_sender";

const log = makeLogger("SyncOrders");
const CONNECTED = "CONNECTED"; // of the bus worker
const META = "sync_meta";
const RECEIVERS = "receivers";

/** Orders that travel between this till and others: the parts, and what connects them. */
export class SyncOrders {
    /**
     * @param {Object} pos the till's store
     * @param {Object} services
     * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} services.outbox
     * @param {import("@pos_offline_base/app/store/durable_store").DurableStore} services.store
     * @param {Object} services.orm
     * @param {import("../transfers/sync_notices").SyncNotices} services.notices
     */
    constructor(pos, { outbox, store, orm, notices }) {
        Object.assign(this, { pos, outbox, store, notices });
        this.api = new SyncApi(pos.config, orm);
        this.board = new SyncBoard(store);
        this.links = new SyncLinks(store);
        const { api, board, links } = this;
        const parts = { outbox, store, api, board, links, placer: new PayloadPlacer(pos) };
        this.sender = new SyncSender(pos, parts);
        this.receiver = new SyncReceiver(pos, parts);
        this.puller = new SyncPuller({
            pull: (cursor) => api.pull(cursor),
            board,
            isOffline: () => pos.data.network.offline,
            isBusy: () => outbox.state.inFlight > 0,
            onNews: (news) => this._onNews(news),
        });
    }

    /** Read what is on the disk, then begin to listen and to look; `ready` tells when that is done. */
    start(bus) {
        this.ready = this._start(bus);
        return this.ready;
    }

    async _start(bus) {
        const read = [this.outbox, this.board, this.links, this.receiver].map((one) => one.load());
        for (const { reason } of await Promise.allSettled(read)) {
            if (reason) {
                log("start", "Not read", [reason.message]);
            }
        }
        this.sender.start();
        this._listen(bus);
        this._learnReceivers();
    }

    stop() {
        this.puller.stop();
    }

    /**
     * Tills that orders may be sent to; without the server, those of the last time.
     *
     * @returns {Promise<{receivers: Object[], refused: Object[], asOf: number|null}>}
     */
    async getReceivers() {
        try {
            const answer = asList(await this.api.getReceivers());
            await this.store.put(META, RECEIVERS, { ...answer, asOf: Date.now() }).catch(() => {});
            return { ...answer, asOf: null };
        } catch (error) {
            const kept = await this.store.get(META, RECEIVERS).catch(() => {});
            if (!kept) {
                throw error;
            }
            return kept;
        }
    }

    /** @returns {{inbox: Object[], outbox: Object[]}} what a till that closes leaves behind */
    getLoose() {
        const { inbox, outbox } = this.board.state;
        return { inbox: inbox.filter(isWaiting), outbox: outbox.filter(isWaiting) };
    }

    _listen(bus) {
        const hasBell = () => bus.workerState === CONNECTED;
        this.pos.data.connectWebSocket("POS_SYNC_ORDERS", () => this.puller.heard());
        bus.addEventListener("BUS:WORKER_STATE_UPDATED", ({ detail }) =>
            this.puller.setBell(detail === CONNECTED)
        );
        window.addEventListener("pos-network-online", () => this.puller.ring());
        // What this till has done itself is looked for whether the bell rings or not.
        for (const kind of KINDS) {
            this.outbox.onDone(kind, () => this.puller.ringSoon());
        }
        this.puller.start(hasBell());
    }

    /** A till that loses the line sends to the tills that it knew. */
    _learnReceivers() {
        if (this.pos.config.is_sync_sender && !this.pos.data.network.offline) {
            this.getReceivers().catch(() => {}); // asked again by whoever wants to send
        }
    }

    _onNews(news) {
        this.notices.tell(news);
        this.receiver.tidy().catch(() => {}); // the store's health says what is wrong
    }
}

/** The server says who may not be chosen beside who may, or only the latter. */
function asList(answer) {
    return Array.isArray(answer)
        ? { receivers: answer, refused: [] }
        : { receivers: answer.receivers || [], refused: answer.refused || [] };
}
