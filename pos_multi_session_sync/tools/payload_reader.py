# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
OF_ORDER = {
    "pricelist_id": "product.pricelist",
    "fiscal_position_id": "account.fiscal.position",
    "preset_id": "pos.preset",
}
OF_LINE = {
    "tax_ids": "account.tax",
    "attribute_value_ids": "product.template.attribute.value",
}


class PayloadReader:
    """Reads payloads for one point of sale: each number in them is looked up for it.

    What does not exist there is said: products under ``missing``, anything else is left out and
    named under ``dropped``.

    :param config: the record, with the rights of its user
    """

    def __init__(self, config):
        self.config = config
        self.dropped = set()

    def look_up(self, payload, partner):
        """Return ``payload`` as this point of sale can use it, with ``partner`` as its customer."""
        payload = dict(payload or {})
        for key, model in OF_ORDER.items():
            if payload.get(key):
                payload[key] = next(iter(self._keep(key, model, [[payload[key]]])[0]), None)
        lines = payload["lines"] = self._read_lines(payload.get("lines", []))
        if payload.get("customer"):
            visible = self.config.env["res.partner"].browse(partner.id).exists()
            number = visible._filtered_access("read").id or None
            payload["customer"] = {**payload["customer"], "id": number}
        missing = self._get_missing(lines)
        return {**payload, "missing": missing, "dropped": sorted(self.dropped)}

    def _keep(self, key, model, lists):
        """Return ``lists`` with those numbers whose records are in use and of the till's company.

        One query for all of them: an order may have hundreds of lines.
        """
        numbers = {number for each in lists for number in each}
        records = self.config.env[model].search([("id", "in", list(numbers))])
        usable = set(records.filtered(self._is_ours).ids)
        if numbers - usable:
            self.dropped.add(key)
        return [[number for number in each if number in usable] for each in lists]

    def _is_ours(self, record):
        company = record.company_id if "company_id" in record else None
        return not company or company == self.config.company_id

    def _read_lines(self, lines):
        for key, model in OF_LINE.items():
            kept = self._keep(key, model, [line.get(key) or [] for line in lines])
            lines = [{**line, key: numbers} for line, numbers in zip(lines, kept, strict=True)]
        return lines

    def _get_missing(self, lines):
        """Return the lines whose product the till cannot sell as it is, and why."""
        numbers = list({line["product_id"] for line in lines})
        products = self.config.env["product.product"].with_context(active_test=False)
        known = products.search_fetch([("id", "in", numbers)], ["active", "product_tmpl_id"])
        known.product_tmpl_id.fetch(["company_id", "available_in_pos"])
        obstacles = {product.id: self._get_obstacle(product) for product in known}
        return [
            {
                "uuid": line["uuid"],
                "product_id": line["product_id"],
                "product_name": line.get("full_product_name") or line.get("product_name") or "",
                "why": obstacles.get(line["product_id"], "gone"),
            }
            for line in lines
            if obstacles.get(line["product_id"], "gone")
        ]

    def _get_obstacle(self, product):
        if not self._is_ours(product):
            return "gone"
        if not product.active:
            return "archived"
        return "" if product.available_in_pos else "not_in_pos"
