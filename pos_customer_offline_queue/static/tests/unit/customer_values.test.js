import { describe, expect, test } from "@odoo/hoot";
import { allowTranslations } from "@web/../tests/web_test_helpers";
import { checkValues, isPlausibleVat } from "@pos_customer_offline_queue/app/form/customer_checks";
import { CustomerSearch } from "@pos_customer_offline_queue/app/search/customer_search";
import {
    clean,
    describeValues,
    mergeEdits,
    readValues,
} from "@pos_customer_offline_queue/app/form/customer_values";

describe.current.tags("headless");

test("values are compared as the server compares them", () => {
    expect(clean("name", "  Anna ")).toBe("Anna");
    expect(clean("phone", "   ")).toBe(false);
    expect(clean("street", undefined)).toBe(false);
    expect(clean("is_company", undefined)).toBe(false);
    expect(clean("country_id", { id: 7 })).toBe(7);
    expect(clean("state_id", null)).toBe(false);
    const partner = { name: "Anna", comment: "<p>Two<br>lines</p>" };
    expect(readValues(partner, ["name", "comment", "email"])).toEqual({
        name: "Anna",
        comment: "Two\nlines",
        email: false,
    });
});

test("two edits become one with the first base, and what came back is no change", () => {
    const first = { base: { phone: "1", city: "A" }, values: { phone: "2", city: "B" } };
    const second = { base: { phone: "2", zip: false }, values: { phone: "1", zip: "9" } };
    expect(mergeEdits(first, second)).toEqual({
        base: { city: "A", zip: false },
        values: { city: "B", zip: "9" },
    });
});

test("the address is shown as the server shows it", () => {
    const nameOf = (model, id) => ({ "res.country 1": "Belgium" }[`${model} ${id}`]);
    const values = {
        street: "Rue 1",
        zip: "1000",
        city: "Bruxelles",
        country_id: 1,
        email: "a@b.be",
    };
    expect(describeValues(values, nameOf)).toEqual({
        pos_contact_address: "Rue 1\n1000 Bruxelles\nBelgium",
        invoice_emails: "a@b.be",
        parent_name: false,
    });
});

test("tax IDs are looked at by their country", () => {
    const table = [
        ["BE0477472701", "BE", true],
        ["0477472701", "BE", true],
        ["BE 0477.472.701", "BE", true],
        ["BE12", "BE", false],
        ["FR23334175221", "BE", true],
        ["NL123456782B90", "NL", true],
        ["NL123456782", "NL", false],
        ["EL123456783", "GR", true],
        ["123", "FR", false],
        ["20-12345678-6", "AR", true],
        ["?", "AR", false],
        ["12-3456789", undefined, true],
    ];
    for (const [vat, country, isGood] of table) {
        expect(isPlausibleVat(vat, country)).toBe(isGood, { message: `${vat} in ${country}` });
    }
});

test("what a cashier has to correct is said by field", () => {
    allowTranslations();
    const world = {
        required: ["name", "phone"],
        countryCode: () => "BE",
        ownerOf: (barcode) => (barcode === "042" ? "Anna" : undefined),
    };
    const good = { name: "Bo", phone: "+32 470 12 34 56", email: "b@b.be", vat: "BE0477472701" };
    expect(checkValues({ ...good, barcode: "043" }, world)).toEqual({});
    const bad = { name: false, phone: "abc", email: "b@b", vat: "BE1", barcode: "042" };
    expect(Object.keys(checkValues(bad, world)).sort()).toEqual([
        "barcode",
        "email",
        "name",
        "phone",
        "vat",
    ]);
    expect(Object.keys(checkValues({ name: "Bo", phone: false }, world))).toEqual(["phone"]);
    expect(checkValues({ name: "Bo" }, world)).toEqual({}); // a field that is not in the form
});

const customer = (values) => ({
    ...values,
    searchString: Object.values(values).join(" "),
});

test("customers are found by name, phone, email, barcode, tax ID and address", () => {
    const anna = customer({ name: "Änna Müller", phone: "32470123456", barcode: "042X" });
    const bo = customer({ name: "Bo", email: "bo@example.com", vat: "BE0477472701" });
    const chi = customer({ name: "Chi (.*)", address: "Rue Neuve 1" });
    const all = [anna, bo, chi];
    const search = new CustomerSearch();
    expect(search.find(all, "anna mul")).toEqual([anna]);
    expect(search.find(all, "+32 (470) 12-34")).toEqual([anna]);
    expect(search.find(all, "042x")).toEqual([anna]);
    expect(search.find(all, "BO@exa")).toEqual([bo]);
    expect(search.find(all, "be0477")).toEqual([bo]);
    expect(search.find(all, "(.*)")).toEqual([chi]);
    expect(search.find(all, "rue%1")).toEqual([chi]);
    expect(search.find(all, "nobody")).toEqual([]);
    bo.searchString = "Robert";
    search.forgetOne(bo);
    expect(search.find(all, "robert")).toEqual([bo]);
});
