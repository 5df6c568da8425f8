import { deserializeDateTime } from "@web/core/l10n/dates";
import { dropHidden, makeHidden, makeKnown } from "./hidden_orders";
import { withPricesOnce } from "./price_holder";
import { takeTotals } from "../send/sync_payload_taker";
import { describeMissing, findRemarks } from "./sync_place_report";

const COURSE = "restaurant.order.course";

/**
 * What a payload looks like on this till.
 *
 * @typedef {Object} PlaceReport
 * @property {number} total on this till
 * @property {number} difference to the sender's total
 * @property {string[]} missing products that this till does not have, with their quantity
 * @property {string[]} remarks what else is not the same here
 */

/** Makes an order of this session out of what another till has sent. */
export class PayloadPlacer {
    /** @param {Object} pos the till's store */
    constructor(pos) {
        this.pos = pos;
    }

    get models() {
        return this.pos.models;
    }

    /** Load what the till can get of what the order names; without the server it goes on without. */
    async load(payload) {
        await this._loadProducts(payload);
        await this._loadCustomer(payload);
    }

    /**
     * Make an order of it that nobody sees yet: `take` or `drop` it.
     *
     * @param {Object} payload v1
     * @returns {{order: Object, report: PlaceReport, lines: Object}} `lines`: by uuid of the sender's
     *  line, what is shown of it here; read once, it is known when the order is on the screen
     */
    prepare(payload) {
        const order = makeHidden(this.pos);
        try {
            const placed = this._fill(order, payload);
            const lines = Object.fromEntries([...placed].map(([uuid, line]) => [uuid, show(line)]));
            return { order, report: this.report(order, payload), lines };
        } catch (error) {
            this.drop({ order });
            throw error;
        }
    }

    /** Nothing is left of what was prepared. */
    drop({ order }) {
        dropHidden(this.pos, order);
    }

    /**
     * What was prepared is an order of this till.
     *
     * @param {Object} values of the order, besides those of the payload
     */
    take({ order }, values = {}) {
        makeKnown(this.pos, order);
        order.update(values);
        this.pos.addPendingOrder([order.id]);
    }

    /** @returns {Object} the order that this till has of it now */
    place(payload, values = {}) {
        const prepared = this.prepare(payload);
        this.take(prepared, values);
        return prepared.order;
    }

    /** @returns {PlaceReport} */
    report(order, payload) {
        const { total } = takeTotals(order);
        const difference = order.currency.round(total - payload.totals.total);
        const reasons = new Map((payload.missing || []).map(({ uuid, why }) => [uuid, why]));
        const missing = payload.lines
            .filter((line) => !this._product(line))
            .map((line) => describeMissing(line, reasons.get(line.uuid)));
        return { total, difference, missing, remarks: findRemarks(this.models, order, payload) };
    }

    _product({ product_id: id }) {
        const product = this.models["product.product"].get(id);
        return product?.product_tmpl_id ? product : null;
    }

    //-------------------------------------------------------------------------
    // Loading
    //-------------------------------------------------------------------------

    async _loadProducts({ lines }) {
        const ids = lines.filter((line) => !this._product(line)).map((line) => line.product_id);
        if (ids.length) {
            const domain = [["product_variant_ids", "in", [...new Set(ids)]]];
            await this._try(() => this.pos.loadNewProducts(domain));
        }
    }

    async _loadCustomer({ customer }) {
        if (customer?.id && !this.models["res.partner"].get(customer.id)) {
            await this._try(() => this.pos.data.read("res.partner", [customer.id]));
        }
    }

    /** What cannot be loaded is reported as missing. */
    async _try(load) {
        if (!this.pos.data.network.offline) {
            await load().catch(() => {});
        }
    }

    //-------------------------------------------------------------------------
    // Placing
    //-------------------------------------------------------------------------

    _fill(order, payload) {
        const placed = withPricesOnce(order, () => this._fillAtOnce(order, payload));
        order.selectOrderline(order.lines.at(-1));
        return placed;
    }

