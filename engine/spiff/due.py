"""When a timer falls due: ISO 8601 as it stands, or what its FEEL gives; as an instant in UTC."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from SpiffWorkflow.task import Task

from engine.diagram.model import Event
from engine.diagram.timers import Cycle, Duration, is_literal, read_duration, read_literal
from engine.errors import BadInput
from engine.spiff.context import Context, say
from engine.spiff.deadlines import asks_clocks
from engine.values import Value, YearsMonths


class NotATime(BadInput):
    en = "Expected that the timer {element} gives {expected}, but “{expression}” gave {found}. Correct it in the diagram."
    fa = "انتظار می‌رفت زمان‌سنج {element} {expected_fa} بدهد، ولی حاصل «{expression}» {found} بود. آن را در نمودار اصلاح کنید."


EXPECTED = {
    "timeDate": ("a date and time", "تاریخ و ساعت"),
    "timeDuration": ("a duration", "مدت"),
    "timeCycle": ("a cycle such as R3/PT1H", "تکراری مانند R3/PT1H"),
}


def first_due(context: Context, task: Task, event: Event, element: str) -> dict[str, Any]:
    """Return the marks of a timer that is armed now: `due` (ISO, UTC; a time already past falls due at once).

    A cycle is marked with `every`, with `since` when it runs, with the `round` it is in and how many `times` it fires.
    """
    written, kind = (event.expression or "").strip(), event.timer or "timeDuration"
    value = read_literal(kind, written) if is_literal(written) else context.evaluate(task, written)
    if kind == "timeCycle":
        value = read_literal(kind, value.strip()) if isinstance(value, str) else value
    every = value.every if isinstance(value, Cycle) else None
    due = _instant(every or value, context.now, context.zone)
    senseless = isinstance(value, Cycle) and not value.makes_sense
    if due is None or senseless or (kind == "timeCycle") != isinstance(value, Cycle):
        expected, expected_fa = EXPECTED[kind]
        raise NotATime(
            element=element, expected=expected, expected_fa=expected_fa, expression=written, found=say(value)
        )
    marks: dict[str, Any] = {"due": max(due, context.now).isoformat()}
    if isinstance(value, Cycle):
        marks |= {"every": _write(value.every), "since": context.now.isoformat(), "round": 1}
        marks |= {} if value.times is None else {"times": value.times}
    return marks


def is_clocked(event: Event) -> bool:
    """Return whether a timer depends on a clock."""
    written = (event.expression or "").strip()
    return not is_literal(written) and asks_clocks(written)


def clocked_due(context: Context, task: Task, event: Event, element: str) -> datetime | None:
    """Return when a timer that asks a clock falls due; None while the clock stands still, or where it has no such target."""
    expression = (event.expression or "").strip()
    value = context.evaluate(task, expression)
    due = None if value is None else _instant(value, context.now, context.zone)
    if value is not None and (due is None or not isinstance(value, datetime)):
        expected, expected_fa = EXPECTED["timeDate"]
        raise NotATime(
            element=element, expected=expected, expected_fa=expected_fa, expression=expression, found=say(value)
        )
    return due


def next_due(context: Context, marks: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the marks of a cycle's next round; None where there is none.

    Rounds are counted from the start of the cycle: months from the 31st come back to the 31st after a shorter one.
    """
    if "every" not in marks or marks["round"] == marks.get("times"):
        return None
    every, following = read_duration(marks["every"]), marks["round"] + 1
    assert every is not None  # `_write` wrote it
    so_far = Duration(months=every.months * following, rest=every.rest * following)
    due = _instant(so_far, datetime.fromisoformat(marks["since"]), context.zone)
    if due is None:
        return None
    cycle = {key: marks[key] for key in ("every", "since", "times") if key in marks}
    return {"due": due.isoformat(), "round": following, **cycle}


def _write(every: Duration) -> str:
    seconds = every.rest // timedelta(seconds=1)
    return f"P{every.months}MT{seconds}.{every.rest.microseconds:06}S"


def _instant(value: Value, start: datetime, zone: tzinfo) -> datetime | None:
    """Return the instant a value means from `start` on; None where it means none, or one too far away."""
    try:
        match value:
            case Duration(months=months, rest=rest):
                later = _add_months(start.astimezone(zone), months) if months else start
                return later.astimezone(UTC) + rest  # hours are counted in UTC, a day of a clock change too
            case timedelta():
                return (start + value).astimezone(UTC)
            case YearsMonths(months=months):
                return _add_months(start.astimezone(zone), months).astimezone(UTC)
            case datetime():
                return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
            case date():
                return datetime.combine(value, time(0), zone).astimezone(UTC)
            case _:
                return None
    except OverflowError:
        return None


def _add_months(start: datetime, months: int) -> datetime:
    """Return `start` so many months later, on the last day of a month that is too short."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return start.replace(year=year, month=month + 1, day=min(start.day, calendar.monthrange(year, month + 1)[1]))
