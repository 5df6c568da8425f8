"""Only a whole page of ours is ever stored: a wrong answer neither stays nor shuts a till."""

import pytest

from tests.e2e import scenarios
from tests.till import storage
from tests.till.shop import FURNITURE

WRONG_ANSWERS = {
    "a 502": ("502", {}),
    "a portal that says 200": ("portal_200", {}),
    "a portal that redirects": ("portal_302", {}),
    "half a page": ("truncate", {"path": "^/pos/ui"}),
    "half a page that looks whole": ("truncate", {"path": "^/pos/ui", "reframe": True}),
}
each_wrong_answer = pytest.mark.parametrize(
    ("mode", "options"), WRONG_ANSWERS.values(), ids=WRONG_ANSWERS.keys()
)


@each_wrong_answer
def test_the_stored_till_opens_while_the_line_answers_wrongly(mode, options, till, shop):
    scenarios.visit_once(till, shop)
    shop.line.mode(mode, **options)
    till.reload()
    assert till.opens()
    stored = storage.cached_text(till.page, "pos-offline-cache")
    assert not any(text in stored for text in ("Guest Wi-Fi", "502 Bad Gateway"))


@each_wrong_answer
def test_a_wrong_answer_is_not_what_opens_afterwards(mode, options, till, shop):
    assert scenarios.wrong_answer_then_gone(till, shop, mode, **options)
    assert till.errors() == []


def test_the_sign_in_page_is_obeyed_and_not_stored_when_the_session_is_over(till, shop):
    scenarios.visit_once(till, shop)
    till.context.clear_cookies()
    till.visit(till.shop_url(FURNITURE))
    till.wait_state("sign-in")
    assert "oe_login_form" not in storage.cached_text(till.page, "pos-offline-cache")
