import { expect, test } from "@odoo/hoot";
import { animationFrame } from "@odoo/hoot-mock";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { contains, mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { MainComponentsContainer } from "@web/core/main_components_container";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { CustomerForm } from "@pos_customer_offline_queue/app/form/customer_form/customer_form";
import { StoreQuotaError } from "@pos_offline_base/app/store/store_errors";

definePosModels();

const FIELDS = ["name", "is_company", "parent_id", "phone", "email", "vat", "barcode", "comment"];
const SAVE = ".pos-customer-form button[name=save]";

/** A till whose user may do what `rights` say; what is saved is kept in `saved`. */
async function setup(rights = {}) {
    const form = { create: true, write: true, fields: FIELDS, required: ["name"], ...rights };
    const saved = [];
    patchWithCleanup(PosStore.prototype, {
        getOfflineCustomers: () => form,
    });
    const pos = await setupPosEnv();
    pos.customerQueue = {
        getMark: () => null,
        save: async (partner, values) => {
            saved.push([partner, values]);
            return partner || pos.models["res.partner"].get(3);
        },
    };
    await mountWithCleanup(MainComponentsContainer);
    return { pos, saved };
}

const open = async (pos, ...args) => {
    const answer = pos.editCustomerOffline(...args);
    await animationFrame();
    return { answer };
};

test("what is wrong is said beside its field, and nothing is saved", async () => {
    const { pos, saved } = await setup();
    pos.models["res.partner"].get(4).update({ barcode: "0421" });
    await open(pos);
    await contains("#pos-customer-email").edit("no address", { confirm: false });
    await contains("#pos-customer-barcode").edit("0421", { confirm: false });
    await contains(SAVE).click();
    for (const name of ["name", "email", "barcode"]) {
        expect(`[data-field=${name}] [role=alert]`).toHaveCount(1);
    }
    expect("[data-field=barcode] [role=alert]").toHaveText("User1 has this barcode already.");
    expect(saved).toEqual([]);
    await contains("#pos-customer-email").edit("a@example.com", { confirm: false });
    expect("[data-field=email] [role=alert]").toHaveCount(0);
});

test("a new customer is saved with what was typed, and given to who asked", async () => {
    const { pos, saved } = await setup();
    const { answer } = await open(pos);
    await contains("#pos-customer-name").edit("  Anna ", { confirm: false });
    await contains("#pos-customer-phone").edit("0470 12 34 56", { confirm: false });
    await contains(SAVE).click();
    const [[partner, values]] = saved;
    expect(partner).toBe(null);
    expect([values.name, values.phone, values.email]).toEqual(["Anna", "0470 12 34 56", false]);
    expect((await answer).id).toBe(3);
    await animationFrame();
    expect(".pos-customer-form").toHaveCount(0);
});

test("fields that the user may not write are not there; a company works for nobody", async () => {
    const { pos } = await setup({ fields: ["name", "is_company", "parent_id"] });
    await open(pos);
    expect("[data-field]").toHaveCount(3);
    expect("#pos-customer-email").toHaveCount(0);
    expect("[data-field=parent_id] input").toHaveCount(1);
    await contains("#pos-customer-is_company").click();
    expect("[data-field=parent_id] input").toHaveCount(0);
});

test("a scanned barcode fills the field, and says who has it", async () => {
    let form;
    patchWithCleanup(CustomerForm.prototype, {
        setup() {
            super.setup();
            form = this;
        },
    });
    const { pos } = await setup();
    pos.models["res.partner"].get(4).update({ barcode: "0421" });
    await open(pos);
    form.scan({ code: "7777", base_code: "7777" });
    await animationFrame();
    expect("#pos-customer-barcode").toHaveValue("7777");
    form.scan({ code: "0421", base_code: "0421" });
    await animationFrame();
    expect("[data-field=barcode] [role=alert]").toHaveCount(1);
});

test("who may not create customers is told at once", async () => {
    const { pos } = await setup({ create: false });
    await open(pos);
    expect(".pos-customer-form").toHaveCount(0);
    expect(".modal-body").toHaveText(/may not create customers/);
});

test("what the device cannot keep is not shown as saved", async () => {
    const { pos } = await setup();
    pos.customerQueue.save = async () => {
        throw new StoreQuotaError("full");
    };
    await open(pos);
    await contains("#pos-customer-name").edit("Anna", { confirm: false });
    await contains(SAVE).click();
    expect(".pos-customer-form").toHaveCount(1);
    expect(".o_notification").toHaveCount(1);
});
