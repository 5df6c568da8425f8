# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import pos_offline_operation
from . import pos_order
from . import pos_session
