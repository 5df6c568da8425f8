"""What is told of a test that failed is short enough to be read."""

from playwright.sync_api import TimeoutError as BrowserTimeout

from tests.till.report import in_short


def test_a_browsers_error_is_told_without_its_attempts():
    attempts = [f"attempt {number}" for number in range(90)]
    told = in_short(BrowserTimeout("\n".join(["Timeout", *attempts, "what is in the way"])))
    assert told.splitlines()[0] == "Timeout"
    assert told.splitlines()[-1] == "what is in the way"
    assert len(told.splitlines()) == 11
    assert in_short(BrowserTimeout("Timeout")) == "Timeout"
