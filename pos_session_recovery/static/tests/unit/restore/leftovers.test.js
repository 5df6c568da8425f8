import { expect, test } from "@odoo/hoot";
import { makeDurableStore } from "@pos_offline_base/../tests/unit/helpers";
import { removeKept } from "@pos_session_recovery/app/restore/leftovers";

const PAGE = { database: "db", config: 1 };

/** Keys as `Object.keys` finds them in the browser's own storage. */
function makeStorage(...keys) {
    const storage = Object.fromEntries(keys.map((key) => [key, "text"]));
    Object.defineProperty(storage, "removeItem", { value: (key) => delete storage[key] });
    return storage;
}

test("switched off, everything that was kept for the shop is removed, and nothing else", async () => {
    const store = makeDurableStore();
    await store.put("recovery", "tab", {});
    await store.put("recovery_ring", "order", {});
    await store.put("recovery_quarantine", "bad", {});
    await store.put("outbox", "other", { kept: true });
    const storage = makeStorage(
        "pos_session_recovery.place.db.1.1.tab.a",
        "pos_session_recovery.settled.db.1",
        "pos_session_recovery.place.db.11.1.tab.a",
        "pos_session_recovery.place.other.1.1.tab.a",
        "somebody.else.db.1"
    );
    await removeKept(PAGE, store, storage);
    expect(Object.keys(storage)).toEqual([
        "pos_session_recovery.place.db.11.1.tab.a",
        "pos_session_recovery.place.other.1.1.tab.a",
        "somebody.else.db.1",
    ]);
    for (const area of ["recovery", "recovery_ring", "recovery_quarantine"]) {
        expect(await store.getAll(area)).toEqual([]);
    }
    expect(await store.get("outbox", "other")).toEqual({ kept: true });
});

test("a browser that stores nothing stops nobody", async () => {
    await removeKept(PAGE, makeDurableStore(null), null);
    expect.step("done");
    expect.verifySteps(["done"]);
});
