# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import gone_references
from . import order_cancel
from . import refusals
from . import refused_order
from . import sale_note
from . import unchanged_fields
from . import unknown_fields
