# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import alert_rules
from . import dashboard
from . import quiet_hours
from . import report
