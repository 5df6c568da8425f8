import { Base } from "@point_of_sale/app/models/related_models/base";

/**
 * Stock prepares each getter of each record to be kept, a proxy and an effect each, before anybody
 * asks for one. Half of those that the opening of a till makes are for these, which are looked up as
 * quickly as they are kept: whether the server has numbered a record, and what only a customer, a
 * company and each of 1,977 states have. The list of what is not kept is stock's own
 * (docs/adr/0021).
 */
const NOT_KEPT = [
    "isSynced",
    "country_id",
    "state_id",
    "property_product_pricelist",
    "property_account_receivable_id",
];

if (Array.isArray(Base.excludedLazyGetters)) {
    Base.excludedLazyGetters = [...Base.excludedLazyGetters, ...NOT_KEPT];
} else {
    console.warn("Stock has no list of getters that are not kept: the till opens as without it.");
}
