import { STATE } from "./journal";

const LARGEST_BATCH = 100; // operations
const LARGEST_TEXT = 400000; // characters; the server refuses larger ones

const isOpen = ({ state }) => state !== STATE.DONE;
const isSendable = ({ state }) => state === STATE.PENDING || state === STATE.IN_FLIGHT;

/**
 * The next operations to send: of each lane the oldest, if it may go. So what belongs together stays
 * in order, and one that waits or failed holds up its own lane only.
 *
 * @param {Object[]} operations in the order in which they were made
 * @param {Object} [options]
 * @param {(operation: Object) => boolean} [options.mayGo] whether its time has come
 * @param {number} [options.limit] operations
 * @returns {Object[]}
 */
export function chooseBatch(operations, { mayGo = () => true, limit = LARGEST_BATCH } = {}) {
    const open = operations.filter(isOpen);
    const openUuids = new Set(open.map(({ uuid }) => uuid));
    const lanes = new Set();
    const batch = [];
    let room = LARGEST_TEXT;
    for (const operation of open) {
        const isFirst = !lanes.has(operation.lane);
        lanes.add(operation.lane);
        const isReady = !operation.after.some((uuid) => openUuids.has(uuid));
        if (isFirst && isReady && isSendable(operation) && mayGo(operation)) {
            room -= JSON.stringify(operation.payload).length;
            if (batch.length && (batch.length >= limit || room < 0)) {
                break;
            }
            batch.push(operation);
        }
    }
    return batch;
}
