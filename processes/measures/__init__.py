"""What is measured in a step's transaction: clocks against their targets, stays at elements, the time a case took.

Comes after the step: all of it follows from the definition, the states before and after, and what happened, so that the proof
writes it again. Boards are read off it.
"""

from processes.measures.activities import deployed, keep_activities
from processes.measures.clocks import clocks_after
from processes.measures.ended import take_time
from processes.measures.stays import activities_of, stay_row, stays_after
from processes.measures.write import write

__all__ = [
    "activities_of",
    "clocks_after",
    "deployed",
    "keep_activities",
    "stay_row",
    "stays_after",
    "take_time",
    "write",
]
