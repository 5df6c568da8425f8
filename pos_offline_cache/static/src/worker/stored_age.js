const CONTACT = "contact";

/**
 * How long ago the server has last shown that a user is still signed in. A stored page that is older
 * than its shop allows is not opened: who was archived or signed out elsewhere must not open a till
 * for ever by pulling the cable.
 *
 * The device's own clock is asked: where it was wrong and is put back, a page counts as new.
 */
export class StoredAge {
    /**
     * @param {import("./vault").Vault} vault
     * @param {() => number} [now] ms
     */
    constructor(vault, now = () => Date.now()) {
        this.vault = vault;
        this.now = now;
    }

    /** The server has just answered this user as somebody who is signed in. */
    async note(user) {
        await this.vault.write(user, CONTACT, JSON.stringify(this.now()));
    }

    /**
     * @param {{info: import("./page_info").PageInfo, time: number}} shell a stored page
     * @returns {Promise<boolean>} whether it must not be opened without the server any more
     */
    async isOver({ info, time }) {
        if (!info.maxAge) {
            return false;
        }
        const stored = await this.vault.read(info.user, CONTACT).catch(() => null);
        const last = Math.max(time, stored ? JSON.parse(stored.text) : 0);
        return this.now() - last > info.maxAge;
    }
}
