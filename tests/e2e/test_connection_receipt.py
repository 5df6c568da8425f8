"""A receipt is printed with the pictures that are at hand: the network is not waited for."""

import pytest

from tests.e2e import connection, scenarios
from tests.till.shop import PRODUCT

BOUND = 1.0  # s
SLACK = 0.7  # s, for the machine

# Prints the receipt as the button does; resolves to the ms until the browser is told to print.
TIME_PRINT = """() => new Promise((resolve) => {
    const started = performance.now();
    window.print = () => resolve(performance.now() - started);
    posmodel.printReceipt();
})"""
# Fonts of another host, as stock's styles name them: one format to be tried after the other.
FOREIGN_FONTS = """(host) => {
    const sources = ["woff2", "woff", "ttf"].map((kind) => `url(${host}/slow.${kind})`);
    const style = document.createElement("style");
    style.textContent = `@font-face { font-family: Slow; src: ${sources.join(", ")}; }`;
    document.head.append(style);
}"""
# As a printer on the network does: the receipt is drawn as a picture, with its fonts.
DRAW = """async (picture) => {
    const name = "@point_of_sale/app/utils/printer/base_printer";
    const { BasePrinter } = odoo.loader.modules.get(name);
    const printer = new BasePrinter();
    const seen = { drawn: 0, asked: [] };
    printer.sendPrintingJob = async (image) => ({ result: Boolean((seen.drawn = image.length)) });
    const { fetch } = window;
    window.fetch = (url, ...options) => { seen.asked.push(url); return fetch(url, ...options); };
    const receipt = document.querySelector(".pos-receipt").cloneNode(true);
    receipt.prepend(Object.assign(document.createElement("img"), { src: picture }));
    const started = performance.now();
    await printer.printReceipt(receipt);
    window.fetch = fetch;
    return { ...seen, took: performance.now() - started };
}"""


@pytest.fixture
def receipt(till, shop):
    """A till that shows a receipt; its logo is on another host, where nothing answers any more."""
    scenarios.visit_once(till, shop)
    connection.prepare_payment(till, PRODUCT)
    assert connection.seconds_to_receipt(till) is not None
    block_pictures(till, shop)
    return till


def block_pictures(till, shop):
    """Packets vanish, and the receipt has a picture of another host."""
    shop.line.mode("swallow")
    till.evaluate(
        "(url) => { posmodel.config.uiState.receiptLogoDataUrl = url; }",
        f"{foreign_host(shop)}/logo.png",
    )


def foreign_host(shop):
    """The line by another name: for the browser another host, on which the mode is in force."""
    return shop.line.url.replace("127.0.0.1", "localhost")


def test_printing_does_not_wait_for_a_picture_from_the_network(receipt):
    took = receipt.evaluate(TIME_PRINT, timeout=30) / 1000
    print(f"\nprinting with a picture that never comes: {took:.2f} s")
    assert took <= BOUND + SLACK


def test_drawing_a_receipt_does_not_wait_for_fonts_from_the_network(receipt, shop):
    """What never comes: a receipt that waits for it, or needs it, is never drawn at all."""
    host = foreign_host(shop)
    receipt.evaluate(FOREIGN_FONTS, host)
    seen = receipt.evaluate(DRAW, f"{host}/logo.png", timeout=60)
    assert seen, "the receipt was not drawn"
    print(f"\ndrawing a receipt without the network: {seen['took'] / 1000:.2f} s")
    assert seen["drawn"] > 1000
    assert {f"{host}/slow.woff2", f"{host}/logo.png"} <= set(seen["asked"])
