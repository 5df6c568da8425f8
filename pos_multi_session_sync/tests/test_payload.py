# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import json
from copy import deepcopy
from uuid import uuid4

from odoo.tests import tagged

from odoo.addons.pos_multi_session_sync.tests.common import SyncCase

CARD = "4111 1111 1111 1111"


@tagged("post_install", "-at_install")
class TestPayload(SyncCase):
    def test_full_payload_arrives_as_it_was_sent(self):
        whole, part = self.make_line(), self.make_line()
        part.update(parent_uuid=whole["uuid"], lots=[{"name": "490154203237518"}])
        part.update(
            custom_values=[{"value_id": 1, "text": "Long live"}],
            course_uuid=str(uuid4()),
            prepared_qty=1,
        )
        part.update(note="Hot", customer_note="Big cup", price_type="manual", price_extra=0.5)
        order = self.make_order(
            whole,
            part,
            table_name="12",
            guests=3,
            courses=[{"uuid": part["course_uuid"], "index": 1, "fired": True}],
            customer={"id": None, "local_id": None, "name": "Ada"},
            general_note="Hurry",
            preset_time="2026-11-21 12:00:00",
            tracking="2601-1-000012",
        )
        sent = self.send_order(order=order)
        read = self.at_near.read_sync_order(sent.transfer_ids.uuid)["payload"]
        for key in ("table_name", "guests", "courses", "general_note", "tracking", "totals"):
            self.assertEqual(read[key], order[key], key)
        label = [{"text": "Hot", "colorIndex": 0}]
        expected = {**part, "attribute_value_ids": [], "note": json.dumps(label)}
        self.assertEqual(read["lines"][1], expected)
        self.assertEqual((read["missing"], read["dropped"]), ([], []))

    def test_card_numbers_in_texts_are_refused_and_nothing_is_kept(self):
        for values in (
            {"order": self.make_order(note=f"paid with {CARD}")},
            {"order": self.make_order(general_note=CARD.replace(" ", "-"))},
            {"order": self.make_order(self.make_line(customer_note=CARD.replace(" ", "")))},
            {
                "order": self.make_order(
                    self.make_line(custom_values=[{"value_id": 1, "text": CARD}])
                )
            },
            {"note": CARD},
        ):
            result = self.refuse(**values)
            self.assertEqual(result["code"], "validation")
            self.assertIn("payment card", result["message"])
            ledger = self.env["pos.offline.operation"].search([("uuid", "=", result["uuid"])])
            self.assertNotIn("4111", json.dumps(ledger.read(["message", "advice", "result"])[0]))

    def test_card_numbers_are_found_in_whichever_text(self):
        for values in (
            {"full_product_name": CARD},
            {"product_name": CARD},
            {"lots": [{"name": CARD}]},
            {"note": json.dumps([{"text": f"{CARD} 12/27", "colorIndex": 0}])},
        ):
            self.assertEqual(
                self.refuse(order=self.make_order(self.make_line(**values)))["code"], "validation"
            )
        for values in ({"tracking": CARD}, {"customer": {"phone": CARD}}, {"table_name": CARD}):
            self.assertEqual(self.refuse(order=self.make_order(**values))["code"], "validation")

    def test_what_a_till_needs_to_draw_is_there_whatever_was_left_out(self):
        line = {
            name: value
            for name, value in self.make_line().items()
            if name in ("uuid", "product_id", "qty", "price_unit")
        }
        for note, expected in (
            ("plain text", [{"text": "plain text", "colorIndex": 0}]),
            ("5", [{"text": "5", "colorIndex": 0}]),
            ("[" * 2000, [{"text": "[" * 2000, "colorIndex": 0}]),
            ('[{"text": "Hot", "colorIndex": 3}]', [{"text": "Hot", "colorIndex": 3}]),
            ("", ""),
            (None, None),
        ):
            order = self.send_order(order=self.make_order({**line, "note": note}, note=note))
            kept = self.at_near.read_sync_order(order.transfer_ids.uuid)["payload"]
            for text in (kept["note"], kept["lines"][0]["note"]):
                self.assertEqual(json.loads(text) if text else text, expected)
            lists = ("lots", "custom_values", "tax_ids", "attribute_value_ids")
            self.assertEqual([kept["lines"][0][name] for name in lists], [[]] * 4)
            self.assertEqual(kept["courses"], [])

    def test_long_numbers_that_are_no_cards_are_taken(self):
        line = self.make_line(barcode="4006381333931", note="Order 4111111111111112")
        self.send_order(order=self.make_order(line))

    def test_card_number_in_a_reason_is_refused(self):
        order = self.send_order()
        answer = self.tell("sync.return", {"transfer": order.transfer_ids.uuid, "reason": CARD})
        self.assertEqual((answer["code"], order.state), ("validation", "sent"))

    def test_oversized_order_is_refused(self):
        lines = [self.make_line(note="x" * 4000) for _index in range(70)]
        self.assertEqual(self.refuse(order=self.make_order(*lines))["code"], "too_large")
        lines = [self.make_line(note="x" * 2000) for _index in range(70)]
        self.send_order(order=self.make_order(*lines))

    def test_damaged_orders_are_refused_with_the_name_of_what_is_wrong(self):
        line = self.make_line()
        for name, change in (
            ("qty", {"lines": [{**line, "qty": "2"}]}),
            ("product_id", {"lines": [{**line, "product_id": None}]}),
            ("refunded_orderline_id", {"lines": [{**line, "refunded_orderline_id": 3}]}),
            ("parent_uuid", {"lines": [{**line, "parent_uuid": str(uuid4())}]}),
            ("uuid", {"lines": [line, line]}),
            ("tax_ids", {"lines": [{**line, "tax_ids": ["1"]}]}),
            ("text", {"lines": [{**line, "lots": [{"text": "x"}]}]}),
            ("name", {"lines": [{**line, "lots": [{"name": None}]}]}),
            ("qty", {"lines": [{**line, "qty": 1e308}]}),
            ("qty", {"lines": [{**line, "qty": 10**400}]}),
            ("qty", {"lines": [{**line, "qty": False}]}),
            ("product_id", {"lines": [{**line, "product_id": False}]}),
            ("uuid", {"lines": [{**line, "uuid": False}]}),
            ("discount", {"lines": [{**line, "discount": 101}]}),
            ("note", {"lines": [{**line, "note": "[5]"}]}),
            ("note", {"note": '[{"text": null}]'}),
            ("preset_time", {"preset_time": "soon"}),
            ("totals", {"totals": False}),
            ("total", {"totals": {"total": 1e300, "tax": 0}}),
            ("payment_ids", {"payment_ids": []}),
            ("total", {"totals": {"tax": 0}}),
            ("lines", {"lines": {}}),
            ("customer", {"customer": 5}),
            ("note", {"note": ["x"]}),
        ):
            result = self.refuse(order={**self.make_order(), **change})
            self.assertEqual(result["code"], "malformed", name)
            self.assertIn(name, result["message"])

    def test_other_schema_is_refused_with_advice(self):
        for schema in (0, 2, None):
            result = self.refuse(order=self.make_order(schema=schema))
            self.assertEqual(result["code"], "malformed")
            self.assertIn("Reload", result["advice"])

    def test_order_without_lines_and_rewards_are_refused(self):
        self.assertEqual(
            self.refuse(order={**self.make_order(), "lines": []})["code"], "validation"
        )
        reward = self.make_order(self.make_line(is_reward=True))
        self.assertIn("Rewards", self.refuse(order=reward)["message"])

    def test_damaged_envelope_is_refused(self):
        good = self.make_send([self.near.id])["payload"]
        for change in (
            {"uuid": "x"},
            {"version": 0},
            {"version": "1"},
            {"version": 2**31 - 1},
            {"version": False},
            {"mode": "all"},
            {"keep": None},
            {"receivers": []},
            {"receivers": ["1"]},
            {"receivers": None},
            {"priority": "9"},
            {"source_uuid": 5},
            {"order": None},
            {"order": []},
            {"note": {}},
        ):
            payload = {**deepcopy(good), "uuid": str(uuid4()), **change}
            result = self.send_one(self.make_operation("sync.send", payload))
            self.assertEqual((result["status"], result["code"]), ("failed", "malformed"), change)

    def test_wrong_currency_is_refused(self):
        currencies = self.env["res.currency"].with_context(active_test=False)
        other = currencies.search([("id", "!=", self.currency_id)], limit=1)
        result = self.refuse(order=self.make_order(currency_id=other.id))
        self.assertEqual(result["code"], "validation")
        self.assertIn("currency", result["message"])

    # -- Numbers of records ------------------------------------------------------------------------

    def get_payload(self, *lines, **values):
        order = self.send_order(order=self.make_order(*lines, **values))
        return self.at_near.read_sync_order(order.transfer_ids.uuid)["payload"]

    def test_products_that_are_not_sold_there_are_said(self):
        archived, hidden, foreign = self.env["product.product"].create(
            [
                {"name": "Archived", "available_in_pos": True, "active": False},
                {"name": "Hidden", "available_in_pos": False},
                {"name": "Foreign", "available_in_pos": True},
            ]
        )
        shop, _user = self.make_foreign_shop()
        foreign.company_id = shop.company_id
        gone = self.env["product.product"].create({"name": "Gone"})
        number = gone.id
        gone.unlink()
        numbers = (archived.id, hidden.id, foreign.id, number)
        lines = [self.make_line(product_id=item) for item in (*numbers, self.product_id)]
        missing = self.get_payload(*lines)["missing"]
        self.assertEqual(
            {item["product_id"]: item["why"] for item in missing},
            dict(zip(numbers, ("archived", "not_in_pos", "gone", "gone"), strict=True)),
        )
        self.assertEqual(missing[0]["product_name"], "Sync Tea")

    def test_an_order_of_many_lines_asks_the_database_no_more_than_one_of_a_line(self):
        tax = self.env["account.tax"].create({"name": "Sync Tax", "amount": 6})
        counts = []
        for number in (1, 100):
            lines = [self.make_line(tax_ids=tax.ids) for _line in range(number)]
            uuid = self.send_order(order=self.make_order(*lines)).transfer_ids.uuid
            self.at_near.read_sync_order(uuid)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            payload = self.at_near.read_sync_order(uuid)["payload"]
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual({tuple(line["tax_ids"]) for line in payload["lines"]}, {(tax.id,)})
        self.assertEqual(counts[1], counts[0])

    def test_numbers_that_mean_nothing_there_are_left_out_and_named(self):
        shop, _user = self.make_foreign_shop()
        foreign = self.env["account.tax"].search([("company_id", "=", shop.company_id.id)], limit=1)
        payload = self.get_payload(
            self.make_line(tax_ids=[foreign.id or 99999999], attribute_value_ids=[99999999]),
            pricelist_id=99999999,
            fiscal_position_id=99999999,
        )
        self.assertEqual(payload["lines"][0]["tax_ids"], [])
        self.assertEqual((payload["pricelist_id"], payload["fiscal_position_id"]), (None, None))
        self.assertEqual(
            payload["dropped"],
            ["attribute_value_ids", "fiscal_position_id", "pricelist_id", "tax_ids"],
        )
