import { Component, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { RecoveryLines } from "../recovery_lines/recovery_lines";

/**
 * One answer to one case: what happened, the lines that it is about, and what can be done. Closing
 * it does nothing, and loses nothing: the order stays in the recovery list.
 */
export class RecoveryCaseDialog extends Component {
    static template = "pos_session_recovery.RecoveryCaseDialog";
    static components = { Dialog, RecoveryLines };
    static props = {
        close: Function,
        title: String,
        body: String,
        detail: { type: String, optional: true },
        lines: { type: Array, optional: true },
        actions: {
            type: Array,
            element: { type: Object, shape: { label: String, run: Function, name: String } },
        },
    };
    static defaultProps = { lines: [], detail: "" };

    setup() {
        this.state = useState({ isBusy: false });
    }

    async run(action) {
        this.state.isBusy = true;
        try {
            await action.run();
        } finally {
            this.props.close();
        }
    }
}
