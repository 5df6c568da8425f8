"""What is told of a test that failed: what each of its tills showed, and what it waited for."""

import re

from playwright.sync_api import Error as PlaywrightError

from dev import paths

OUTPUT = paths.WORKSPACE / "test-output"
MOST_ERRORS = 20
SAID_FIRST = 10  # lines of a browser's error
# The line, what waits, and the dialogs, as the page itself has them.
SAID = """() => {
    const { pos_connection, pos_outbox } = window.posmodel?.env?.services || {};
    const texts = [...document.querySelectorAll(".modal")].map((each) => each.innerText);
    return JSON.stringify({
        line: pos_connection?.state,
        outbox: pos_outbox?.state,
        operations: pos_outbox?.list().map(({ kind, state, answer }) =>
            [kind, state, answer?.code]),
        orders: window.posmodel?.syncStatus?.read().map(({ title, state, error }) =>
            [title, state, error]),
        dialogs: texts.map((text) => text.slice(0, 200)),
    });
}"""


def print_report(test, shop, tills):
    """Save what each till showed, and say where Odoo's log is."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    lines = [f"Odoo's log: {shop.server.log_path}"]
    for number, till in enumerate(tills):
        name = re.sub(r"[^\w-]+", "_", test)
        lines += _describe(till, OUTPUT / f"{name}-{number}.png")
    # Shown as "Captured stdout teardown", also of tests that run side by side.
    print("\n".join(lines))


def in_short(error):
    """Return a browser's error without its attempts: a hundred lines hide what the tills showed."""
    lines = str(error).splitlines()
    return "\n".join([*lines[:SAID_FIRST], *lines[SAID_FIRST:][-1:]])


def _describe(till, picture):
    if not till.context:
        return ["a till was closed"]
    try:
        till.screenshot(picture)
        shown = [f"{till.page.url} shows {till.state()!r}: {picture}"]
        shown.append(f"says {till.evaluate(SAID)}")
    except (PlaywrightError, TimeoutError) as error:
        shown = [f"no picture of {till.page.url}: {error}"]
    return [*shown, *(f"error: {text}" for text in till.page_errors), *_console(till)]


def _console(till):
    texts = [f"console {kind}: {text}" for kind, text in till.console if kind == "error"]
    return texts[-MOST_ERRORS:]
