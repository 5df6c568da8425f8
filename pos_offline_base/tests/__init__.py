from . import test_batch
from . import test_concurrency
from . import test_operations
from . import test_page
from . import test_unit
