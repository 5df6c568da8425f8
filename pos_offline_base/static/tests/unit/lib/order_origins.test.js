import { describe, expect, test } from "@odoo/hoot";
import { patchWithCleanup } from "@web/../tests/web_test_helpers";
import { isMadeElsewhere, orderOrigins } from "@pos_offline_base/app/lib/order_origins";

describe.current.tags("headless");

test("an order is from elsewhere when one of those who bring orders knows it", () => {
    patchWithCleanup(orderOrigins, { getAll: () => [] });
    expect(isMadeElsewhere({ carried: "c1" })).toBe(false);
    const others = [() => false, ({ carried }) => Boolean(carried)];
    patchWithCleanup(orderOrigins, { getAll: () => others });
    expect(isMadeElsewhere({ carried: "c1" })).toBe(true);
    expect(isMadeElsewhere({})).toBe(false);
    expect(isMadeElsewhere(undefined)).toBe(false);
});