    _fillAtOnce(order, payload) {
        this._fillHead(order, payload);
        const courses = this._makeCourses(order, payload);
        const placed = new Map();
        for (const line of parentsFirst(payload.lines)) {
            const product = this._product(line);
            if (product) {
                placed.set(line.uuid, this._makeLine(order, line, { product, placed, courses }));
            }
        }
        this._markPrepared(order, payload, placed);
        return placed;
    }

    /** The kitchen is not told again of what the sender has told it. */
    _markPrepared(order, { lines }, placed) {
        if (!lines.some((line) => line.prepared_qty)) {
            return;
        }
        order.updateLastOrderChange();
        const { lines: told } = order.last_order_preparation_change;
        for (const { uuid, prepared_qty: quantity } of lines.filter(({ uuid }) =>
            placed.has(uuid)
        )) {
            const key = placed.get(uuid).uuid;
            if (quantity) {
                told[key].quantity = quantity;
            } else {
                delete told[key];
            }
        }
    }

    /** The preset brings a price list and taxes of its own: those of the sender come after it. */
    _fillHead(order, payload) {
        const get = (model, id) => (id && this.models[model]?.get(id)) || false;
        const preset = get("pos.preset", payload.preset_id);
        if (preset) {
            order.setPreset(preset);
            order.preset_time = payload.preset_time
                ? deserializeDateTime(payload.preset_time)
                : order.preset_time;
        }
        order.setPricelist(get("product.pricelist", payload.pricelist_id));
        order.fiscal_position_id = get("account.fiscal.position", payload.fiscal_position_id);
        const customer = this._customer(payload);
        if (customer) {
            order.partner_id = customer; // not `setPartner`: it would put its own price list
        }
        order.setInternalNote(payload.note);
        order.setGeneralCustomerNote(payload.general_note);
        order.floating_order_name = payload.table_name || order.floating_order_name;
        if (payload.guests && order.setCustomerCount) {
            order.setCustomerCount(payload.guests);
        }
    }

    _customer({ customer }) {
        const partners = this.models["res.partner"];
        return customer && (partners.get(customer.id) || partners.get(customer.local_id));
    }

    _makeCourses(order, { courses = [] }) {
        const isHere = this.models[COURSE] && this.pos.config.module_pos_restaurant;
        const make = ({ uuid, index, fired }) => [
            uuid,
            this.models[COURSE].create({ order_id: order, index, fired }),
        ];
        return new Map(isHere ? courses.map(make) : []);
    }

    _makeLine(order, line, { product, placed, courses }) {
        const known = (model, ids) => this.models[model].readMany(ids).filter(Boolean);
        const values = {
            order_id: order,
            product_id: product,
            qty: line.qty,
            price_unit: line.price_unit,
            price_type: line.price_type,
            price_extra: line.price_extra,
            discount: line.discount,
            note: line.note,
            customer_note: line.customer_note,
            tax_ids: known("account.tax", line.tax_ids).map((tax) => ["link", tax]),
            attribute_value_ids: known(
                "product.template.attribute.value",
                line.attribute_value_ids
            ).map((value) => ["link", value]),
            custom_attribute_value_ids: this._customValues(line),
            pack_lot_ids: line.lots.map(({ name }) => ["create", { lot_name: name }]),
        };
        this._link(values, line, { placed, courses });
        return this.models["pos.order.line"].create(values);
    }

    _customValues({ custom_values: values }) {
        const get = (id) => this.models["product.template.attribute.value"].get(id);
        return values
            .filter(({ value_id: id }) => get(id))
            .map(({ value_id: id, text }) => [
                "create",
                { custom_product_template_attribute_value_id: get(id), custom_value: text },
            ]);
    }

    _link(values, line, { placed, courses }) {
        const parent = placed.get(line.parent_uuid);
        const item =
            line.combo_item_id && this.models["product.combo.item"].get(line.combo_item_id);
        const course = courses.get(line.course_uuid);
        Object.assign(
            values,
            parent && { combo_parent_id: parent },
            item && { combo_item_id: item },
            course && { course_id: course }
        );
    }
}

const parentsFirst = (lines) =>
    lines.toSorted((a, b) => Boolean(a.parent_uuid) - Boolean(b.parent_uuid));

const show = (line) => ({
    qty: line.getQuantityStr?.().qtyStr,
    price: line.currencyDisplayPrice,
});
