"""Runs inside ``odoo shell``: fills the tables and asks. ROWS, COUNT and OUTPUT stand before it."""
# ruff: noqa: F821

import json
import time
from pathlib import Path
from uuid import uuid4

LIVE = 200
configs = env["pos.config"].search([], order="id", limit=3)
sender, receiver, other = configs
configs.write({"is_sync_sender": True, "is_sync_receiver": True})
user = env.ref("base.user_admin")
product = env["product.product"].search([("available_in_pos", "=", True)], limit=1)

# As many as there shall be, of which the last ones are still on their way.
FILL = """
    WITH made AS (
        INSERT INTO pos_sync_order (name, uuid, version, state, mode, keep, priority, line_count,
               sender_config_id, company_id, currency_id, user_id, amount_total, sent_at,
               expires_at, payload, create_date, write_date, create_uid, write_uid)
        SELECT 'BENCH/' || n, gen_random_uuid(), 1,
               CASE WHEN n > %(rows)s - %(live)s THEN 'sent'
                    ELSE (ARRAY['paid', 'returned', 'recalled', 'expired'])[1 + n %% 4] END,
               'each', 'hand_over', '0', 1,
               (ARRAY[%(a)s, %(b)s, %(c)s])[1 + n %% 3], %(company)s, %(currency)s, %(user)s,
               n %% 100,
               now() - (%(rows)s - n) * interval '5 seconds',
               now() + interval '1 day',
               '{"schema": 1, "lines": []}'::jsonb,
               now() - (%(rows)s - n) * interval '5 seconds', now(), 1, 1
          FROM generate_series(%(first)s, %(rows)s) n
        RETURNING id, state, sender_config_id, company_id, sent_at)
    INSERT INTO pos_sync_transfer (sync_order_id, uuid, version, state, sender_config_id,
           receiver_config_id, company_id, queued_at, sent_at, closed_at, change_xid, amount_total,
           create_date, write_date, create_uid, write_uid)
    SELECT id, gen_random_uuid(), 1, state, sender_config_id,
           CASE sender_config_id WHEN %(a)s THEN %(b)s WHEN %(b)s THEN %(c)s ELSE %(a)s END,
           company_id, sent_at, sent_at, CASE WHEN state = 'sent' THEN NULL ELSE sent_at END, 1, 5,
           sent_at, sent_at, 1, 1
      FROM made"""


def fill():
    """Add what is missing to ROWS, and tell PostgreSQL how much there is."""
    cr = env.cr
    cr.execute("UPDATE pos_sync_order SET state = 'paid' WHERE state = 'sent'")
    cr.execute(
        "UPDATE pos_sync_transfer SET state = 'paid', closed_at = sent_at WHERE state = 'sent'"
    )
    cr.execute("SELECT count(*) FROM pos_sync_order WHERE name LIKE 'BENCH/%'")
    values = {"a": sender.id, "b": receiver.id, "c": other.id, "first": cr.fetchone()[0] + 1}
    values |= {"company": sender.company_id.id, "currency": sender.currency_id.id}
    cr.execute(FILL, {**values, "rows": ROWS, "live": LIVE, "user": user.id})
    cr.commit()
    # As PostgreSQL does by itself after a while.
    cr._cnx.autocommit = True
    cr.execute("VACUUM ANALYZE pos_sync_order, pos_sync_transfer")
    cr._cnx.autocommit = False


def measure(ask):
    """Return the ms of COUNT calls, each in a transaction of its own with nothing in memory."""
    times = []
    for _turn in range(COUNT + 2):
        env.invalidate_all()
        begun = time.perf_counter()
        ask()
        env.cr.commit()
        times.append((time.perf_counter() - begun) * 1000)
    return times[2:]


def send():
    """Send an order, as a till does; return its transfer's uuid."""
    order = {"schema": 1, "currency_id": sender.currency_id.id, "totals": {"total": 1, "tax": 0}}
    line = {"product_id": product.id, "qty": 1, "price_unit": 1}
    order["lines"] = [{**line, "uuid": str(uuid4())} for _number in range(100)]
    payload = {"uuid": str(uuid4()), "version": 1, "mode": "first", "keep": "copy", "order": order}
    batch = {
        "protocol": 1,
        "database": env["ir.config_parameter"].get_param("database.uuid"),
        "device": "bench",
        "acknowledged": 0,
        "operations": [
            {
                "uuid": str(uuid4()),
                "sequence": 1,
                "kind": "sync.send",
                "payload": {**payload, "receivers": [receiver.id], "priority": "0"},
            }
        ],
    }
    (result,) = sender.with_user(user).apply_offline_operations(batch)["results"]
    return result["result"]["transfers"][0]["uuid"]


def browse(domain, **values):
    """Ask what the list view asks."""
    names = ("name", "state", "sent_at", "amount_total", "cashier")
    fields = {
        "sender_config_id": {"fields": {"display_name": {}}},
        "receiver_config_ids": {"fields": {"display_name": {}}},
        **{name: {} for name in names},
    }
    orders.web_search_read(domain, fields, limit=80, count_limit=10001, **values)


fill()
at_receiver = receiver.with_user(user)
orders = env["pos.sync.order"].with_user(user)
cursor = at_receiver.pull_sync_orders("", 100)
while cursor["more"]:
    cursor = at_receiver.pull_sync_orders(cursor["cursor"], 500)
waiting = iter([send() for _turn in range(COUNT + 2)])
env.cr.commit()


def take():
    at_receiver.claim_sync_order(next(waiting), "bench", None, str(uuid4()))


WAITING = [("state", "in", ("queued", "sent", "seen", "claimed"))]
results = {
    "till: pull, nothing new": lambda: at_receiver.pull_sync_orders(cursor["cursor"], 1),
    "till: pull all that is open": lambda: at_receiver.pull_sync_orders("", 100),
    "till: receivers and their counts": sender.with_user(user).get_sync_receivers,
    "till: closing state": at_receiver.get_sync_closing_state,
    "till: send 100 lines": send,
    "till: take 100 lines": take,
    "list: waiting": lambda: browse(WAITING),
    "list: everything": lambda: browse([]),
    "list: returned": lambda: browse([("state", "=", "returned")]),
    "list: of one sender": lambda: browse([("sender_config_id", "=", sender.id)]),
    "list: to one receiver": lambda: browse([("receiver_config_ids", "in", receiver.ids)]),
    "kanban: counts by state": lambda: orders.formatted_read_group([], ["state"], ["__count"]),
}
Path(OUTPUT).write_text(json.dumps({name: measure(ask) for name, ask in results.items()}))
