# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.tests import BaseCase, tagged

from odoo.addons.pos_multi_session_sync.models.pos_sync_transfer_move import EVENT
from odoo.addons.pos_multi_session_sync.tests.common import NEAR, SyncCase
from odoo.addons.pos_multi_session_sync.tools.cursor import Cursor, read_cursor


@tagged("post_install", "-at_install")
class TestCursor(SyncCase):
    def get_uuids(self, items):
        return {item["uuid"] for item in items}

    def test_till_that_knows_nothing_gets_all_that_is_open_and_what_ended_lately(self):
        orders = [self.send_order() for _index in range(3)]
        self.deliver(orders[0].transfer_ids)
        self.tell("sync.return", {"transfer": orders[1].transfer_ids.uuid, "reason": "No"})
        old = self.send_order()
        old.transfer_ids.write({"state": "returned", "closed_at": "2020-01-01 00:00:00"})
        answer = self.pull()
        expected = {order.transfer_ids.uuid for order in orders}
        self.assertEqual(self.get_uuids(answer["inbox"]), expected)
        self.assertEqual((answer["outbox"], answer["more"]), ([], False))
        self.assertEqual(self.get_uuids(self.pull(self.config)["outbox"]), expected)

    def test_transfer_says_what_a_list_shows(self):
        order = self.send_order(priority="1")
        self.claim(order.transfer_ids)
        (item,) = self.pull()["inbox"]
        self.assertEqual(item["state"], "claimed")
        self.assertEqual(item["receiver"], {"id": self.near.id, "name": self.near.name})
        self.assertEqual(item["sender"]["id"], self.shop.id)
        self.assertEqual(
            item["by"], {"user": self.colleague.name, "cashier": self.manager.name, "device": NEAR}
        )
        for key, value in {
            "name": order.name,
            "uuid": order.uuid,
            "priority": "1",
            "mode": "each",
            "keep": "hand_over",
            "note": "Table 4",
            "amount_total": 6,
            "line_count": 1,
            "cashier": order.cashier,
            "source_uuid": order.source_uuid,
        }.items():
            self.assertEqual(item["order"][key], value, key)
        self.assertNotIn("payload", item["order"])

    def test_pages_hold_everything_once(self):
        expected = {self.send_order().transfer_ids.uuid for _index in range(7)}
        cursor, seen = "", []
        for _page in range(10):
            answer = self.pull(cursor=cursor, limit=2)
            seen += [item["uuid"] for item in answer["inbox"]]
            cursor = answer["cursor"]
            if not answer["more"]:
                break
        self.assertEqual(len(seen), 7)
        self.assertEqual(set(seen), expected)

    def test_cursor_of_another_database_begins_anew(self):
        expected = {self.send_order().transfer_ids.uuid}
        for cursor in ("999999999999999.0.0.0", "rubbish", None, 7, "1.2.3", "-1.0.0.0"):
            answer = self.pull(cursor=cursor)
            self.assertEqual((self.get_uuids(answer["inbox"]), answer["anew"]), (expected, True))
        self.assertFalse(self.pull(cursor=answer["cursor"])["anew"])

    def test_pages_after_the_first_do_not_begin_anew(self):
        for _index in range(3):
            self.send_order()
        first = self.pull(limit=2)
        self.assertEqual((first["more"], first["anew"]), (True, True))
        self.assertFalse(self.pull(cursor=first["cursor"], limit=2)["anew"])

    def test_senseless_limits_are_bounded(self):
        self.send_order()
        for limit in (0, -1, None, 10**9, "5", True):
            self.assertEqual(len(self.pull(limit=limit)["inbox"]), 1)

    def test_doorbell_carries_numbers_only_and_rings_on_both_sides(self):
        rung = []

        def note(bus, target, name, message):
            if name.endswith(EVENT):
                rung.append((target, message))

        self.patch(self.env.registry["bus.bus"], "_sendone", note)
        transfer = self.send_order().transfer_ids
        self.assertEqual(
            {target for target, _message in rung}, {self.near.access_token, self.shop.access_token}
        )
        self.assertEqual(
            [message for _target, message in rung], [{"transfers": [transfer.uuid]}] * len(rung)
        )
        rung.clear()
        self.claim(transfer)
        self.assertEqual(len(rung), 2)

    def test_change_number_grows(self):
        transfer = self.send_order().transfer_ids
        self.assertEqual(self.pull()["inbox"][0]["changed"], transfer.change_xid)
        self.assertTrue(transfer.change_xid)


class TestCursorText(BaseCase):
    def test_what_is_written_is_read(self):
        for cursor in (Cursor(5, 0, 0, True), Cursor(7, 9, 3, False)):
            self.assertEqual(read_cursor(str(cursor), 1, 100), cursor)

    def test_cursor_beyond_the_present_begins_anew(self):
        self.assertEqual(read_cursor("101.0.0.0", 90, 100), Cursor(90, 0, 0, True))
        self.assertEqual(read_cursor("", 90, 100), Cursor(90, 0, 0, True))
