import { describe, expect, test } from "@odoo/hoot";
import { DeviceNumbers } from "@pos_offline_orders/app/numbering/device_numbers";
import { FakeStore } from "@pos_offline_base/../tests/unit/sync_helpers";

describe.current.tags("headless");

function makeDevice(next_number, unsynced_number_stack = []) {
    return {
        data: { device_identifier: 3, next_number, unsynced_number_stack },
        save(values) {
            Object.assign(this.data, values);
        },
    };
}

async function restoreAfterKill(given, lost) {
    const store = new FakeStore();
    new DeviceNumbers(store, given).keep();
    await Promise.resolve();
    await new DeviceNumbers(store, lost).restore();
    return lost.data;
}

test("a number that was given before a kill is not given again", async () => {
    const data = await restoreAfterKill(makeDevice(9), makeDevice(5));
    expect(data.next_number).toBe(9);
});

test("a number that was free before and given since is not free again", async () => {
    const data = await restoreAfterKill(makeDevice(9, []), makeDevice(9, [4]));
    expect(data.unsynced_number_stack).toEqual([]);
});

test("an older copy on the disk takes no number back", async () => {
    const data = await restoreAfterKill(makeDevice(5, [2]), makeDevice(9));
    expect(data.next_number).toBe(9);
    expect(data.unsynced_number_stack).toEqual([]);
});

test("what is on the disk of another device, or tampered with, counts for nothing", async () => {
    const store = new FakeStore();
    const device = makeDevice(5);
    for (const wrong of [{ next_number: "100" }, { next_number: 100, device_identifier: 4 }]) {
        const record = { device_identifier: 3, unsynced_number_stack: 1, ...wrong };
        await store.put("device_numbers", "own", record);
        await new DeviceNumbers(store, device).restore();
        expect(device.data.next_number).toBe(5);
        expect(device.data.device_identifier).toBe(3);
    }
});

/** The device of a till that kept `given` before, and whose browser has lost its `localStorage`. */
async function restoreDevice(given) {
    const store = new FakeStore();
    await given(store);
    const device = { ...makeDevice(), data: null };
    device.save = (values) => (device.data = { ...device.data, ...values });
    await new DeviceNumbers(store, device).restore();
    return device.data;
}

test("a till that lost its local storage is the device of before, with its numbers", async () => {
    const data = await restoreDevice(async (store) => {
        const device = makeDevice(9);
        const numbers = new DeviceNumbers(store, device);
        await numbers.restore();
        numbers.follow(device);
    });
    expect(data).toEqual({ device_identifier: 3, next_number: 9, unsynced_number_stack: [] });
});

test("a till that never was a device, or whose number was tampered with, asks the server", async () => {
    expect(await restoreDevice(() => {})).toBe(null);
    expect(await restoreDevice((store) => store.put("device_numbers", "own", {}))).toBe(null);
});
