from . import base_partner_merge_automatic_wizard
from . import pos_customer_offline_discard
from . import pos_customer_offline_resolve
