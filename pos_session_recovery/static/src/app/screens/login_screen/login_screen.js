import { patch } from "@web/core/utils/patch";
import { LoginScreen } from "@point_of_sale/app/screens/login_screen/login_screen";

patch(LoginScreen.prototype, {
    /** Stock goes to the default page; a cashier whose place waits goes on from there. */
    cashierLogIn() {
        const result = super.cashierLogIn(...arguments);
        this.pos.data.recovery?.enter();
        return result;
    },
});
