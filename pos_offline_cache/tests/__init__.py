from . import test_reset
from . import test_service_worker
from . import test_settings
from . import test_till
from . import test_unit
