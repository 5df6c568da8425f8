# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import pos_offline_order_deliver
from . import pos_offline_order_void
