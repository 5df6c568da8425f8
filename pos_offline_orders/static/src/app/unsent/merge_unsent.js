import { fieldsOf, isChanged, isSame } from "./known_values";

/**
 * One record from three: what the server said last time, what it says now, and what the till has. What
 * was changed here stays, all else comes in.
 *
 * @param {Object} model of the record
 * @param {Object} own the till's values
 * @param {Object} theirs the server's values of now
 * @param {{values: Object, sent: Set<string>}} [known] what it said before; without it all that differs
 *  counts as changed here
 * @returns {{values: Object, kept: string[]}} the values to load, and the fields that are the till's
 */
export function mergeValues(model, own, theirs, known) {
    const kept = fieldsOf(model).filter(
        (name) => name in theirs && !isSame(own[name], theirs[name]) && isChanged(own, known, name)
    );
    if (!kept.length) {
        return { values: theirs, kept };
    }
    const mine = kept.map((name) => [name, own[name] instanceof Set ? [...own[name]] : own[name]]);
    return { values: { ...theirs, ...Object.fromEntries(mine) }, kept };
}
