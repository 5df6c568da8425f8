import { describe, expect, test } from "@odoo/hoot";
import { makeStore, makeVault, openVault } from "./helpers";
import { USER_TABLES } from "@pos_offline_cache/worker/store";

describe.current.tags("headless");

const SECRET = "Azure Interior, azure.Interior24@example.com";

test("what is written is read again, also by a new worker", async () => {
    const { vault, store } = await makeVault(7);
    await vault.write(7, "partners", SECRET);
    expect((await vault.read(7, "partners")).text).toBe(SECRET);
    expect((await openVault(store).read(7, "partners")).text).toBe(SECRET);
});

test("another user reads nothing", async () => {
    const { vault } = await makeVault(7);
    await vault.write(7, "partners", SECRET);
    expect(await vault.read(8, "partners")).toBe(null);
});

test("neither the text nor what was asked for is stored readable", async () => {
    const { vault, store } = await makeVault(7);
    await vault.write(7, "search for Azure", SECRET, "lookups");
    for (const record of await store.getAll("answers")) {
        const stored = new TextDecoder().decode(record.data) + record.id + record.group;
        expect(stored).not.toInclude("Azure");
    }
});

test("the key cannot be taken out of the browser", async () => {
    const { vault, store } = await makeVault(7);
    await vault.write(7, "partners", SECRET);
    const key = await store.get("keys", 7);
    expect(key.extractable).toBe(false);
    await expect(vault.crypto.subtle.exportKey("raw", key)).rejects.toThrow();
});

test("a record that was tampered with is dropped, not given", async () => {
    const { vault, store } = await makeVault(7);
    await vault.write(7, "partners", SECRET);
    const [record] = await store.getAll("answers");
    new Uint8Array(record.data)[3] ^= 1;
    await store.put("answers", record);
    expect(await vault.read(7, "partners")).toBe(null);
    expect(await store.getAll("answers")).toEqual([]);
});

test("a record put in the place of another is not given", async () => {
    const { vault, store } = await makeVault(7);
    await vault.write(7, "mine", "one");
    await vault.write(7, "other", "two");
    const [one, two] = await store.getAll("answers");
    await store.put("answers", { ...one, data: two.data, iv: two.iv });
    await store.put("answers", { ...two, data: one.data, iv: one.iv });
    expect(await vault.read(7, "mine")).toBe(null);
    expect(await vault.read(7, "other")).toBe(null);
});

test("an answer that comes after the user was dropped is not stored", async () => {
    const { vault, store } = await makeVault(7);
    await vault.dropAll();
    await vault.write(7, "partners", SECRET);
    expect(await store.getAll("answers")).toEqual([]);
    expect(await store.getAll("keys")).toEqual([]);
});

test("after a drop nothing is readable and the next user starts with an own key", async () => {
    const { vault, store } = await makeVault(7);
    await vault.write(7, "partners", SECRET);
    await vault.dropAll();
    expect(await vault.read(7, "partners")).toBe(null);
    expect(await store.getAll("keys")).toEqual([]);
    await vault.admit(8);
    await vault.write(8, "partners", "other");
    expect((await vault.read(8, "partners")).text).toBe("other");
});

test("two workers that admit a user at once can read each other", async () => {
    const store = makeStore(USER_TABLES);
    const [one, other] = [openVault(store), openVault(store)];
    await Promise.all([one.admit(7), other.admit(7)]);
    await Promise.all([one.write(7, "a", "A"), other.write(7, "b", "B")]);
    expect((await openVault(store).read(7, "a")).text).toBe("A");
    expect((await openVault(store).read(7, "b")).text).toBe("B");
});

test("a group keeps its newest texts only", async () => {
    const { vault } = await makeVault(7);
    for (let i = 0; i < 5; i++) {
        await vault.write(7, `search ${i}`, String(i), "lookups");
        await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    await vault.write(7, "shell", "page", "shells");
    await vault.prune(7, "lookups", 2);
    expect((await vault.readGroup(7, "lookups")).length).toBe(2);
    expect((await vault.readGroup(7, "shells")).length).toBe(1);
});
