from . import ir_module_module
from . import pos_config
from . import pos_offline_operation
from . import pos_offline_operation_apply
from . import pos_offline_wizard_mixin
from . import res_config_settings
