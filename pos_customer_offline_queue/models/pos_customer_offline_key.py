# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from odoo import api, fields, models
from odoo.tools import SQL


class PosCustomerOfflineKey(models.Model):
    """What identifies a customer, as digests, so that two tills cannot create one person at once.

    PostgreSQL shows a transaction what was there when it began. Two of them that look for the same
    telephone number at once both find nobody. Here both write one row: the second waits, ends as a
    serialisation failure when the first commits, is run again by Odoo and finds the customer.
    """

    _name = "pos.customer.offline.key"
    _description = "Identity of a customer being entered by a till"

    digest = fields.Char(required=True)
    used_at = fields.Datetime(required=True)

    _digest_unique = models.Constraint("UNIQUE (digest)", "A digest has one row.")

    @api.model
    def _lock(self, digests):
        """Hold the rows of ``digests``, sorted, until the end of the transaction.

        Nobody has rights on the rows, which tell nothing; this is the only way to them.
        """
        if not digests:
            return
        query = SQL(
            """INSERT INTO pos_customer_offline_key (digest, used_at)
               SELECT digest, now() AT TIME ZONE 'UTC' FROM unnest(%s) digest
               ON CONFLICT (digest) DO UPDATE SET used_at = EXCLUDED.used_at""",
            digests,
        )
        self.env.cr.execute(query, log_exceptions=False)

    @api.autovacuum
    def _gc_keys(self):
        """Drop rows that no running transaction can need."""
        self.env.cr.execute(
            SQL("DELETE FROM pos_customer_offline_key WHERE used_at < now() - interval '1 day'")
        )
