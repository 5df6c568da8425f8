"""What a cashier does with customers: look them up, enter and change them, sell to them."""

from tests.waiting import wait_until

LIST = ".modal:has(.partner-list)"
# What the list looks for now; it is drawn when the page has had a frame since.
QUERY = """async () => {
    const typed = document.querySelector(".modal-header input")?.value;
    await new Promise((resolve) => setTimeout(resolve, 150));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return typed;
}"""
# What waits on this till, as its own outbox says; null while the till starts.
WAITING = """() => {
    const outbox = window.posmodel?.env?.services?.pos_outbox;
    return outbox ? outbox.list().map(({ uuid, kind, state, payload, answer }) => ({
        uuid, kind, state, name: payload.values.name, code: answer?.code ?? null })) : null;
}"""

# Whether stock's own database has the open order with its lines and its customer.
WRITTEN = """async () => {
    const { db } = posmodel.data.indexedDB;
    const ask = (name, key) => new Promise((resolve) => {
        const request = db.transaction(name).objectStore(name).get(key);
        request.onsuccess = () => resolve(request.result);
    });
    const { uuid, lines, partner_id } = posmodel.getOrder();
    const order = await ask("pos.order", uuid);
    const stored = await Promise.all(lines.map((line) => ask("pos.order.line", line.uuid)));
    return stored.every(Boolean) && order?.partner_id === partner_id?.id;
}"""

# A scanner's keys in a field as the browser makes them: a keydown and a character each, then Enter.
# Keys bear the time at which they came, however long the page takes for the one before.
SCAN = """([name, code]) => {
    const field = document.querySelector(`#pos-customer-${name}`);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    const keys = [...code, "Enter"].map((key) =>
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    for (const event of keys) {
        if (!field.dispatchEvent(event)) {
            continue;
        }
        if (event.key === "Enter") {
            field.form.requestSubmit();
        } else {
            document.execCommand("insertText", false, event.key);
        }
    }
}"""


class Customers:
    """The customer list and the till's own form of a till that shows the product screen."""

    def __init__(self, till):
        self.till = till

    @property
    def page(self):
        """The page that is driven now."""
        return self.till.page

    def open_list(self):
        """From the product screen to the list of customers."""
        self.page.click(".product-screen .set-partner")
        self.page.wait_for_selector(LIST)

    def close_list(self):
        """Back to the product screen without a choice."""
        self.page.click(f'{LIST} .modal-footer button:has-text("Discard")')
        self.page.wait_for_selector(LIST, state="detached")

    def search(self, text):
        """Names of the customers that the open list shows for `text`."""
        self.page.fill(f"{LIST} .modal-header input", text)
        # The list follows the typing with a delay of its own.
        wait_until(lambda: self.till.evaluate(QUERY) == text, what=f"the search for {text}")
        return self.shown()

    def shown(self):
        """Names that the open list shows."""
        return self.page.locator(f"{LIST} .partner-info b").all_inner_texts()

    def mark(self, name):
        """The badge of a customer in the open list, or an empty text."""
        row = self.page.locator(f'{LIST} .partner-info:has(b:text-is("{name}"))')
        return " ".join(row.locator(".pos-customer-mark").all_inner_texts()).strip()

    def choose(self, name):
        """Put a customer of the open list on the order."""
        self.page.click(f'{LIST} .partner-info b:text-is("{name}")')
        self.page.wait_for_selector(LIST, state="detached")

    def begin(self):
        """From the product screen to the empty form."""
        self.open_list()
        self.page.click(f'{LIST} .modal-header button:has-text("Create")')

    def edit(self, name):
        """From the open list to the form of a customer."""
        row = self.page.locator(f'{LIST} .partner-info:has(b:text-is("{name}"))')
        row.locator("button:has(.fa-bars), button.fa-bars").click()
        self.page.click('.o-dropdown-item:has-text("Edit Details")')

    def fill(self, **values):
        """Type into the till's own form."""
        self.page.wait_for_selector(".pos-customer-form", timeout=15_000)
        for name, value in values.items():
            self.page.fill(f"#pos-customer-{name}", value)

    def scan_into(self, name, code):
        """Scan with the cursor in a field of the form: quicker than keys come from outside."""
        self.till.evaluate(SCAN, [name, code])

    def save(self):
        """Press Save; returns when the form is gone: from now on it is on the disk."""
        self.page.click(".pos-customer-form button[name=save]")
        self.page.wait_for_selector(".pos-customer-form", state="detached")

    def create(self, **values):
        """Enter a new customer and put it on the order, as the list does after saving."""
        self.begin()
        self.fill(**values)
        self.save()
        self.page.wait_for_selector(LIST, state="detached")

    def waiting(self):
        """`{uuid, kind, state, name, code}` of what the server has not confirmed."""
        return self.till.evaluate(WAITING)

    def wait_order_written(self, timeout=10):
        """Wait until stock has the open order with its customer in its own database."""
        wait_until(lambda: self.till.evaluate(WRITTEN), timeout, "the order in stock's database")

    def load(self, name):
        """Have the open list load a customer from the server, as Enter does."""
        self.search(name)
        self.page.press(f"{LIST} .modal-header input", "Enter")
        wait_until(lambda: name in self.shown(), what=f"{name} from the server")

    def wait_through(self, timeout=30):
        """Wait until the server has confirmed all."""
        wait_until(lambda: self.waiting() == [], timeout, "all customers on the server")
