import { ConnectionLostError, rpcBus } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";
import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { GUARDED, NEEDED } from "../../../../guard/guarded_actions";

patch(ClosePosPopup.prototype, {
    /** Counting takes a while: what was sent or refused meanwhile is asked about again. */
    async closeSession() {
        const { tillGuard } = this.pos;
        if (await tillGuard.ask(GUARDED.CLOSE)) {
            const close = () => nameLost(this.pos, () => super.closeSession(...arguments));
            return tillGuard.serverGate.run(NEEDED.CLOSE, close, { isBegun: true });
        }
    },

    async downloadSalesReport() {
        if (await this.pos.tillGuard.needServer(NEEDED.REPORT)) {
            return super.downloadSalesReport(...arguments);
        }
    },
});

/**
 * Stock reads the message of an error that has none where the connection was lost in the middle of
 * closing, and fails on that: a lost connection stays one.
 */
async function nameLost({ data }, close) {
    let lost = null;
    const note = ({ detail: { error } }) => {
        lost = error instanceof ConnectionLostError ? error : lost;
    };
    rpcBus.addEventListener("RPC:RESPONSE", note);
    try {
        return await close();
    } catch (error) {
        const isMisread = error instanceof TypeError && (lost || data.network.offline);
        throw isMisread ? lost || new ConnectionLostError() : error;
    } finally {
        rpcBus.removeEventListener("RPC:RESPONSE", note);
    }
}
