import { localDataRegistry } from "@pos_offline_base/app/store/local_data";

// Of no use without the module: the base removes it once the module is uninstalled.
localDataRegistry.add("pos_session_recovery", {
    areas: ["recovery", "recovery_ring", "recovery_quarantine"],
    prefix: "pos_session_recovery.",
    // The place itself stays for its owner: the open order is not sent yet.
    atSignOut: {
        areas: ["recovery_ring", "recovery_quarantine"],
        prefix: "pos_session_recovery.place.",
    },
});
