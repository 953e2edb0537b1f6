"""How long things may take: amounts of working time as text, `PT8H` in working hours, `P2D` in working days.

A case records the targets it started with as a fact, so that its timers say the same in replay after a setting changed.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.calendar import read_amount
from engine.definition import Definition
from engine.values import Value

DESK = "PT8H"
"""Internal target of a desk that has a letter; it is not published."""
REQUESTER = "P3D"
"""After which a requester is reminded of what he or she has to do."""
CONFIRMATION = "P2D"
"""After which a case closes by itself where its requester says nothing (R13)."""
CONFIRMATION_REMINDER = "P1D"
"""After which the requester is reminded of that."""
GUIDANCE = "PT1H"
"""Guidance usually takes a few minutes: when it counts as a breach of a layer (R6), which is reminded at half of it."""
SUPPORT = "P5D"
"""The upper bound of the online envelope (R8): what a case of support has, and the IT office where no contract gives a target."""


def stated_time(definition: Definition) -> tuple[str, str] | None:
    """Return the lower and upper bound of the time the catalogue states for a service (R3), as amounts; None where it states none."""
    properties = definition.main.properties
    lower, upper = (properties.get(name, "") for name in ("stated_time_lower", "stated_time_upper"))
    return (lower, upper) if read_amount(lower) is not None and read_amount(upper) is not None else None


def targets(definition: Definition) -> Mapping[str, Value]:
    """Return the targets of a new case, by name; of a stated time `reminder` and `breach` too (R3)."""
    stated = stated_time(definition)
    bounds = {} if stated is None else {"reminder": stated[0], "breach": stated[1]}
    return {
        "desk": DESK,
        "requester": REQUESTER,
        "confirmation": CONFIRMATION,
        "confirmation_reminder": CONFIRMATION_REMINDER,
        "guidance_breach": GUIDANCE,
        "support_breach": SUPPORT,
        **bounds,
    }
