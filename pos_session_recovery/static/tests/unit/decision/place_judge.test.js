import { describe, expect, test } from "@odoo/hoot";
import { ANSWER, CASE, getAge, judge } from "@pos_session_recovery/app/decision/place_judge";
import { HOUR, makeFacts, makeLine, makeSnapshot, makeWorld, NOW } from "../case_helpers";

describe.current.tags("headless");

const ANN = { model: "hr.employee", id: 3, name: "Ann" };
const SYNCED = { order: { id: 44 }, record: { id: 44, write_date: "2026-11-21 11:30:00" } };
const SYNCED_LINES = { ...SYNCED, lines: [makeLine({ id: 71 })] };
const LATER = "2026-11-21 11:45:00";
const EDITED = { uuid: "line-1", name: "Desk", qty: 4, price: 10, discount: 0 };

// What the sentence says · the snapshot · the world · the case · the answer
const TABLE = [
    ["an order of the same cashier comes back without asking", {}, {}, "SAME_PLACE", "RESTORE"],
    ["and without the server as well", {}, { facts: null }, "SAME_PLACE", "RESTORE"],
    [
        "where the shop wants it, the cashier is asked",
        {},
        { settings: { mode: "ask" } },
        "ASK_FIRST",
        "ASK",
    ],
    ["another database's is not told of", { owner: { database: "x" } }, {}, "FOREIGN", "NOTHING"],
    ["another shop's is not told of", { owner: { config: 9 } }, {}, "FOREIGN", "NOTHING"],
    [
        "a snapshot that names nobody is not told of",
        { owner: { database: undefined, config: undefined } },
        {},
        "FOREIGN",
        "NOTHING",
    ],
    ["another user's is kept and not shown", { owner: { user: 9 } }, {}, "OTHER_USER", "KEEP"],
    [
        "another cashier's is kept and not shown",
        { owner: { cashier: ANN } },
        {},
        "OTHER_CASHIER",
        "KEEP",
    ],
    [
        "nobody's is kept from a cashier who has signed in",
        {},
        { cashier: ANN },
        "OTHER_CASHIER",
        "KEEP",
    ],
    [
        "the cashier's own comes back",
        { owner: { cashier: ANN } },
        { cashier: { ...ANN, name: "Anna" } },
        "SAME_PLACE",
        "RESTORE",
    ],
    ["a till that was set up anew asks", { owner: { device: "B" } }, {}, "OTHER_DEVICE", "ASK"],
    ["of a newer version is refused", { schema: 2 }, {}, "NEWER_VERSION", "REFUSE"],
    [
        "of a version that nobody knows any more is refused",
        { schema: 0 },
        {},
        "UNKNOWN_VERSION",
        "REFUSE",
    ],
    ["without a version is refused", { schema: undefined }, {}, "UNKNOWN_VERSION", "REFUSE"],
    [
        "of an older version that can be read comes back",
        {},
        { schemas: { oldest: 1, current: 3 } },
        "SAME_PLACE",
        "RESTORE",
    ],
    ["a paid one is done with", { record: { state: "paid" } }, {}, "FINISHED", "NOTHING"],
    ["of a closed session is offered", { owner: { session: 8 } }, {}, "SESSION_CLOSED", "OFFER"],
    [
        "of a closed session is offered without the server too",
        { owner: { session: 8 } },
        { facts: null },
        "SESSION_CLOSED",
        "OFFER",
    ],
    [
        "of a closed session that went on in this one is no offer",
        { ...SYNCED, owner: { session: 8 } },
        { facts: makeFacts({ order: {} }) },
        "SAME_PLACE",
        "RESTORE",
    ],
    [
        "of a closed session, cancelled as it closed, is offered",
        { ...SYNCED, owner: { session: 8 } },
        { facts: makeFacts({ order: { state: "cancel", session: 8 } }) },
        "SESSION_CLOSED",
        "OFFER",
    ],
    [
        "of a closed session, paid there, stays paid",
        { ...SYNCED, owner: { session: 8 } },
        { facts: makeFacts({ order: { state: "done", session: 8 } }) },
        "PAID_ELSEWHERE",
        "SERVER",
    ],
    [
        "paid elsewhere, the server counts",
        SYNCED,
        { facts: makeFacts({ order: { state: "paid" } }) },
        "PAID_ELSEWHERE",
        "SERVER",
    ],
    [
        "paid with an answer that was lost, the server counts",
        {},
        { facts: makeFacts({ order: { state: "paid" } }) },
        "PAID_ELSEWHERE",
        "SERVER",
    ],
    [
        "invoiced elsewhere, the server counts",
        SYNCED,
        { facts: makeFacts({ order: { state: "invoiced" } }) },
        "PAID_ELSEWHERE",
        "SERVER",
    ],
    [
        "cancelled elsewhere, the server counts",
        SYNCED,
        { facts: makeFacts({ order: { state: "cancel" } }) },
        "CANCELLED_ELSEWHERE",
        "SERVER",
    ],
    ["deleted on the server, the server counts", SYNCED, {}, "CANCELLED_ELSEWHERE", "SERVER"],
    ["never saved on the server, it is not missed there", {}, {}, "SAME_PLACE", "RESTORE"],
    [
        "edited elsewhere, the server counts",
        SYNCED,
        { facts: makeFacts({ order: { writeDate: LATER, lines: [EDITED] } }) },
        "EDITED_ELSEWHERE",
        "SERVER",
    ],
    [
        "lost all its lines elsewhere, the server counts",
        SYNCED_LINES,
        { facts: makeFacts({ order: { writeDate: LATER, lines: [] } }) },
        "EDITED_ELSEWHERE",
        "SERVER",
    ],
    [
        "touched elsewhere and still the same, it comes back",
        SYNCED,
        { facts: makeFacts({ order: { writeDate: LATER } }) },
        "SAME_PLACE",
        "RESTORE",
    ],
    [
        "left longer ago than the limit, it is in the list only",
        { time: NOW - 25 * HOUR },
        {},
        "TOO_OLD",
        "LIST",
    ],
    [
        "just within the limit, it comes back",
        { time: NOW - 23 * HOUR },
        { notBefore: 0 },
        "SAME_PLACE",
        "RESTORE",
    ],
    [
        "old and of a closed session, it is in the list only",
        { owner: { session: 8 }, time: NOW - 25 * HOUR },
        {},
        "TOO_OLD",
        "LIST",
    ],
    [
        "with a clock set back nothing expires",
        { time: NOW + 30 * HOUR },
        {},
        "SAME_PLACE",
        "RESTORE",
    ],
    [
        "with a clock before the session's start nothing expires",
        { time: NOW - 25 * HOUR },
        { notBefore: NOW + HOUR },
        "SAME_PLACE",
        "RESTORE",
    ],
    [
        "with a clock far from the server's nothing expires",
        { time: NOW - 25 * HOUR },
        { serverNow: NOW - 20 * HOUR },
        "SAME_PLACE",
        "RESTORE",
    ],
    [
        "after a critical error nothing comes back by itself",
        {},
        { afterError: true },
        "AFTER_ERROR",
        "LIST",
    ],
];

