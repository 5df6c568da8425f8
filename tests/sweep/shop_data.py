"""What the shop of the sweep has, beyond the demo data: as far as its neighbours let it."""

from tests.till.shop import BAKERY, CLOTHES, FURNITURE, PRODUCT

CUSTOMER, PRICES, LOT = "Cara Customer", "Regulars", "Lamp by Lot"
CASHIERS = ("Ann", "Bob")


class ShopData:
    """Makes it, before the first till opens; remembers the ids that scenes name."""

    def __init__(self, shop):
        self.shop = shop
        self.rpc = shop.rpc
        self.tables = []
        self.programs = {}
        self.customer = None

    def has(self, model):
        """Whether a neighbour has brought this model."""
        return bool(self.rpc("ir.model", "search_count", [["model", "=", model]]))

    def make(self):
        """Customer, prices, a product with lots, programmes, a floor, employees, routes."""
        self.customer = self.rpc("res.partner", "create", {"name": CUSTOMER})
        self._prices()
        self._lots()
        if self.has("loyalty.program"):
            self._programs()
        if self.has("restaurant.table"):
            self._tables()
        if self.has("pos.sync.order"):
            values = {"is_sync_receiver": True, "is_sync_sender": True}
            self.rpc("pos.config", "write", [FURNITURE, CLOTHES, BAKERY], values)
        return self

    def _prices(self):
        item = {"compute_price": "percentage", "percent_price": 10, "applied_on": "3_global"}
        prices = {"name": PRICES, "item_ids": [[0, 0, item]]}
        prices = self.rpc("product.pricelist", "create", prices)
        values = {"use_pricelist": True, "available_pricelist_ids": [[4, prices]]}
        (config,) = self.rpc("pos.config", "read", [FURNITURE], ["pricelist_id"])
        if not config["pricelist_id"]:
            values["pricelist_id"] = prices
        self.rpc("pos.config", "write", [FURNITURE], values)

    def _lots(self):
        values = {"name": LOT, "is_storable": True, "tracking": "lot", "list_price": 12}
        known = [["name", "=", PRODUCT]]
        (sold,) = self.rpc("product.template", "search_read", known, ["pos_categ_ids"], limit=1)
        values |= {"available_in_pos": True, "pos_categ_ids": [[6, 0, sold["pos_categ_ids"]]]}
        self.rpc("product.template", "create", values)

    def _programs(self):
        rule = {"reward_point_amount": 1, "reward_point_mode": "order", "minimum_amount": 0}
        points = {"name": "Points", "program_type": "loyalty", "trigger": "auto"}
        points |= {"applies_on": "both", "pos_ok": True, "rule_ids": [[0, 0, rule]]}
        self.programs = {
            "points": self.rpc("loyalty.program", "create", points),
            "gift": self._gift_program(),
        }
        card = {"program_id": self.programs["points"], "partner_id": self.customer, "points": 20}
        self.rpc("loyalty.card", "create", card)

    def _gift_program(self):
        """Odoo's own; it opens no till that prints gift cards without their report."""
        program = self.rpc("loyalty.program", "create_from_template", "gift_card")["res_id"]
        wanted = [["module", "=", "loyalty"], ["name", "=", "report_gift_card"]]
        (report,) = self.rpc("ir.model.data", "search_read", wanted, ["res_id"])
        values = {"pos_report_print_id": report["res_id"]}
        self.rpc("loyalty.program", "write", [program], values)
        return program

    def _tables(self):
        values = {"module_pos_restaurant": True, "limit_categories": False}
        if self.has("hr.employee"):
            values["module_pos_hr"] = True
            for name in CASHIERS:
                self.rpc("hr.employee", "create", {"name": name})
        self.rpc("pos.config", "write", [CLOTHES], values)
        floor = {"name": "Garden", "pos_config_ids": [[4, CLOTHES]]}
        floor = self.rpc("restaurant.floor", "create", floor)
        for number in (7, 8):
            place = {"position_h": 60 * number, "position_v": 60, "seats": 2}
            table = {"table_number": number, "floor_id": floor, **place}
            self.tables.append(self.rpc("restaurant.table", "create", table))
