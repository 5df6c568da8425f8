const AREA = "device_numbers";
const OWN = "own";

/**
 * Which device a till is, and the numbers that it has given to orders, on its disk. Stock keeps both in
 * `localStorage`, which a browser writes some time later. After a kill the till would give the number
 * of a receipt a second time; or ask the server who it is, and not open without it.
 */
export class DeviceNumbers {
    /**
     * @param {import("@pos_offline_base/app/store/durable_store").DurableStore} store
     * @param {Object} device a DeviceIdentifierSequence of stock, which need not be initialized
     */
    constructor(store, device) {
        Object.assign(this, { store, device });
        this._isKept = false;
    }

    /** Take what is on the disk where it is newer, or where nothing else says who the till is. */
    async restore() {
        const { data } = this.device;
        const kept = await this.store.get(AREA, OWN).catch(() => null);
        if (!isSound(kept)) {
            return;
        }
        const { device_identifier, next_number, unsynced_number_stack } = kept;
        this._isKept = !data || data.device_identifier === device_identifier;
        if (this._isKept && !(data?.next_number > next_number)) {
            const stack = Array.isArray(unsynced_number_stack) ? unsynced_number_stack : [];
            this.device.save({
                device_identifier,
                next_number,
                unsynced_number_stack: stack.filter(Number.isInteger),
            });
        }
    }

    /** Stock knows the device: keep it, and each number that it gives from now on. */
    follow(device) {
        this.device = device;
        device.onSave = () => this.keep();
        if (!this._isKept) {
            this.keep();
        }
    }

    /** Nothing waits for it: it is on the disk long before a sale is paid. */
    keep() {
        this.store.put(AREA, OWN, this.device.data).catch(() => {}); // the health says why
    }
}

function isSound(kept) {
    const isName = ["string", "number"].includes(typeof kept?.device_identifier);
    return isName && Number.isInteger(kept.next_number);
}
