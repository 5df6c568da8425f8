import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { AutoComplete } from "@web/core/autocomplete/autocomplete";
import { Dialog } from "@web/core/dialog/dialog";
import { useAutofocus, useService } from "@web/core/utils/hooks";
import { useBarcodeReader } from "@point_of_sale/app/hooks/barcode_reader_hook";
import { usePos } from "@point_of_sale/app/hooks/pos_hook";
import { checkValues } from "../customer_checks";
import { clean, readValues } from "../customer_values";
import { TypedScan } from "../../search/typed_scan";
import { FIELDS } from "./customer_fields";

const SUGGESTIONS = 8;

/** A customer's data, from and for this till alone; the server gets it when it is there. */
export class CustomerForm extends Component {
    static template = "pos_customer_offline_queue.CustomerForm";
    static components = { AutoComplete, Dialog };
    static props = {
        partner: { type: Object, optional: true },
        problem: { type: String, optional: true },
        getPayload: Function,
        close: Function,
    };

    setup() {
        this.pos = usePos();
        this.notification = useService("notification");
        const { fields, required } = this.pos.getOfflineCustomers();
        this.fields = FIELDS.filter(({ name }) => fields.includes(name));
        this.required = required;
        const names = this.fields.map(({ name }) => name);
        const { partner } = this.props;
        this.state = useState({
            values: partner ? readValues(partner, names) : this._makeDefaults(names),
            problems: {},
            isSaving: false,
        });
        useAutofocus({ refName: "name" });
        const scan = (code) => this.scan(code);
        useBarcodeReader(
            { product: scan, client: scan, cashier: scan, weight: scan, price: scan, error: scan },
            true
        );
        this.typedScan = new TypedScan();
    }

    get title() {
        return this.props.partner ? _t("Change the customer") : _t("New customer");
    }

    get hint() {
        return _t("It is kept on this till, and goes to the server when the connection is back.");
    }

    /** @returns {[any, string][]} id and name of what can be chosen in a field */
    getChoices({ name, model, key = "id" }) {
        const { country_id: country } = this.state.values;
        const records = this.pos.models[model]?.getAll() || [];
        const isPossible = (record) => name !== "state_id" || record.country_id?.id === country;
        return records
            .filter(isPossible)
            .map((record) => [record[key], record.display_name || record.name])
            .sort(([, one], [, other]) => one.localeCompare(other));
    }

    get parentSources() {
        return [{ options: (request) => this._suggestCompanies(request) }];
    }

    get parentName() {
        return this.pos.models["res.partner"].get(this.state.values.parent_id)?.name || "";
    }

    set({ name, type }, target) {
        const value = type === "checkbox" ? target.checked : target.value;
        const isNumber = type === "choice" && /^\d+$/.test(value);
        this.state.values[name] = isNumber ? Number(value) : value;
        if (name === "country_id") {
            this.state.values.state_id = false;
        }
        if (name === "is_company" && value) {
            this.state.values.parent_id = false;
        }
        delete this.state.problems[name];
    }

    setParent(id) {
        this.state.values.parent_id = id;
    }

    onParentTyped({ inputValue }) {
        if (!inputValue) {
            this.setParent(false);
        }
    }

    /** A scanned barcode is this customer's, unless somebody else has it. */
    scan({ base_code, code }) {
        this.state.values.barcode = base_code || code;
        this.state.problems = this._check(["barcode"]);
    }

    /** What a scanner typed into a field is taken out of it again, and does not save the form. */
    onKey(ev) {
        const code = this.typedScan.press(ev);
        if (!code || !("barcode" in this.state.values)) {
            return;
        }
        ev.preventDefault();
        if (ev.target.value?.endsWith(code)) {
            ev.target.value = ev.target.value.slice(0, -code.length);
            ev.target.dispatchEvent(new Event("input", { bubbles: true }));
        }
        this.scan({ code });
    }

    async save() {
        if (this.state.isSaving) {
            return;
        }
        this.state.problems = this._check();
        if (Object.keys(this.state.problems).length) {
            return;
        }
        this.state.isSaving = true;
        try {
            const values = this._clean();
            const partner = await this.pos.customerQueue.save(this.props.partner || null, values);
            this.props.getPayload(partner);
            this.props.close();
        } catch (error) {
            this._onNotKept(error);
        } finally {
            this.state.isSaving = false;
        }
    }

    /** Nothing was shown as saved that is not: the form stays open with what was entered. */
    _onNotKept(error) {
        if (!error.name?.startsWith("Store")) {
            throw error;
        }
        const text = _t(
            "This device cannot keep it now (disk full, or private window). Try again."
        );
        this.notification.add(text, { type: "danger" });
    }

    _check(only = Object.keys(this.state.values)) {
        const { partner } = this.props;
        const partners = this.pos.models["res.partner"];
        const problems = checkValues(this._clean(), {
            required: this.required,
            countryCode: (id) =>
                this.pos.models["res.country"].get(id)?.code || this._ownCountry?.code,
            ownerOf: (barcode) => {
                const owner = partners.getBy("barcode", barcode);
                return owner && owner.id !== partner?.id ? owner.name : undefined;
            },
        });
        return Object.fromEntries(Object.entries(problems).filter(([name]) => only.includes(name)));
    }

    _clean() {
        const { values } = this.state;
        return Object.fromEntries(this.fields.map(({ name }) => [name, clean(name, values[name])]));
    }

    get _ownCountry() {
        return this.pos.company.country_id;
    }

    _makeDefaults(names) {
        const defaults = { country_id: this._ownCountry?.id, lang: this.pos.user.lang };
        return Object.fromEntries(names.map((name) => [name, clean(name, defaults[name])]));
    }

    _suggestCompanies(request) {
        const companies = this.pos.models["res.partner"].filter(
            (one) => one.is_company && one.id !== this.props.partner?.id
        );
        return this.pos.customerSearch
            .find(companies, request)
            .slice(0, SUGGESTIONS)
            .map(({ id, name }) => ({ label: name, onSelect: () => this.setParent(id) }));
    }
}
