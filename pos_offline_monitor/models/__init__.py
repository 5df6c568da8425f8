from . import pos_config
from . import pos_offline_device
from . import pos_offline_device_report
from . import pos_offline_outage
from . import pos_offline_hour
from . import pos_offline_alert
from . import pos_offline_alert_rule
from . import res_config_settings