for (const [sentence, snapshot, world, name, answer] of TABLE) {
    test(sentence, () => {
        const verdict = judge(makeSnapshot(snapshot), makeWorld(world));
        expect([verdict.case, verdict.answer]).toEqual([CASE[name], ANSWER[answer]]);
    });
}

test("edited elsewhere, the differences are told line by line", () => {
    const lines = [
        { uuid: "line-1", name: "Desk", qty: 4, price: 10, discount: 0 },
        { uuid: "line-9", name: "Lamp", qty: 1, price: 3, discount: 0 },
    ];
    const facts = makeFacts({ order: { writeDate: LATER, lines } });
    const verdict = judge(makeSnapshot(SYNCED), makeWorld({ facts }));
    expect(verdict.case).toBe(CASE.EDITED_ELSEWHERE);
    expect(verdict.differences.map(({ kind, name }) => [kind, name])).toEqual([
        ["changed", "Desk"],
        ["only_here", "Chair"],
        ["only_there", "Lamp"],
    ]);
});

test("lines that are only not sent yet are no edit elsewhere", () => {
    const lines = [{ uuid: "line-1", name: "Desk", qty: 1, price: 10, discount: 0 }];
    const facts = makeFacts({ order: { writeDate: LATER, lines } });
    expect(judge(makeSnapshot(SYNCED), makeWorld({ facts })).case).toBe(CASE.SAME_PLACE);
});

