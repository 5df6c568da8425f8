from . import customer_values
from . import duplicates
from . import merge
from . import new_customers
