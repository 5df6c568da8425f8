# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from ast import literal_eval

from odoo.tests import BaseCase, tagged
from odoo.tools import file_open

from odoo.addons.pos_offline_base.tools.card_numbers import has_card_number, without_card_numbers

VECTORS = "pos_offline_base/static/tests/unit/status/card_vectors.js"


@tagged("post_install", "-at_install")
class TestCardNumbers(BaseCase):
    def test_texts_of_the_till_are_judged_as_on_the_till(self):
        with file_open(VECTORS) as file:
            source = file.read()
        vectors = literal_eval(source[source.index("= [") + 2 : source.rindex(";")])
        self.assertGreater(len(vectors), 30)
        for text, kept in vectors:
            with self.subTest(text):
                self.assertEqual(without_card_numbers(text), kept)
                self.assertEqual(has_card_number(text), text != kept)

    def test_what_is_made_of_texts_is_cleaned_in_whole(self):
        raw = {"a": ["4111111111111111", 4111111111111111, None], "b": {"c": "x"}}
        clean = {"a": ["[card number removed]", 4111111111111111, None], "b": {"c": "x"}}
        self.assertEqual(without_card_numbers(raw), clean)
