import { onWillStart, useState } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { _t } from "@web/core/l10n/translation";
import { CriticalPOSError } from "@point_of_sale/app/components/loader/critical_pos_error/critical_pos_error";
import { TypedConfirmation } from "../../../../guard/typed_confirmation/typed_confirmation";
import { UnsentList } from "../../../../status/unsent_list/unsent_list";
import { CrashGuard } from "../../../../guard/crash_guard";

CriticalPOSError.components = { ...CriticalPOSError.components, TypedConfirmation, UnsentList };

/** The till could not start. What it holds is not thrown away with what broke it. */
patch(CriticalPOSError.prototype, {
    setup() {
        super.setup();
        this.guard = useState(new CrashGuard());
        onWillStart(() => this.guard.look());
    },

    get guardTexts() {
        return { word: _t("DELETE"), button: _t("Delete them and reload") };
    },

    /** Not stock's: that one deletes all that any till of this browser has stored. */
    async fullReset() {
        await this.guard.reset();
        this.reloadPage();
    },

    async discardAndReset() {
        await this.guard.reset({ discard: true });
        this.reloadPage();
    },

    reloadPage() {
        window.location.reload();
    },
});
