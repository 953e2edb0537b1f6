"""The engine runs any diagram: it knows nothing of this office, of Flask, of SQL.

diagram -> definition -> instance -> task -> form -> completion -> history -> replay
"""

import zoneinfo

# What an hour of a zone is decides when a timer falls due, and so belongs to what histories rest on: it comes from the package that
# requirements/run.txt locks, never from the machine, which may be older or newer than the next one.
zoneinfo.reset_tzpath(to=())
