# Part of the POS offline suite. See LICENSE file for full copyright and licensing details.
from . import actor
from . import cursor
from . import payload
from . import states
