from . import pos_customer_offline_discard
from . import pos_customer_offline_resolve
