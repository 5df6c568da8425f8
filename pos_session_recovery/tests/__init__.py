from . import test_facts
from . import test_settings
from . import test_till
from . import test_unit
