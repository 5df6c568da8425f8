from . import test_batch
from . import test_concurrency
from . import test_connection_settings
from . import test_groups
from . import test_operations
from . import test_page
from . import test_till
from . import test_unit
