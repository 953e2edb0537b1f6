"""What is measured in a step's transaction: clocks against their targets, stays at elements, the time a case took.

Comes after the step: all of it follows from the definition, the states before and after, and what happened, so that the proof
writes it again. Boards are read off it.
"""

from processes.measures.clocks import clocks_after
from processes.measures.ended import take_time
from processes.measures.stays import stays_after
from processes.measures.write import write

__all__ = ["clocks_after", "stays_after", "take_time", "write"]
