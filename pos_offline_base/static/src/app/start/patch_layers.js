import { patch } from "@web/core/utils/patch";

/**
 * Put a patch on top of all others and find what lies below it: the objects that the modules gave to
 * `patch`, each the prototype of the one above, the last one with the class's own method.
 *
 * @param {Object} target the class's prototype, with every module's patches in place
 * @param {string} name of a method
 * @param {Function} [method] what the topmost one does; it calls `below`
 * @returns {{own: Object|undefined, layers: Object[]}} `layers` from the top
 */
export function findLayers(target, name, method = (below) => below()) {
    const top = {
        [name](...args) {
            return method.call(this, () => super[name](...args));
        },
    };
    patch(target, top);
    const layers = [];
    for (let each = Object.getPrototypeOf(top); each; each = Object.getPrototypeOf(each)) {
        if (Object.hasOwn(each, name)) {
            layers.push(each);
        }
    }
    return { own: layers.pop(), layers };
}

/** Have `name` of this layer run inside `around`, which is given the work and called on the instance. */
export function wrapLayer(layer, name, around) {
    const method = layer[name];
    layer[name] = function (...args) {
        return around.call(this, () => method.apply(this, args));
    };
}
