const LONGEST = 60_000; // ms; the most that Odoo takes

/** Steps of a tour on a machine that may be busy with other tests: the ten seconds of Odoo's fail there. */
export const patient = (makeSteps) => () =>
    makeSteps()
        .flat()
        .map((step) => ({ timeout: LONGEST, ...step }));
