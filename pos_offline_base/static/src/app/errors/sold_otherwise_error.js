/** The till would send a sale with another total than its receipt shows. */
export class SoldOtherwiseError extends Error {
    name = "SoldOtherwiseError";
}
