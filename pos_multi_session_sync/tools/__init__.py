# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import actor
from . import cursor
from . import lines_table
from . import payload
from . import payload_reader
from . import states
from . import transfer_reader
