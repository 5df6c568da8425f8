/** How the till stands with the server. */
export const STATUS = Object.freeze({
    ONLINE: "online",
    SLOW: "slow", // it answers, later than a cashier likes to wait
    OFFLINE: "offline",
});

/** All in ms. */
export const TIMES = Object.freeze({
    DEADLINE: 3000, // that a ping, and a request that a sale waits for, may take
    QUIET: 5000, // without a sign of life before the next ping; with the deadline: below 10 s
    QUIET_HIDDEN: 60000,
    RETRY: 1500, // between two pings while offline: online is shown 3 s after it is
    RETRY_HIDDEN: 15000,
    CONFIRM: 700, // before the second look that one failure, or a flapping line, asks for
    SLOW_AFTER: 1000,
    FLAPPING: 10000, // a line that was up for less than this must answer twice to count as up
    FRESH: 1000, // who asks while a ping this young is on its way waits for that one
});
