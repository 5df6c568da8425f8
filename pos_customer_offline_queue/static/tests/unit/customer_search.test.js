import { expect, test } from "@odoo/hoot";
import { reactive } from "@odoo/owl";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { CustomerSearch } from "@pos_customer_offline_queue/app/utils/customer_search";

definePosModels();

const COUNT = 50000;

/** So many customers as a till with the largest setting knows. */
function makeCustomers(pos) {
    const records = Array.from({ length: COUNT }, (_value, n) => ({
        id: 100000 + n,
        name: `Customer ${n}`,
        phone: `+32 470 ${n}`,
        email: `customer.${n}@example.com`,
        barcode: `042${n}`,
        vat: `BE0${n}`,
        pos_contact_address: `Street ${n}\n9000 Gent`,
    }));
    pos.models.loadConnectedData({ "res.partner": records });
    return reactive(pos.models["res.partner"].getAll());
}

test("one of 50,000 customers is found at once, by whatever is known", async () => {
    const pos = await setupPosEnv();
    const customers = makeCustomers(pos);
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
