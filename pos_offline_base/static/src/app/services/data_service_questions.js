import { markRaw } from "@odoo/owl";
import { patch } from "@web/core/utils/patch";
import { PosData } from "@point_of_sale/app/services/data_service";
import { UnansweredQuestions } from "../start/unanswered_questions";

patch(PosData.prototype, {
    async setup() {
        this.questions = markRaw(new UnansweredQuestions((request) => this.execute(request)));
        return super.setup(...arguments);
    },

    execute(request) {
        const sent = this._mayComeTwice(request) ? { ...request, queue: false } : request;
        return this.questions.watch(sent, () => super.execute(sent));
    },

    /** A record whose creation was sent without an answer may be there: stock would make it again. */
    _mayComeTwice({ type, queue }) {
        return type === "create" && queue && !this.network.offline;
    },
});
