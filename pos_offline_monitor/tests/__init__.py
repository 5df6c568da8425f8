from . import test_alerts
from . import test_board
from . import test_concurrency
from . import test_cost
from . import test_history
from . import test_reports
from . import test_rights
from . import test_unit
