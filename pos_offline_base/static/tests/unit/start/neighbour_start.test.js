import { describe, expect, test } from "@odoo/hoot";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { isolateLostQuestions } from "@pos_offline_base/app/start/neighbour_start";
import { UnansweredQuestions } from "@pos_offline_base/app/start/unanswered_questions";

describe.current.tags("headless");

/** A store with patches on it, in the order of `parts`; each does its part once `super` is done. */
function makeStore(own, ...parts) {
    class Store {
        done = [];

        async setup() {
            await own?.();
            this.done.push("stock");
        }
    }
    for (const part of parts) {
        patch(Store.prototype, {
            async setup() {
                await super.setup();
                await part(this);
            },
        });
    }
    isolateLostQuestions(Store.prototype, "setup");
    return new Store();
}

const ours = (name) => (store) => store.done.push(name);
const asks = () => {
    throw new ConnectionLostError("/web/dataset/call_kw/loyalty.card/search_read");
};

test("a question without an answer ends neither the start nor what the others do in it", async () => {
    const store = makeStore(null, ours("below"), asks, ours("above"), asks, ours("last"));
    await store.setup();
    expect(store.done).toEqual(["stock", "below", "above", "last"]);
});

test("without stock's own data the start ends with what ended it", async () => {
    const store = makeStore(asks, ours("above"));
    await expect(store.setup()).rejects.toThrow(ConnectionLostError);
    expect(store.done).toEqual([]);
});

test("an error of another kind is nobody's lost question", async () => {
    const fails = () => {
        throw new TypeError("broken");
    };
    const store = makeStore(null, fails, ours("above"));
    await expect(store.setup()).rejects.toThrow(TypeError);
    expect(store.done).toEqual(["stock"]);
});

test("a class without patches stays as it is", async () => {
    const store = makeStore(null);
    await store.setup();
    expect(store.done).toEqual(["stock"]);
});

test("what was read at the start without an answer is read again, until it is answered", async () => {
    const asked = [];
    let isThere = false;
    const questions = new UnansweredQuestions(async (request) => {
        asked.push(request.model);
        if (!isThere) {
            throw new ConnectionLostError();
        }
    });
    const watch = (type, model) => questions.watch({ type, model }, asks).catch(() => {});
    await watch("search_read", "loyalty.card");
    await watch("write", "pos.order");
    questions.end();
    await watch("read", "res.partner");
    await questions.askAgain();
    isThere = true;
    await questions.askAgain();
    await questions.askAgain();
    expect(asked).toEqual(["loyalty.card", "loyalty.card"]);
});
