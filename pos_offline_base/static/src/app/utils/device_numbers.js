const AREA = "device_numbers";
const OWN = "own"; // the record that says which device this till is

/**
 * Which device a till is, and the numbers that it has given to orders, on its disk. Stock keeps both in
 * `localStorage`, which a browser writes some time later. After a kill the till would give the number
 * of a receipt a second time; or ask the server who it is, and not open without it.
 */
export class DeviceNumbers {
    /**
     * @param {import("./durable_store").DurableStore} store
     * @param {Object} device stock's DeviceIdentifierSequence
     */
    constructor(store, device) {
        Object.assign(this, { store, device });
    }

    /** Before stock asks the server for a new device: go on as the one of before. */
    async restoreDevice() {
        if (this.device.data) {
            return;
        }
        const device_identifier = await this._read(OWN);
        if (["string", "number"].includes(typeof device_identifier)) {
            this.device.save({ device_identifier, next_number: 1, unsynced_number_stack: [] });
        }
    }

    /** Take what is on the disk where it is newer. */
    async restore() {
        const { data } = this.device;
        const kept = data && (await this._read(idOf(data)));
        if (Number.isInteger(kept?.next_number) && kept.next_number >= data.next_number) {
            const { next_number, unsynced_number_stack } = kept;
            const stack = Array.isArray(unsynced_number_stack) ? unsynced_number_stack : [];
            this.device.save({
                next_number,
                unsynced_number_stack: stack.filter(Number.isInteger),
            });
        }
        await this._keepDevice(data?.device_identifier);
    }

    /** Nothing waits for it: it is on the disk long before a sale is paid. */
    keep() {
        const { data } = this.device;
        this.store.put(AREA, idOf(data), data).catch(() => {}); // the health says why
    }

    async _keepDevice(identifier) {
        if (identifier && (await this._read(OWN)) !== identifier) {
            await this.store.put(AREA, OWN, identifier).catch(() => {}); // the health says why
        }
    }

    _read(id) {
        return this.store.get(AREA, id).catch(() => null);
    }
}

const idOf = ({ device_identifier: device }) => String(device);
