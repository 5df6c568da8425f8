import { describe, expect, test } from "@odoo/hoot";
import { reactive } from "@odoo/owl";
import { CustomerSearch } from "@pos_customer_offline_queue/app/utils/customer_search";

describe.current.tags("headless");

const COUNT = 50000;

/** So many customers as a till with the largest setting knows, in a list that is drawn. */
function makeCustomers() {
    const make = (_value, n) => {
        const texts = [`Customer ${n}`, `042${n}`, `32470${n}`, `customer.${n}@example.com`];
        const searchString = [...texts, `BE0${n}`, `Street ${n}\n9000 Gent`].join(" ");
        return { id: 100000 + n, name: texts[0], barcode: `042${n}`, searchString };
    };
    return reactive(Array.from({ length: COUNT }, make));
}

test("one of 50,000 customers is found at once, by whatever is known", () => {
    const customers = makeCustomers();
    const search = new CustomerSearch();
    search.warm(customers, (work) => work());
    const took = [];
    for (const query of [
        "customer 49999",
        "32 470 49999",
        "04249999",
        "be049999",
        "street 49999",
    ]) {
        const start = performance.now();
        const found = search.find(customers, query);
        took.push(performance.now() - start);
        expect(found.map(({ id }) => id)).toEqual([149999], { message: query });
    }
    const [, , median] = took.sort((a, b) => a - b);
    expect(median).toBeLessThan(100, { message: `ms, of ${took.map(Math.round)}` });
    expect(search.find(customers, "nobody")).toEqual([]);
});

test("the list of 50,000 customers opens at once, the order's own first", () => {
    const customers = makeCustomers();
    const search = new CustomerSearch();
    const took = [];
    let shown;
    for (let turn = 0; turn < 5; turn++) {
        const start = performance.now();
        shown = search.first(customers, customers[40000]);
        took.push(performance.now() - start);
    }
    const [, , median] = took.sort((a, b) => a - b);
    expect(shown.slice(0, 3).map(({ id }) => id)).toEqual([140000, 100000, 100001]);
    expect(shown.length).toBeLessThan(102);
    expect(median).toBeLessThan(100, { message: `ms, of ${took.map(Math.round)}` });
});
