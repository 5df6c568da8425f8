import { after } from "@odoo/hoot";
import { ConnectionLostError } from "@web/core/network/rpc";
import { CrossTabMutex } from "@pos_offline_base/app/lib/cross_tab_mutex";
import { Outbox } from "@pos_offline_base/app/outbox/outbox";
import { OutboxJournal } from "@pos_offline_base/app/outbox/journal";
import { TabLeader } from "@pos_offline_base/app/outbox/tab_leader";
import { makeDurableStore, makeStoreName } from "./helpers";
import { FakeClock } from "./fake_clock";

/** Until the browser had its turn: its own databases answer outside of the tests' mocked time. */
function turn() {
    return indexedDB.databases();
}

/** Wait for a state, in turns of the browser: the time that tests turn stands still meanwhile. */
export async function until(condition, what = "the awaited state") {
    for (let i = 0; i < 5000; i++) {
        if (await condition()) {
            return;
        }
        await turn();
    }
    throw new Error(`${what} did not come`);
}

/** What the server does with batches, and what it remembers: each uuid has one effect. */
export class FakeOdoo {
    constructor() {
        this.effects = []; // uuid of each operation applied, in order
        this.batches = []; // as received
        this.memory = new Map();
        this.results = {}; // kind → result instead of "done"
        this.beforeReply = async () => {}; // may throw: the reply is lost
        this.beforeApply = async () => {}; // may throw: the request is lost
    }

    send = async (batch) => {
        await this.beforeApply(batch);
        const received = JSON.parse(JSON.stringify(batch));
        this.batches.push(received);
        const results = received.operations.map((operation) => this._apply(operation));
        await this.beforeReply(batch);
        return { protocol: 1, database: batch.database, results };
    };

    _apply({ uuid, kind, payload, retry }) {
        const text = JSON.stringify(payload);
        const known = this.memory.get(uuid);
        if (known && !(retry && known.result.status === "failed")) {
            return known.text === text
                ? { ...known.result, replayed: true }
                : { uuid, status: "failed", code: "different_content", message: "Other content" };
        }
        const result = { uuid, status: "done", result: {}, ...this.results[kind]?.(payload) };
        if (result.status !== "retry") {
            this.memory.set(uuid, { text, result });
        }
        if (result.status === "done") {
            this.effects.push(uuid);
        }
        return result;
    }
}

export function lose() {
    throw new ConnectionLostError("/web");
}

/** A line that a test cuts and mends. */
export class FakeConnection {
    isOffline = false;
    callbacks = new Set();

    onChange(callback) {
        this.callbacks.add(callback);
        return () => this.callbacks.delete(callback);
    }

    set(isOffline) {
        this.isOffline = isOffline;
        this.callbacks.forEach((callback) => callback());
    }
}

/** One till: its disk, its clock, its server; and tabs with it, as many as a test opens. */
export class TillWorld {
    constructor({ clock = new FakeClock() } = {}) {
        this.name = makeStoreName();
        this.clock = clock;
        this.odoo = new FakeOdoo();
        this.connection = new FakeConnection();
        this.device = "A1";
    }

    /** @returns {Promise<Outbox>} in a tab of its own; with `start: false` it sends nothing yet */
    async open({ start = true, wrapStore = (store) => store, withChannel = true } = {}) {
        const { clock, name } = this;
        const store = wrapStore(makeDurableStore(name));
        const frame = document.createElement("iframe"); // a browser frees its locks when it is gone
        document.body.appendChild(frame);
        const { locks } = frame.contentWindow.navigator;
        const channel = withChannel ? new BroadcastChannel(name) : makeDeafChannel();
        const outbox = new Outbox({
            journal: new OutboxJournal(
                store,
                new CrossTabMutex(`${name}.journal`, { locks, clock })
            ),
            leader: new TabLeader(`${name}.leader`, { locks, channel, clock }),
            channel,
            clock,
            random: () => 1,
        });
        outbox.die = () => {
            outbox.stop();
            channel.close();
            frame.remove();
        };
        after(() => outbox.die());
        await outbox.load();
        if (start) {
            this.start(outbox);
        }
        return outbox;
    }

    start(outbox, send = this.odoo.send) {
        let abort = () => {};
        const transport = {
            abort: () => abort(),
            send: (batch) =>
                Promise.race([
                    send(batch),
                    new Promise((_resolve, reject) => {
                        abort = () => reject(new ConnectionLostError());
                    }),
                ]),
        };
        outbox.start({
            transport,
            connection: this.connection,
            identity: () => ({ database: "uuid", device: this.device }),
        });
    }

    /** Until the outbox has nothing to send, and nothing to tell. */
    async settled(outbox) {
        await until(
            () => outbox.list().every(({ state }) => state === "failed"),
            "an empty outbox"
        );
    }
}

/** That of a frozen tab: it says and hears nothing. */
function makeDeafChannel() {
    const nothing = () => {};
    return {
        postMessage: nothing,
        addEventListener: nothing,
        removeEventListener: nothing,
        close: nothing,
    };
}

let count = 0;

/** A draft of an operation that differs from all others. */
export function draft(values = {}) {
    count += 1;
    return { kind: "test", lane: `lane ${count}`, payload: { n: count }, ...values };
}
