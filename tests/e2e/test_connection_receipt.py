"""A receipt is printed with the pictures that are at hand: the network is not waited for."""

import pytest

from tests.e2e import connection, scenarios
from tests.till.shop import PRODUCT

BOUND = 1.0  # s
SLACK = 0.7  # s, for the machine
DRAWING = 1.0  # s, what drawing alone takes on a busy one

# Prints the receipt as the button does; resolves to the ms until the browser is told to print.
TIME_PRINT = """() => new Promise((resolve) => {
    const started = performance.now();
    window.print = () => resolve(performance.now() - started);
    posmodel.printReceipt();
})"""
# As a printer on the network does: the receipt is drawn as a picture, with its fonts.
TIME_DRAW = """async () => {
    const name = "@point_of_sale/app/utils/printer/base_printer";
    const { BasePrinter } = odoo.loader.modules.get(name);
    const printer = new BasePrinter();
    let drawn = 0;
    printer.sendPrintingJob = async (image) => ({ result: Boolean((drawn = image.length)) });
    const receipt = document.querySelector(".pos-receipt").cloneNode(true);
    const started = performance.now();
    await printer.printReceipt(receipt);
    return [performance.now() - started, drawn];
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
    host = shop.line.url.replace("127.0.0.1", "localhost")
    till.evaluate(
        "(url) => { posmodel.config.uiState.receiptLogoDataUrl = url; }", f"{host}/logo.png"
    )


def test_printing_does_not_wait_for_a_picture_from_the_network(receipt):
    took = receipt.evaluate(TIME_PRINT, timeout=30) / 1000
    print(f"\nprinting with a picture that never comes: {took:.2f} s")
    assert took <= BOUND + SLACK


def test_drawing_a_receipt_does_not_wait_for_fonts_from_the_network(receipt):
    took, size = receipt.evaluate(TIME_DRAW, timeout=60)
    print(f"\ndrawing a receipt without the network: {took / 1000:.2f} s")
    assert size > 1000
    assert took / 1000 <= BOUND + DRAWING + SLACK
