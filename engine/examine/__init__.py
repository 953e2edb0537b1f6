"""All faults of files that are deployed together: between form and completion, for whoever uploads or checks diagrams.

`files` reads and checks them; `bounded` does that in a process of its own, which what it reads can only make stop.
"""

from engine.examine.bounded import Examiner, examine_bounded
from engine.examine.files import File, examine

__all__ = ["Examiner", "File", "examine", "examine_bounded"]
