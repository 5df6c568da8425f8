/**
 * All that may lie on this till's disk of a payment: what it takes to show its line, and to send it
 * again. The rest is a terminal's; nothing of a card is kept.
 */
export const PAYMENT_FIELDS = Object.freeze([
    "id",
    "uuid",
    "amount",
    "payment_method_id",
    "pos_order_id",
    "payment_date",
    "payment_status",
    "is_change",
    "write_date",
]);
