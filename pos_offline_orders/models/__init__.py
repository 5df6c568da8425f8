# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import ir_module_module
from . import pos_offline_operation
from . import pos_offline_order
from . import pos_order
from . import pos_session
