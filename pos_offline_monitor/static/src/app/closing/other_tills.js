import { _t } from "@web/core/l10n/translation";
import { ask, makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";

/**
 * Ask before a register is closed over what its other tills have not sent. A till that is only silent
 * may have nothing: who closes is told, and may go on. Where one has told of orders, a manager says why.
 *
 * @param {Object} pos the till's store
 * @returns {Promise<boolean>} whether it may be closed, as far as other tills go
 */
export async function mayCloseOverOthers(pos) {
    const tills = await findOthers(pos);
    if (!tills.length) {
        return true;
    }
    const body = tills.map(describe).join("\n");
    if (!tills.some(({ count }) => count)) {
        return askAnyway(pos, body);
    }
    if (!pos.tillGuard.resetGuard.isManager) {
        return refuse(pos, body);
    }
    return (await askAnyway(pos, body)) && giveReason(pos);
}

/** The server itself refuses when it comes to it: whoever gets no answer here goes on. */
async function findOthers(pos) {
    const context = { device_identifier: pos.device.identifier };
    try {
        return await pos.data.call("pos.session", "get_unsent_tills", [pos.session.id], {
            context,
        });
    } catch {
        return [];
    }
}

function describe({ device, count, minutes, silent }) {
    return count
        ? _t(
              "Till %(device)s: orders that the server does not have: %(count)s. The oldest has waited for %(minutes)s minutes.",
              { device, count, minutes }
          )
        : _t("Till %(device)s has not been heard of for %(minutes)s minutes.", {
              device,
              minutes: silent,
          });
}

function askAnyway({ dialog }, body) {
    return ask(dialog, {
        title: _t("Another till may have sales"),
        body,
        confirmLabel: _t("Close anyway"),
        cancelLabel: _t("Go back"),
    });
}

function refuse({ dialog }, body) {
    dialog.add(AlertDialog, {
        title: _t("Another till has sales"),
        body: `${body}\n${_t("Send them there first, or ask a manager to close without them.")}`,
    });
    return false;
}

async function giveReason({ dialog, data, session }) {
    const reason = await makeAwaitable(dialog, TextInputPopup, {
        title: _t("Why is the register closed without them?"),
    });
    if (!reason?.trim()) {
        return false;
    }
    await data.call("pos.session", "close_without_tills", [session.id, reason]);
    return true;
}
