/**
 * What a till's page says of itself (`PosConfig._get_offline_page`).
 *
 * @typedef {Object} PageInfo
 * @property {string} database uuid of the Odoo database, which a copy of it does not share
 * @property {number} config id of the point of sale
 * @property {number} company
 * @property {number} user id of the signed-in user
 * @property {string[]} modules of the Point of Sale that are installed
 * @property {string} version of pos_offline_base
 */

/** @returns {PageInfo|null} null where the page says nothing, as in unit tests */
export function getPageInfo() {
    const content = document.querySelector('meta[name="pos-offline"]')?.content;
    return content ? JSON.parse(content) : null;
}
