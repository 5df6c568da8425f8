import { withDeadline } from "@pos_offline_base/app/lib/deadline";

const PATIENCE = 10000; // ms; then it goes on with what the till knows of the customers

/**
 * Have what waits sent now, as far as the server answers within a bound.
 *
 * @param {import("@pos_offline_base/app/outbox/outbox").Outbox} outbox
 * @param {import("@pos_offline_base/app/lib/clock").Clock} clock
 */
export async function bringCustomers(outbox, clock) {
    const sending = outbox.flush().catch(() => {});
    await withDeadline(sending, PATIENCE, undefined, clock);
}
