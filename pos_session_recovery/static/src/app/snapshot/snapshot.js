import { checksum } from "@pos_offline_base/app/lib/checksum";

/** What a snapshot looks like. A newer one is left alone by an older version of the module. */
export const SCHEMA = 1;
export const MODULE = "pos_session_recovery";

/** By what stock remembers that a record was taken off another one. */
export const REMOVALS = Object.freeze(["unlink", "delete"]);

/** A snapshot that cannot be used; `reason` says why in a word. */
export class SnapshotError extends Error {
    constructor(reason) {
        super(reason);
        this.name = "SnapshotError";
        this.reason = reason;
    }
}

/**
 * A record of a snapshot as it is kept: serialised once, and again only when it changes.
 *
 * @typedef {Object} Part
 * @property {string} model
 * @property {string} key uuid of the record, or its id where the model has no uuid
 * @property {string} text JSON, which has no line break
 * @property {string} sum
 *
 * @typedef {Object} Head everything of a snapshot but its records, with `parts: [model, key, sum][]`
 */

/** @returns {Part} */
export function makePart(model, key, record) {
    const text = JSON.stringify(record);
    return { model, key, text, sum: checksum(`${model}\n${key}\n${text}`) };
}

/** The part of a head that says which records belong to it, and what they looked like. */
export function listParts(parts) {
    return parts.map(({ model, key, sum }) => [model, key, sum]);
}

/**
 * The whole snapshot as one text: its digest, its head, its records, one per line. What has not
 * changed is neither serialised nor summed again.
 *
 * @param {Head} head
 * @param {Part[]} parts
 */
export function encode(head, parts) {
    const text = JSON.stringify(head);
    return [checksum(text), text, ...parts.map((part) => part.text)].join("\n");
}

/**
 * @param {any} text as `encode` made it, perhaps torn or tampered with
 * @returns {Object} the snapshot
 * @throws {SnapshotError}
 */
export function decode(text) {
    const [sum, head, ...texts] = typeof text === "string" ? text.split("\n") : [];
    if (!head || checksum(head) !== sum) {
        throw new SnapshotError("torn");
    }
    return assemble(parse(head), texts);
}

/**
 * @param {Head} head
 * @param {string[]} texts of the parts, in the order of the head's list
 * @returns {Object} the snapshot
 * @throws {SnapshotError}
 */
export function assemble(head, texts) {
    const { parts, ...rest } = head || {};
    if (!Array.isArray(parts) || parts.length !== texts.length) {
        throw new SnapshotError("torn");
    }
    const records = { "pos.order": [], "pos.order.line": [], "pos.payment": [] };
    parts.forEach(([model, key, sum], index) => {
        const text = texts[index];
        if (typeof text !== "string" || checksum(`${model}\n${key}\n${text}`) !== sum) {
            throw new SnapshotError("torn");
        }
        (records[model] ||= []).push(parse(text));
    });
    return { ...rest, records };
}

function parse(text) {
    try {
        return JSON.parse(text);
    } catch {
        throw new SnapshotError("torn");
    }
}
