import { Component } from "@odoo/owl";

/** Lines of an order of another till. A component of its own: what happens around them draws none again. */
export class SyncLines extends Component {
    static template = "pos_multi_session_sync.SyncLines";
    static props = {
        sent: Array, // lines of the payload
        here: Object, // what this till makes of them, by their uuid
    };

    /** As this till shows the line; as it was sent, where this till does not have the product. */
    show({ uuid, price_unit: price, qty, discount }) {
        const total = price * qty * (1 - discount / 100);
        return this.props.here[uuid] || { qty, price: this.env.utils.formatCurrency(total) };
    }

    /** Notes of a line are labels in stock's own format, as JSON. */
    notesOf({ note, customer_note: customerNote, lots, custom_values: custom }) {
        return [
            ...readLabels(note),
            customerNote,
            ...lots.map(({ name }) => name),
            ...custom.map(({ text }) => text),
        ].filter(Boolean);
    }
}

function readLabels(note) {
    try {
        return JSON.parse(note || "[]").map(({ text }) => text);
    } catch {
        return [note];
    }
}
