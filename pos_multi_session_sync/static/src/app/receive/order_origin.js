import { orderOrigins } from "@pos_offline_base/app/lib/order_origins";

orderOrigins.add("pos_multi_session_sync", ({ sync_transfer_uuid: uuid }) => Boolean(uuid));
