# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
import re
from pathlib import Path

from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path

from odoo.addons.pos_offline_base.exceptions import TEXTS

from ..tools.diagnosis import RULES, UNEXPLAINED, find_known_codes

ADDONS = Path(file_path("pos_offline_base")).resolve().parent
PAGE = ADDONS / "docs" / "monitoring.md"
ROWS = [*RULES, UNEXPLAINED]
NUMBER = re.compile(r"%\(\w+\)s")
ENUM = re.compile(r"FAILURE = Object\.freeze\(\{(.*?)\}\)", re.DOTALL)
WORD = re.compile(r'"([a-z_]+)"')
# As `code: "server"` anywhere, and what the report itself falls back to.
CODE = re.compile(r'\bcode: "([a-z_]+)"|\?\.kind \|\| "([a-z_]+)"')
REASON = re.compile(r'\["([a-z_]+)"\]')


def read_sources():
    """Return the texts of the till's code of all our modules."""
    return [path.read_text() for path in sorted(ADDONS.glob("pos_*/static/src/**/*.js"))]


def find_failure_codes(sources):
    """Return each code that a till can count what was not accepted under."""
    codes = set(TEXTS)
    for source in sources:
        for enum in ENUM.findall(source):
            codes.update(WORD.findall(enum))
        for found in CODE.findall(source):
            codes.update(filter(None, found))
    return codes


def find_reasons(sources):
    """Return each reason that a module can give for a till that is not ready."""
    parts = [source for source in sources if "reportParts.add(" in source]
    return {code for source in parts for code in REASON.findall(source)}


def make_line(rule):
    """Return the row of the page for a rule."""
    texts = [str(text) for text in (rule.evidence, rule.cause, rule.advice)]
    texts[0] = NUMBER.sub("…", texts[0]).replace("%%", "%")
    return f"| `{rule.code}` | {' | '.join(texts)} |"


@tagged("post_install", "-at_install")
class TestDiagnosisRows(TransactionCase):
    """The table has a row for each code there is; the page and the languages have each row."""

    def test_each_code_that_a_till_can_report_has_a_row(self):
        failures, reasons = find_known_codes()
        sources = read_sources()
        self.assertFalse(find_failure_codes(sources) - failures)
        self.assertFalse(find_reasons(sources) - reasons)

    def test_a_code_that_is_new_anywhere_is_found_as_missing(self):
        """Control of the test above: it reads the codes where they are."""
        failures, reasons = find_known_codes()
        codes = find_failure_codes(read_sources())
        for code in ("connection", "otherwise", "other", "server_restored", "unknown"):
            self.assertIn(code, codes)
        self.assertEqual(len(find_reasons(read_sources())), 5)
        enum = 'export const FAILURE = Object.freeze({\n    NEW: "brand_new",\n});'
        for source in (enum, 'return { verdict: VERDICT.FINAL, code: "brand_new" };'):
            self.assertEqual(find_failure_codes([source]) - failures, {"brand_new"})
        part = 'const REASONS = { a: ["brand_new"] };\nreportParts.add("new", newPart);'
        self.assertEqual(find_reasons([part]) - reasons, {"brand_new"})

    def test_each_row_has_a_code_of_its_own(self):
        codes = [rule.code for rule in ROWS]
        self.assertEqual(len(codes), len(set(codes)))
        told = [code for rule in ROWS for code in (*rule.failures, *rule.reasons)]
        self.assertEqual(len(told), len(set(told)))

    def test_the_page_for_managers_has_each_row_and_no_other(self):
        if not PAGE.is_file():
            self.skipTest("The module is here without the suite's pages.")
        written = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]
        self.assertEqual(written, [make_line(rule) for rule in ROWS])

    def test_each_sentence_is_said_in_french_and_arabic_with_its_numbers(self):
        for lang in ("fr_FR", "ar_001"):
            self.env["res.lang"]._activate_lang(lang)
            env = self.env(context={"lang": lang})
            for rule in ROWS:
                for text in (rule.evidence, rule.cause, rule.advice):
                    with self.subTest(lang=lang, text=str(text)):
                        told = env._(text)
                        self.assertNotEqual(told, str(text))
                        numbers = (sorted(NUMBER.findall(each)) for each in (told, str(text)))
                        self.assertEqual(*numbers)
                        self.assertEqual(told.count("%%"), str(text).count("%%"))
