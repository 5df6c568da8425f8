import { FAILURE } from "@pos_offline_base/app/errors/sync_failure";

/** The till would send a sale with another total than its receipt shows. */
export class SoldOtherwiseError extends Error {
    name = "SoldOtherwiseError";
    failure = FAILURE.OTHERWISE;
}
