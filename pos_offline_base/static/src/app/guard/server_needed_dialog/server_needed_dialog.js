import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus } from "@web/core/utils/hooks";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { getLine, isServerGone } from "../../connection/connection_texts";
import { NEEDED } from "../guarded_actions";

/**
 * Answers who wants something that only the server can do while there is none: what waits for it, and
 * that selling goes on. When the server is back meanwhile, it offers to go on.
 */
export class ServerNeededDialog extends Component {
    static template = "pos_offline_base.ServerNeededDialog";
    static components = { Dialog };
    static props = {
        need: String,
        isBegun: { type: Boolean, optional: true },
        status: Object,
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.pos = usePos();
        this.waiting = useState(this.props.status.state);
        const connection = this.env.services.pos_connection;
        this.connection = connection && useState(connection.state);
        useAutofocus({ mobile: true });
    }

    get title() {
        if (this.props.isBegun) {
            return _t("The server stopped answering while the register was being closed");
        }
        return {
            [NEEDED.CLOSE]: _t("The register can be closed when the server is back"),
            [NEEDED.LEAVE]: _t("The backend needs the server"),
            [NEEDED.PRODUCT]: _t("Products can be changed when the server is back"),
            [NEEDED.DETAILS]: _t("The order's details can be shown when the server is back"),
            [NEEDED.REPORT]: _t("The report can be printed when the server is back"),
            [NEEDED.INVOICE]: _t("The invoice can be made when the server is back"),
            [NEEDED.EMAIL]: _t("The e-mail can be sent when the server is back"),
        }[this.props.need];
    }

    get isBack() {
        return !isServerGone(this.connection, this.pos);
    }

    get lineText() {
        return this.isBack
            ? _t("The server answers again.")
            : getLine(this.connection, this.pos).title;
    }

    get advice() {
        if (this.props.isBegun) {
            return _t("What you counted is still here. Close again when the server is back.");
        }
        return this.props.need === NEEDED.EMAIL
            ? _t("You can print the receipt now and go on selling.")
            : _t("You can go on selling meanwhile.");
    }

    /** Who closes or leaves wants to know what stays on this till. */
    get waitingText() {
        const isAsked = this.isClosing || this.props.need === NEEDED.LEAVE;
        return isAsked ? describeWaiting(this.waiting.items) : "";
    }

    get isClosing() {
        return this.props.need === NEEDED.CLOSE;
    }

    get stayText() {
        if (this.props.isBegun) {
            return _t("Back");
        }
        return this.props.need === NEEDED.LEAVE ? _t("Stay at the till") : _t("Go on selling");
    }

    get goOnText() {
        return (
            {
                [NEEDED.CLOSE]: _t("Close the register"),
                [NEEDED.LEAVE]: _t("Go to the backend"),
            }[this.props.need] || _t("Try again")
        );
    }

    /** Only where employees sign in is there a lock that keeps somebody out. */
    get mayLock() {
        const { config, router } = this.pos;
        return this.isClosing && config.module_pos_hr && router.state.current !== "LoginScreen";
    }

    lock() {
        this.props.close();
        return this.pos.showLoginScreen();
    }

    goOn() {
        this.props.getPayload(true);
        this.props.close();
    }
}

function describeWaiting(items) {
    const waiting = items.filter(({ state }) => state !== "failed");
    const sales = waiting.filter(({ probe }) => probe === "orders").length;
    const others = waiting.length - sales;
    const failed = items.length - waiting.length;
    const told = [
        sales === 1 && _t("1 sale waits on this till. It is sent by itself."),
        sales > 1 && _t("%s sales wait on this till. They are sent by themselves.", sales),
        others && _t("Other things that wait: %s.", others),
        failed && _t("Refused by the server before: %s. See the till's status.", failed),
    ];
    return told.filter(Boolean).join(" ");
}
