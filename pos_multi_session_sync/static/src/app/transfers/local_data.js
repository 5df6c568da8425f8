import { localDataRegistry } from "@pos_offline_base/app/store/local_data";

// What this till knew of orders of others: of no use without the module. What it has taken or sent
// and the server has not confirmed stays, with what leads back to it.
localDataRegistry.add("pos_multi_session_sync", {
    areas: ["sync_transfers", "sync_meta"],
    prefix: "pos_multi_session_sync.",
    // With the cursor: the next one who signs in asks for all of it again.
    atSignOut: { areas: ["sync_transfers", "sync_meta"] },
});
