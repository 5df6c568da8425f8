import { Component, useState } from "@odoo/owl";

/** A button for what cannot be undone; it works once the word beside it was typed. */
export class TypedConfirmation extends Component {
    static template = "pos_offline_base.TypedConfirmation";
    static props = { word: String, label: String, confirm: Function };

    setup() {
        this.state = useState({ typed: "" });
    }

    get isTyped() {
        return this.state.typed.trim().toLocaleUpperCase() === this.word.toLocaleUpperCase();
    }

    /** A text that is translated late is no plain string. */
    get word() {
        return String(this.props.word);
    }

    confirm() {
        if (this.isTyped) {
            this.props.confirm();
        }
    }
}
