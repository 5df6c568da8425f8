from . import pos_sync_reason
