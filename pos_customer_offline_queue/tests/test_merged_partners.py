# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.pos_customer_offline_queue.tests.common import CustomerCase


@tagged("post_install", "-at_install")
class TestMergedPartners(CustomerCase):
    def merge(self, source, target):
        self.env["base.partner.merge.automatic.wizard"]._merge((source + target).ids, target)

    def test_change_of_a_merged_customer_goes_to_who_is_left(self):
        one, two = self.make_customer(city="Ghent"), self.make_customer(city="Ghent")
        number = one.id
        self.merge(one, two)
        result = self.send_write(number, {"city": "Ghent"}, {"city": "Liege"})
        self.assertEqual(result["result"]["id"], two.id)
        self.assertEqual(two.city, "Liege")

    def test_chain_of_merges_is_followed_to_its_end(self):
        one, two, three = (self.make_customer(city="Ghent") for _count in range(3))
        number = one.id
        self.merge(one, two)
        self.merge(two, three)
        self.assertEqual(self.env["res.partner"]._follow_offline_merge(number), three)
        self.assertFalse(self.env["res.partner"]._follow_offline_merge(99999999))

    def test_merge_by_a_user_without_any_right_on_the_redirects_is_kept(self):
        one, two = self.make_customer(email="m@x.com"), self.make_customer(email="m@x.com")
        number = one.id
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.manager)
        wizard._merge((one + two).ids, two.with_user(self.manager))
        self.assertEqual(self.env["res.partner"]._follow_offline_merge(number), two)
        with self.assertRaises(AccessError):
            self.env["pos.customer.offline.merge"].with_user(self.manager).search([])

    def test_customer_created_by_a_till_and_merged_since_is_followed(self):
        create = self.make_create({"city": "Ghent"})
        created = self.get_customer(self.send_one(create))
        other = self.make_customer(city="Ghent")
        self.merge(created, other)
        payload = {
            "create_uuid": create["uuid"],
            "base": {"city": "Ghent"},
            "values": {"city": "X"},
        }
        result = self.send_one(self.make_operation("partner.write", payload))
        self.assertEqual(result["result"]["id"], other.id)

    def test_new_contact_of_a_merged_company_gets_who_is_left(self):
        one, two = (self.make_customer(is_company=True) for _count in range(2))
        number = one.id
        self.merge(one, two)
        self.assertEqual(self.get_customer(self.send_create({"parent_id": number})).parent_id, two)

    def test_other_modules_find_who_is_left_by_number_and_by_operation(self):
        create = self.make_create({"city": "Ghent"})
        created = self.get_customer(self.send_one(create))
        number, left = created.id, self.make_customer(city="Ghent")
        self.merge(created, left)
        config = self.shop.with_user(self.cashier)
        operations = config.env["pos.offline.operation"]
        self.assertEqual(operations._find_record(config, "res.partner", number), left)
        for uuid, found in ((create["uuid"], left.id), ("nobody's", False), (None, False)):
            partner = operations._find_record(config, "res.partner", None, uuid)
            self.assertEqual(partner.id, found)
        partner = operations._find_record(config, "product.product", left.id, create["uuid"])
        self.assertEqual(partner._name, "product.product")
