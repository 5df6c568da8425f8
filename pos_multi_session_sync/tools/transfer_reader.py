# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from datetime import timedelta
from typing import NamedTuple

from odoo.fields import Datetime
from odoo.tools import SQL

from .cursor import Cursor, read_cursor

# What came to rest within it is told to a till that knows nothing yet.
RECENT = timedelta(days=1)
MAX_LIMIT = 500


class Page(NamedTuple):
    """What a till is told at once; ``anew``: what it knew is none of this database's."""

    transfers: object
    cursor: str
    more: bool
    anew: bool


class TransferReader:
    """Reads what a till is told: all of it, also what a lost notification told of. See ADR 0014.

    :param transfers: the model, as superuser
    :param config: the point of sale whose transfers are read
    """

    def __init__(self, transfers, config):
        self.transfers = transfers
        self.env = transfers.env
        self.config = config

    def get_page(self, text, limit):
        """Return the Page of what changed since the cursor ``text``."""
        limit = limit if type(limit) is int and 0 < limit < MAX_LIMIT else MAX_LIMIT
        xmin, xmax = self._get_snapshot()
        cursor = read_cursor(text, xmin, xmax)
        rows = self.env.execute_query(self._get_query(cursor, xmax, limit + 1))
        page, more = rows[:limit], len(rows) > limit
        # Of several pages the first one counts: what was not over then is read again.
        low = cursor.low if cursor.id else xmin
        xid, id_ = (page[-1][1], page[-1][0]) if more else (low, 0)
        transfers = self.transfers.browse(row[0] for row in page)
        following = Cursor(low, xid, id_, more and cursor.opening)
        return Page(transfers, str(following), more, cursor.opening and not cursor.id)

    def _get_snapshot(self):
        """Return the oldest transaction that is not over, and the first one that is not begun.

        What this transaction wrote itself it sees as well, so it counts as begun.
        """
        query = SQL(
            """SELECT pg_snapshot_xmin(s)::text::bigint,
                      GREATEST(pg_snapshot_xmax(s)::text::bigint,
                               pg_current_xact_id_if_assigned()::text::bigint + 1)
                 FROM pg_current_snapshot() s"""
        )
        return self.env.execute_query(query)[0]

    def _get_query(self, cursor, xmax, limit):
        since = Datetime.now() - RECENT
        live = SQL(
            "(state IN ('queued', 'sent', 'seen', 'claimed', 'delivered') OR closed_at >= %s)",
            since,
        )
        # Numbers of a cluster that the database was restored from mean nothing in this one.
        changed = SQL("change_xid < %s", xmax)
        sides = [
            SQL(
                """(SELECT id, change_xid FROM pos_sync_transfer
                     WHERE %s = %s AND (change_xid, id) > (%s, %s) AND %s
                     %s)""",
                SQL.identifier(field),
                self.config.id,
                cursor.xid,
                cursor.id,
                live if cursor.opening else changed,
                SQL() if cursor.opening else SQL("ORDER BY change_xid, id LIMIT %s", limit),
            )
            for field in ("receiver_config_id", "sender_config_id")
        ]
        return SQL(
            "SELECT id, change_xid FROM (%s UNION %s) sides ORDER BY change_xid, id LIMIT %s",
            *sides,
            limit,
        )
