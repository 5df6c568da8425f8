import { describe, expect, test } from "@odoo/hoot";
import { reactive } from "@odoo/owl";
import { CustomerSearch } from "@pos_customer_offline_queue/app/search/customer_search";

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

test("one of 50,000 customers is found, by whatever is known", () => {
    const customers = makeCustomers();
    const search = new CustomerSearch();
    search.warm(customers, (work) => work());
    for (const query of [
        "customer 49999",
        "32 470 49999",
        "04249999",
        "be049999",
        "street 49999",
    ]) {
        const found = search.find(customers, query);
        expect(found.map(({ id }) => id)).toEqual([149999], { message: query });
    }
    expect(search.find(customers, "nobody")).toEqual([]);
});

test("the list of 50,000 customers opens with a page of them, the order's own first", () => {
    const customers = makeCustomers();
    const search = new CustomerSearch();
    const shown = search.first(customers, customers[40000]);
    expect(shown.slice(0, 3).map(({ id }) => id)).toEqual([140000, 100000, 100001]);
    expect(shown.length).toBeLessThan(102);
});
