import { localDataRegistry } from "@pos_offline_base/app/store/local_data";
import { AREA } from "./outage_log";

// Of no use without the module.
localDataRegistry.add("pos_offline_monitor", { areas: [AREA], prefix: "pos_offline_monitor." });
