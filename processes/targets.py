"""How long things may take. The one place with wall-clock durations, until working calendars come.

A case records the targets it started with as a fact, so that its timers say the same in replay after a setting changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from engine.definition import Definition
from engine.feel import compile_expression
from engine.values import Value

DESK = timedelta(hours=8)
"""Internal target of a desk that has a letter; it is not published."""
REQUESTER = timedelta(days=3)
"""After which a requester is reminded of what he or she has to do."""
CONFIRMATION = timedelta(days=2)
"""After which a case closes by itself where its requester says nothing (R13)."""
CONFIRMATION_REMINDER = timedelta(days=1)
"""After which the requester is reminded of that."""
GUIDANCE_REMINDER = timedelta(minutes=30)
"""Guidance usually takes a few minutes: when a layer is reminded of it,"""
GUIDANCE = timedelta(hours=1)
"""and when it counts as a breach of that layer (R6)."""
SUPPORT = timedelta(days=5)
"""What the IT office has where no contract gives a target: the upper bound of the online envelope (R8)."""
SUPPORT_REMINDER = SUPPORT * 3 / 4
"""When it is reminded of that."""
MINUTES = timedelta(days=7)
"""After which the minutes of a meeting that was arranged are missed."""


def stated_time(definition: Definition) -> tuple[timedelta, timedelta] | None:
    """Return the lower and upper bound of the time the catalogue states for a service (R3); None where it states none."""
    properties = definition.main.properties
    bounds = [_duration(properties.get(name)) for name in ("stated_time_lower", "stated_time_upper")]
    return (bounds[0], bounds[1]) if bounds[0] is not None and bounds[1] is not None else None


def targets(definition: Definition) -> Mapping[str, Value]:
    """Return the targets of a new case, by name; of a stated time `reminder` and `breach` too (R3)."""
    stated = stated_time(definition)
    bounds = {} if stated is None else {"reminder": stated[0], "breach": stated[1]}
    return {
        "desk": DESK,
        "requester": REQUESTER,
        "confirmation": CONFIRMATION,
        "confirmation_reminder": CONFIRMATION_REMINDER,
        "guidance_reminder": GUIDANCE_REMINDER,
        "guidance_breach": GUIDANCE,
        "support_reminder": SUPPORT_REMINDER,
        "support_breach": SUPPORT,
        "minutes": MINUTES,
        **bounds,
    }


def _duration(written: str | None) -> timedelta | None:
    if written is None:
        return None
    value = compile_expression(f'duration("{written}")').evaluate({})
    return value if isinstance(value, timedelta) else None
