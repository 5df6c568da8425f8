import { expect, test } from "@odoo/hoot";
import { onRpc } from "@web/../tests/web_test_helpers";
import { definePosModels } from "@point_of_sale/../tests/unit/data/generate_model_definitions";
import { setupPosEnv } from "@point_of_sale/../tests/unit/utils";
import { ConnectionLostError } from "@web/core/network/rpc";

definePosModels();

test("while offline a customer's look-up still gets as far as the worker, nothing else does", async () => {
    const store = await setupPosEnv();
    const asked = [];
    onRpc("res.partner", "get_new_partner", () => {
        asked.push("look-up");
        return { "res.partner": [] };
    });
    onRpc("pos.order", "sync_from_ui", () => asked.push("write"));
    store.data.network.offline = true;
    await store.data.callRelated("res.partner", "get_new_partner", [1, [], 0]);
    expect(asked).toEqual(["look-up"]);
    expect(store.data.network.offline).toBe(true);
    await expect(store.data.call("pos.order", "sync_from_ui", [[]])).rejects.toThrow(
        ConnectionLostError
    );
    expect(asked).toEqual(["look-up"]);
});

test("a look-up that nobody can answer fails as stock's does and is not queued", async () => {
    const store = await setupPosEnv();
    onRpc("res.partner", "get_new_partner", () => {
        throw new ConnectionLostError("/web/dataset");
    });
    store.data.network.offline = true;
    await expect(
        store.data.callRelated("res.partner", "get_new_partner", [1, [], 0])
    ).rejects.toThrow();
    expect(store.data.network.unsyncData).toEqual([]);
    expect(store.data.network.offline).toBe(true);
});

test("records that are known stay known when what they point to cannot be had", async () => {
    const store = await setupPosEnv();
    store.data.network.offline = true;
    const known = { "res.partner": [{ id: 4000, name: "Ann", country_id: 4001 }] };
    expect(await store.data.missingRecursive(known)).toEqual(known);
});