test("paid elsewhere, lines that only this till had are told", () => {
    const lines = [{ uuid: "line-1", name: "Desk", qty: 1, price: 10, discount: 0 }];
    const facts = makeFacts({ order: { state: "paid", lines } });
    const verdict = judge(makeSnapshot(SYNCED), makeWorld({ facts }));
    expect(verdict.differences.map(({ kind, name }) => [kind, name])).toEqual([
        ["only_here", "Chair"],
    ]);
});

// What became of the product · facts · what the till knows of it · the remark
const PRODUCTS = [
    ["still sold", { sold: true, active: true }, { price: 10 }, []],
    ["archived", { sold: false, active: false }, { price: 10 }, ["archived"]],
    ["taken out of this shop", { sold: false, active: true }, { price: 10 }, ["not_sold"]],
    ["deleted", undefined, null, ["gone"]],
    ["dearer by now", { sold: true, active: true }, { price: 12 }, ["price"]],
    ["taxed in another way", { sold: true, active: true }, { price: 10, taxes: [2] }, ["taxes"]],
    ["free of tax by now", { sold: true, active: true }, { price: 10, taxes: [] }, ["taxes"]],
];

for (const [became, told, known, remarks] of PRODUCTS) {
    test(`a product that is ${became} is said so, and its line stays`, () => {
        const facts = makeFacts({ products: { 5: told } });
        const getProduct = () =>
            known && { name: "", taxes: known.taxes || [1], getPrice: () => known.price };
        const snapshot = makeSnapshot({ lines: [makeLine()] });
        const verdict = judge(snapshot, makeWorld({ facts, getProduct }));
        expect(verdict.answer).toBe(ANSWER.RESTORE);
        expect(verdict.remarks.map(({ kind }) => kind)).toEqual(remarks);
    });
}

test("a price that the cashier had typed is no other price", () => {
    const lines = [makeLine({ price_type: "manual", price_unit: 3 })];
    expect(judge(makeSnapshot({ lines }), makeWorld()).remarks).toEqual([]);
});

test("the old and the new price are told", () => {
    const getProduct = () => ({ name: "", taxes: [1], getPrice: () => 12 });
    const [remark] = judge(
        makeSnapshot({ lines: [makeLine()] }),
        makeWorld({ getProduct })
    ).remarks;
    expect([remark.name, remark.was, remark.now]).toEqual(["Desk", 10, 12]);
});

test("without the server only a product that the till does not have is missing", () => {
    const world = makeWorld({ facts: null, getProduct: () => undefined });
    const kinds = judge(makeSnapshot({ lines: [makeLine()] }), world).remarks.map((it) => it.kind);
    expect(kinds).toEqual(["gone"]);
});

test("somebody else's verdict says nothing about what is in it", () => {
    const world = makeWorld({ facts: makeFacts({ products: { 5: undefined } }) });
    const verdict = judge(makeSnapshot({ owner: { user: 9 } }), world);
    expect([verdict.remarks, verdict.differences]).toEqual([[], []]);
});

test("a snapshot with hardly anything in it is judged all the same", () => {
    expect(judge({ schema: 1 }, makeWorld()).answer).toBe(ANSWER.NOTHING);
    const owner = makeSnapshot().owner;
    const bare = { schema: 1, owner, order: { uuid: "x" } };
    expect(judge(bare, makeWorld()).answer).toBe(ANSWER.RESTORE);
});

test("an age is told only by a clock that can be believed", () => {
    expect(getAge(makeSnapshot(), makeWorld())).toBe(HOUR);
    expect(getAge(makeSnapshot({ time: NOW + 5 * HOUR }), makeWorld())).toBe(null);
});
