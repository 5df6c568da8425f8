import { Component } from "@odoo/owl";

/** Lines of an order that is kept, each with what is to be said about it. */
export class RecoveryLines extends Component {
    static template = "pos_session_recovery.RecoveryLines";
    static props = { lines: Array };
}
