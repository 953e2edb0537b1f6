"""Until when the clocks around a token have time: what the functions of `engine.feel.builtins.deadlines` ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task

from engine.calendar import ROUND_THE_CLOCK, WorkingCalendar
from engine.clock import CASE, Clock, read_target
from engine.errors import BadInput
from engine.feel import compile_expression
from engine.feel.builtins.deadlines import DEADLINES

if TYPE_CHECKING:
    from engine.spiff.context import Context

CALENDAR, CALENDARS = "calendar", "calendars"
"""Variables: the key of the calendar that counts for the case, and the digest in force of each key."""
SINCE = "since"
"""The mark of a timer: since when it is armed."""


class NoSuchClock(BadInput):
    en = (
        "Expected that one clock “{clock}” runs around {element} or in its case, but there are these: {found}. Give an activity around it the "
        "property “clock”, or correct the name."
    )
    fa = (
        "انتظار می‌رفت یک ساعت به نام «{clock}» پیرامون {element} یا در پروندهٔ آن در کار باشد، ولی این‌ها هست: {found}. به فعالیتی که آن را در بر دارد ویژگی "
        "clock بدهید یا نام را اصلاح کنید."
    )


def asks_clocks(expression: str) -> bool:
    """Return whether a timer's FEEL depends on a clock, so that it is derived anew after every command."""
    return not compile_expression(expression).calls.isdisjoint(DEADLINES)


def deadline(context: Context, task: Task, name: str | None, target: Any, fraction: Decimal) -> datetime | None:
    """Return until when a clock around `task` has time; None while it stands still, or where the target is none.

    `name` None asks for the activity's own clock, and `target` is then an amount: where the activity has no clock, the time
    counts since the timer was armed. Raises `NoSuchClock`, `NotATarget`.
    """
    if name is None:
        found = read_target(target, name="", element=task.task_spec.key, now=context.now, zone=context.zone)
        clock = own_clock(context, task)
        assert found is not None
        return clock.deadline(calendar_of(context, clock), found, fraction)
    clock = nearest(context.clocks, outward(task), name, task.task_spec.key)
    return clock.deadline(calendar_of(context, clock), target, fraction)


def own_clock(context: Context, task: Task) -> Clock:
    """Return the clock of the activity on which a timer stands, or one that began when the timer was armed."""
    marks = task.internal_data
    clock = context.clocks.get(marks.get("host") or task.id)
    if clock is not None:
        return clock
    since = datetime.fromisoformat(marks[SINCE]) if SINCE in marks else context.now
    key = str(context.variables.get(CALENDAR) or "")
    return Clock(id=task.id, name="", element=task.task_spec.key, calendar=key, since=since)


def nearest(clocks: Mapping[str, Clock], around: Iterable[str], name: str, element: str) -> Clock:
    """Return the first clock of that name among those of the tokens `around` an element, else the only one in the case.

    An escalation often stands outside of what it is about. Raises `NoSuchClock` where there is none, or several.
    """
    named = [clock for clock in clocks.values() if clock.name == name]
    there = [clocks[id] for id in around if id in clocks and clocks[id].name == name]
    if there or len(named) == 1:
        return (there or named)[0]
    raise NoSuchClock(clock=name, element=element, found=", ".join(clock.name for clock in clocks.values()) or "–")


def outward(task: Task) -> Iterator[str]:
    """Yield the ids of the tokens around a token from the inside out: itself, what it stands on, the activities it is in, the case."""
    here: Task | None = task
    while here is not None:
        yield here.id
        for mark in ("host", "each"):
            if mark in here.internal_data:
                yield here.internal_data[mark]
        holder = here.workflow.parent_task_id
        here = None if holder is None else here.workflow.top_workflow.get_task_from_id(holder)
    yield CASE


def calendar_of(context: Context, clock: Clock) -> WorkingCalendar:
    """Return the calendar by which a clock counts: the version in force for the case; round the clock where it names none."""
    known = context.variables.get(CALENDARS)
    digest = known.get(clock.calendar) if isinstance(known, Mapping) else None
    return ROUND_THE_CLOCK if digest is None else context.calendars(str(digest))
