# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import alert_rules
from . import dashboard
from . import diagnosis
from . import diagnosis_checks
from . import diagnosis_file
from . import diagnosis_rule
from . import known_texts
from . import quiet_hours
from . import report
