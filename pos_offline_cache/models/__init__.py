from . import pos_config
from . import pos_offline_cache_release
from . import res_config_settings
