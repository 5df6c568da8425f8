import { localDataRegistry } from "@pos_offline_base/app/store/local_data";

// Which numbers local customers got: of no use without the module. What waits stays in the outbox.
localDataRegistry.add("pos_customer_offline_queue", {
    areas: ["customer_ids"],
    prefix: "pos_customer_offline_queue.",
});
