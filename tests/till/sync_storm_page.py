"""What a storm over orders has the page of a till do: what its popups do when they are pressed."""

# What there is to act upon; null while the till starts.
LOOK = """() => {
    const sync = !window.seenByTest && window.posmodel?.syncOrders;
    if (!sync?.puller._isRunning) { return null; }
    const { board, sender, receiver, outbox } = sync;
    const isWaiting = ({ state }) => ["queued", "sent", "seen"].includes(state);
    const uuids = (transfers) => transfers.map(({ uuid }) => uuid);
    return {
        waiting: uuids(board.state.inbox.filter((one) =>
            isWaiting(one) && !receiver.isReturning(one.uuid))),
        begun: uuids(board.state.inbox.filter((one) => receiver.mayContinue(one))),
        sent: [...new Set(board.state.outbox.filter(isWaiting).map(({ order }) => order.uuid))],
        back: uuids(board.state.outbox.filter((one) => sender.mayReopen(one))),
        orders: posmodel.getOpenOrders().filter((order) => order.lines.length)
            .map(({ uuid, sync_transfer_uuid, general_customer_note }) => ({
                uuid, transfer: sync_transfer_uuid || null, mark: general_customer_note })),
        operations: outbox.list().map(({ uuid, kind, lane, state, answer }) => ({
            uuid, kind, lane, state,
            code: answer?.code ?? null, message: answer?.message ?? null })),
    };
}"""
SHOW = """(uuid) => {
    const order = posmodel.models["pos.order"].getBy("uuid", uuid);
    posmodel.setOrder(order);
    posmodel.navigate("ProductScreen", { orderUuid: uuid });
}"""
PICK = """const pick = (number) => {
    const products = posmodel.models["product.template"].filter((one) => one.available_in_pos
        && !one.isConfigurable() && !one.isCombo() && one.tracking === "none"
        && one.list_price > 0);
    return products[number % products.length];
};"""
# A new order with a note that goes with it wherever it goes.
MAKE = f"""async ([mark, number]) => {{
    {PICK}
    const order = posmodel.addNewOrder();
    posmodel.navigate("ProductScreen", {{ orderUuid: order.uuid }});
    await posmodel.addLineToOrder({{ product_tmpl_id: pick(number) }}, order, {{}}, false);
    order.setGeneralCustomerNote(mark);
    return order.uuid;
}}"""
# Not all that the page has: of what is sold, stock keeps no lines.
WRITTEN = """async (uuid) => {
    const { db } = posmodel.data.indexedDB;
    const ask = (name, key) => new Promise((resolve) => {
        const request = db.transaction(name).objectStore(name).get(key);
        request.onsuccess = () => resolve(request.result);
    });
    const order = posmodel.models["pos.order"].getBy("uuid", uuid);
    const stored = await ask("pos.order", uuid);
    const lines = await Promise.all(order.lines.map((line) => ask("pos.order.line", line.uuid)));
    const isSame = stored?.general_customer_note === order.general_customer_note;
    return isSame && lines.every(Boolean);
}"""
EDIT = f"""async ([uuid, number]) => {{
    {PICK}
    const order = posmodel.models["pos.order"].getBy("uuid", uuid);
    await posmodel.addLineToOrder({{ product_tmpl_id: pick(number) }}, order, {{}}, false);
}}"""


def _told(script):
    """A page function that resolves to what went wrong, or to an empty text."""
    return f"""async (argument) => {{
        const act = {script};
        try {{
            await act(argument);
            return "";
        }} catch (error) {{
            posmodel.syncOrders.puller.ring();
            return String(error.message || error) || error.name;
        }}
    }}"""


SAVE = _told("async () => await posmodel.syncAllOrders({ throw: true })")
SEND = _told("""async ([uuid, choice]) => {
    const order = posmodel.models["pos.order"].getBy("uuid", uuid);
    await posmodel.syncOrders.sender.send(order, { note: "", priority: "0", ...choice });
}""")
DELIVER = _told("""async (uuid) => {
    const { board, receiver } = posmodel.syncOrders;
    const { order } = await receiver.deliver(board.get(uuid));
    posmodel.navigateToOrderScreen(order);
}""")
GIVE_BACK = _told("""async (uuid) => {
    const { board, receiver } = posmodel.syncOrders;
    await receiver.giveBack(board.get(uuid), "given back in the storm");
}""")
RECALL = _told("""async (uuid) => {
    await posmodel.syncOrders.sender.recall(uuid, "called back in the storm");
}""")
REOPEN = _told("""async (uuid) => {
    const { board, sender } = posmodel.syncOrders;
    const order = await sender.reopen(board.get(uuid));
    posmodel.navigateToOrderScreen(order);
}""")
DELETE = _told("""async (uuid) => {
    const order = posmodel.models["pos.order"].getBy("uuid", uuid);
    await posmodel.deleteOrders([order]);
    const next = posmodel.addNewOrder();
    posmodel.navigate("ProductScreen", { orderUuid: next.uuid });
}""")
# What a person does with what the server refused: a send is taken back, the rest is given up.
SOLVE = _told("""async (uuid) => {
    const { outbox, sender } = posmodel.syncOrders;
    const operation = outbox.list().find((one) => one.uuid === uuid);
    await (operation.kind === "sync.send"
        ? sender.takeBack(operation) : outbox.discard(uuid, "given up in the storm"));
}""")
