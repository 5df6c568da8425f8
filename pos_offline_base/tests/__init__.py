from . import test_connection_settings
from . import test_unit
