const GAP = 50; // ms between two keys; people are slower
const SHORTEST = 6; // characters
const ENDS = ["Enter", "Tab"];

/**
 * A scanner is a keyboard: with the cursor in a field its keys go there, and its Enter saves the form.
 * It is told from a person by how fast the keys come.
 */
export class TypedScan {
    constructor() {
        this._text = "";
        this._last = -Infinity;
    }

    /**
     * @param {KeyboardEvent} event keydown in a field
     * @returns {string|null} what was scanned, at the key that ends it
     */
    press({ key, target, timeStamp }) {
        if (target !== this._target || timeStamp - this._last > GAP) {
            this._text = "";
        }
        Object.assign(this, { _target: target, _last: timeStamp });
        if (ENDS.includes(key)) {
            const text = this._text;
            this._text = "";
            return text.length >= SHORTEST ? text : null;
        }
        this._text += key.length === 1 ? key : "";
        return null;
    }
}
