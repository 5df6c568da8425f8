"""Adds up what the parts of a test run say in their JUnit files."""

from dataclasses import dataclass
from xml.etree import ElementTree


@dataclass
class Result:
    """Counts of one part; ``broken`` says why a part has no trustworthy counts."""

    title: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    broken: str = ""

    @property
    def is_good(self):
        """True when something ran and nothing failed."""
        return not self.failed and not self.broken


def read(title, path, exit_code):
    """Return the `Result` in the JUnit file ``path``; a run without one failed as a whole."""
    result = Result(title)
    try:
        suites = list(ElementTree.parse(path).iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        suites = []
    for suite in suites:
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        result.failed += failed
        result.skipped += skipped
        result.seconds += float(suite.get("time", 0))
        result.passed += int(suite.get("tests", 0)) - failed - skipped
    if not result.passed + result.failed:
        result.broken = "no test ran"
    elif exit_code and not result.failed:
        result.broken = f"ended with exit code {exit_code}"
    return result


def summary(results):
    """Return the text of the table and its closing line."""
    lines = [""]
    for each in results:
        lines.append(
            f"  {each.title:<40} {each.passed:>5} passed {each.failed:>4} failed"
            f" {each.skipped:>4} skipped {each.seconds:>7.1f} s"
            + (f"   ({each.broken})" if each.broken else "")
        )
    # A part that broke counts as one failure: the closing line must not look clean.
    failed = sum(each.failed + bool(each.broken) for each in results)
    lines.append(f"\n{sum(each.passed for each in results)} passed, {failed} failed")
    return "\n".join(lines)
