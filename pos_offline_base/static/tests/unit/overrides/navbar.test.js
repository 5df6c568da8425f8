import { expect, test } from "@odoo/hoot";
import { queryAllTexts } from "@odoo/hoot-dom";
import { Component, xml } from "@odoo/owl";
import { mountWithCleanup, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { Navbar } from "@point_of_sale/app/components/navbar/navbar";
import { offlineIndicators } from "@pos_offline_base/app/status/status_parts";

definePosModels();

const indicator = (name) =>
    class extends Component {
        static template = xml`<span class="test-indicator">${name}</span>`;
        static props = {};
    };

test("the till's bar shows each module's indicator, in the order of their sequence", async () => {
    patchWithCleanup(offlineIndicators, {
        getEntries: () => [
            ["first", indicator("one")],
            ["second", indicator("two")],
        ],
    });
    await setupPosEnv();
    await mountWithCleanup(Navbar);
    expect(queryAllTexts(".pos-offline-indicators .test-indicator")).toEqual(["one", "two"]);
});
