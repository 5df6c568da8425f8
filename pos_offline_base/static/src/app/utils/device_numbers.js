const AREA = "device_numbers";

/**
 * The numbers that a till has given to orders, on its disk. Stock keeps them in `localStorage`, which a
 * browser writes some time later: after a kill it would give the number of a receipt a second time.
 */
export class DeviceNumbers {
    /**
     * @param {import("./durable_store").DurableStore} store
     * @param {Object} device stock's DeviceIdentifierSequence
     */
    constructor(store, device) {
        Object.assign(this, { store, device });
    }

    /** Take what is on the disk where it is newer. */
    async restore() {
        const { data } = this.device;
        const kept = data && (await this.store.get(AREA, idOf(data)).catch(() => null));
        if (Number.isInteger(kept?.next_number) && kept.next_number >= data.next_number) {
            const { next_number, unsynced_number_stack } = kept;
            const stack = Array.isArray(unsynced_number_stack) ? unsynced_number_stack : [];
            this.device.save({
                next_number,
                unsynced_number_stack: stack.filter(Number.isInteger),
            });
        }
    }

    /** Nothing waits for it: it is on the disk long before a sale is paid. */
    keep() {
        const { data } = this.device;
        this.store.put(AREA, idOf(data), data).catch(() => {}); // the health says why
    }
}

const idOf = ({ device_identifier: device }) => String(device);
