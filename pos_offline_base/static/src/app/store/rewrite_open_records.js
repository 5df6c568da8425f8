const DONE = "rewritten";
const STRICT = Object.freeze({ durability: "strict" });

/**
 * Encrypt what was stored in clear before there was a key, once. What another tab has written meanwhile
 * stays as it is; damaged records of before are remembered by their names alone.
 *
 * @param {Object} db an open connection of a durable store
 * @param {import("./record_seal").RecordSeal} seal
 */
export async function rewriteOpenRecords(db, seal) {
    if (!seal.isOn || (await db.get("keys", DONE))) {
        return;
    }
    const old = (await db.getAll("records")).filter((record) => seal.isOpen(record));
    const closed = await Promise.all(old.map((record) => closeAgain(db, seal, record)));
    const transaction = db.transaction(["records", "quarantine", "keys"], "readwrite", STRICT);
    await replace(transaction.objectStore("records"), old, closed);
    await emptyQuarantine(transaction.objectStore("quarantine"));
    transaction.objectStore("keys").put(true, DONE);
    await transaction.done;
}

/** One that is damaged is left to whoever reads it. */
async function closeAgain(db, seal, record) {
    const text = await seal.read(db, record);
    return text === null ? record : seal.close(db, { ...record, text });
}

async function replace(records, old, closed) {
    for (const [index, { area, id, text }] of old.entries()) {
        const now = await records.get([area, id]);
        if (now?.text === text) {
            records.put(closed[index]);
        }
    }
}

async function emptyQuarantine(quarantine) {
    const keys = await quarantine.getAllKeys();
    for (const [index, { record, time }] of (await quarantine.getAll()).entries()) {
        if (!record.data) {
            quarantine.put({ record: { area: record.area, id: record.id }, time }, keys[index]);
        }
    }
}
