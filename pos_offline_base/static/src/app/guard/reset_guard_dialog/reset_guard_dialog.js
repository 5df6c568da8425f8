import { Component, useEffect, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { GUARDED } from "../guarded_actions";
import { TypedConfirmation } from "../typed_confirmation/typed_confirmation";
import { UnsentList } from "../../status/unsent_list/unsent_list";

/**
 * Unsent work stands in the way of what somebody wants to do. It is being sent; if that does not
 * help, cancel is the default, a file can be saved, and a manager may go on by typing a word. To
 * leave destroys nothing, so anybody may.
 */
export class ResetGuardDialog extends Component {
    static template = "pos_offline_base.ResetGuardDialog";
    static components = { Dialog, TypedConfirmation, UnsentList };
    static props = {
        action: String,
        sending: Promise,
        status: Object,
        isManager: Boolean,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.status = useState(this.props.status.state);
        this.state = useState({ isSending: true, items: [], saved: "" });
        useAutofocus({ mobile: true });
        useEffect(
            () => this._look(),
            () => [this.status.items]
        );
        this._await(this.props.sending);
    }

    get texts() {
        return {
            [GUARDED.RELOAD]: {
                title: _t("Unsent work would be deleted"),
                body: _t(
                    "Reloading deletes what is listed here from this device, and the server does not have it yet."
                ),
                word: _t("DELETE"),
                button: _t("Delete and reload"),
            },
            [GUARDED.CLOSE]: {
                title: _t("The register is not complete yet"),
                body: _t(
                    "The server does not have these yet. If you close now, they are missing from this session and go into the next one."
                ),
                word: _t("CLOSE"),
                button: _t("Close without them"),
            },
            [GUARDED.LEAVE]: {
                title: _t("Not everything is on the server yet"),
                body: _t(
                    "These stay on this device. They are sent when this till is open here again."
                ),
                button: _t("Leave anyway"),
            },
        }[this.props.action];
    }

    get mayGoOn() {
        return this.props.isManager || !this.texts.word;
    }

    cancel() {
        this.props.close();
    }

    tryAgain() {
        return this._await(this.props.status.settle(this.props.action));
    }

    save() {
        this.state.saved = this.props.status.export(this.props.action);
    }

    goOn() {
        this.props.getPayload(true);
        this.props.close();
    }

    async _await(sending) {
        this.state.isSending = true;
        await sending;
        this.state.isSending = false;
        this._look();
    }

    /** The till goes on by itself meanwhile: with nothing left, nothing stands in the way. */
    _look() {
        if (!this.state.isSending) {
            this.state.items = this.props.status.read(this.props.action);
            if (!this.state.items.length) {
                this.goOn();
            }
        }
    }
}
