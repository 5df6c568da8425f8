/** @returns {boolean} whether a programme has not counted this sale: it was counted in vain, or not yet */
export function hasUnknownPoints(pos, order) {
    const partner = order.getPartner();
    const counted = new Set(
        Object.values(order.uiState.couponPointChanges).map(({ program_id }) => program_id)
    );
    return (
        Boolean(partner) &&
        pos.models["loyalty.program"].some(
            (program) =>
                program.is_nominative &&
                !counted.has(program.id) &&
                order._programIsApplicable(program)
        )
    );
}

/** Count the points of this sale, whichever order is shown, without asking the server anything. */
export async function countPoints(pos, order) {
    const aside = Object.create(pos, {
        getOrder: { value: () => order },
        fetchLoyaltyCard: {
            value: async (programId, partnerId) => pos.localCards.getOrMake(programId, partnerId),
        },
    });
    await aside._updatePrograms();
}
