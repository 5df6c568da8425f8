import { Component, onWillUnmount, useState } from "@odoo/owl";
import { Dialog } from "@web/core/dialog/dialog";
import { rpc } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";

/** Signed out by the server: sign in again here or in a new tab, or sell on and do it later. */
export class SignedOutDialog extends Component {
    static template = "pos_offline_base.SignedOutDialog";
    static components = { Dialog };
    static props = { close: Function };

    setup() {
        this.connection = useService("pos_connection");
        this.line = useState(this.connection.state);
        this.login = user.login;
        this.state = useState({ password: "", problem: "", isBusy: false });
        onWillUnmount(
            this.connection.onChange(() => !this.connection.isOffline && this.props.close())
        );
    }

    get title() {
        return _t("Please sign in again");
    }

    get otherUserText() {
        return _t(
            "In this browser %s is signed in now. Nothing of yours is sent under that name: sign in as yourself to send it.",
            this.line.otherUser
        );
    }

    /** Who is signed in already is not asked by the sign-in page. */
    get newTabUrl() {
        return this.line.otherUser === null
            ? "/web/login"
            : "/web/session/logout?redirect=/web/login";
    }

    async signIn() {
        Object.assign(this.state, { isBusy: true, problem: "" });
        try {
            const { login, state } = this;
            const params = { db: odoo.info.db, login, password: state.password };
            const session = await rpc("/web/session/authenticate", params, { silent: true });
            this.state.problem = session?.uid
                ? ""
                : _t("This account needs one more step: sign in in a new tab.");
            await this.connection.check();
        } catch (error) {
            this.state.problem =
                error.exceptionName === "odoo.exceptions.AccessDenied"
                    ? _t("This is not the right password.")
                    : _t("The server did not answer. Try again in a moment.");
        } finally {
            Object.assign(this.state, { isBusy: false, password: "" });
        }
    }
}
