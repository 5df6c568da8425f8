from . import test_cancelled_orders
from . import test_gone_references
from . import test_refused_orders
from . import test_sales
from . import test_sold_offline
from . import test_unchanged_fields
from . import test_unit
from . import test_unknown_fields
