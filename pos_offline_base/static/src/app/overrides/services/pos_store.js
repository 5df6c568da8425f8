import { patch } from "@web/core/utils/patch";
import { registry } from "@web/core/registry";
import { PosStore } from "@point_of_sale/app/services/pos_store";
import { SignedOutDialog } from "../../connection/signed_out_dialog/signed_out_dialog";
import { isSessionExpired, LAYER } from "../../connection/server_ping";
import { GUARDED, NEEDED } from "../../guard/guarded_actions";
import { startOutbox } from "../../outbox/outbox_service";

const DEADLINE = 3; // s, where the point of sale names none

// The status must be there before the till starts: the first orders are sent during the start.
for (const service of ["pos_sync_status", "pos_till_guard", "pos_outbox"]) {
    if (!PosStore.serviceDependencies.includes(service)) {
        PosStore.serviceDependencies.push(service);
    }
}

patch(PosStore.prototype, {
    async setup(env) {
        const { pos_sync_status: status, pos_till_guard: guard, pos_outbox: outbox } = env.services;
        this.syncStatus = status;
        this.tillGuard = guard;
        await super.setup(...arguments);
        status.attach(this);
        startOutbox(outbox, this);
        const { connection } = this.data;
        if (connection) {
            connection.deadline = (this.config.offline_deadline || DEADLINE) * 1000;
            connection.onChange(({ layer }) => layer === LAYER.SESSION && this.askToSignIn());
        }
    },

    /** Say that the server wants the user to sign in again, once until he has. */
    askToSignIn() {
        if (!this.closeSignedOut) {
            const onClose = () => (this.closeSignedOut = null);
            this.closeSignedOut = this.dialog.add(SignedOutDialog, {}, { onClose });
        }
    },

    async reloadData() {
        if (await this.tillGuard.ask(GUARDED.RELOAD)) {
            return super.reloadData(...arguments);
        }
    },

    async closeSession() {
        if (await this.tillGuard.ask(GUARDED.CLOSE)) {
            const close = () => super.closeSession(...arguments);
            return this.tillGuard.serverGate.run(NEEDED.CLOSE, close);
        }
    },

    /** Another tab of this till that takes over has the same orders: nothing is left behind. */
    async closePos() {
        const isTakenOver = window.event?.type === "storage";
        if (isTakenOver || (await this.tillGuard.ask(GUARDED.LEAVE))) {
            return super.closePos(...arguments);
        }
        this._openAgain();
    },

    /** Who has left stock's question for the cash at the opening, and cannot go, is asked again. */
    _openAgain() {
        if (this.router.state.current === "ProductScreen") {
            this.openOpeningControl();
        }
    },

    async editProduct() {
        if (await this.tillGuard.needServer(NEEDED.PRODUCT)) {
            return super.editProduct(...arguments);
        }
    },

    async orderDetails() {
        if (await this.tillGuard.needServer(NEEDED.DETAILS)) {
            return super.orderDetails(...arguments);
        }
    },
});

/** The till has its own dialog for this, which does not end in reloading the page. */
function signedOutHandler(_env, _error, originalError) {
    return isSessionExpired(originalError);
}
registry
    .category("error_handlers")
    .add("pos-offline-signed-out", signedOutHandler, { sequence: 1 });
