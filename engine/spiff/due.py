"""When a timer falls due: ISO 8601 as it stands, or what its FEEL gives; as an instant in UTC."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from SpiffWorkflow.task import Task

from engine.diagram.model import Event
from engine.errors import BadInput
from engine.feel import compile_expression
from engine.spiff.context import Context
from engine.values import Value, YearsMonths

LITERAL = re.compile(r"\s*(-?P|R\d*/|\d{4}-\d\d-\d\d)")
CYCLE = re.compile(r"R(\d*)/(P.+)")


class NotATime(BadInput):
    en = "Expected that the timer {element} gives {expected}, but “{expression}” gave {found}. Correct it in the diagram."
    fa = "انتظار می‌رفت زمان‌سنج {element} {expected} بدهد، ولی حاصل «{expression}» {found} بود. آن را در نمودار اصلاح کنید."


def first_due(context: Context, task: Task, event: Event, element: str) -> dict[str, Any]:
    """Return the marks of a timer that is armed now: `due` (ISO, UTC), and of a cycle `every` and `left`."""
    written = (event.expression or "").strip()
    value = _value(context, task, event.timer or "timeDuration", written)
    if event.timer == "timeCycle":
        return _cycle(context, value, element, written)
    due = _instant(value, context.now, context.zone)
    if due is None:
        expected = "a date and time" if event.timer == "timeDate" else "a duration"
        raise NotATime(element=element, expected=expected, expression=written, found=_say(value))
    return {"due": due.isoformat()}


def next_due(marks: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the marks of a cycle's next round, counted from when the last one fell due; None where there is none."""
    left = marks.get("left")
    if "every" not in marks or left == 1:
        return None
    every = _literal("timeDuration", marks["every"])
    due = _instant(every, datetime.fromisoformat(marks["due"]), UTC)
    assert due is not None
    rest = {} if left is None else {"left": left - 1}
    return {"due": due.isoformat(), "every": marks["every"], **rest}


def _value(context: Context, task: Task, kind: str, written: str) -> Value:
    return _literal(kind, written) if LITERAL.match(written) else context.evaluate(task, written)


def _literal(kind: str, written: str) -> Value:
    if kind == "timeCycle":
        return written
    function = "date and time" if kind == "timeDate" else "duration"
    return compile_expression(f'{function}("{written}")').evaluate({})


def _cycle(context: Context, value: Value, element: str, written: str) -> dict[str, Any]:
    match = CYCLE.fullmatch(value.strip()) if isinstance(value, str) else None
    every = _literal("timeDuration", match[2]) if match else None
    due = _instant(every, context.now, context.zone) if isinstance(every, timedelta | YearsMonths) else None
    if match is None or due is None or due <= context.now:  # one that stands still would fire for ever
        raise NotATime(element=element, expected="a cycle such as R3/PT1H", expression=written, found=_say(value))
    left = {"left": int(match[1])} if match[1] else {}
    return {"due": due.isoformat(), "every": match[2], **left}


def _instant(value: Value, start: datetime, zone: tzinfo) -> datetime | None:
    try:
        if isinstance(value, timedelta):
            return (start + value).astimezone(UTC)
        if isinstance(value, YearsMonths):
            return _add_months(start.astimezone(zone), value.months).astimezone(UTC)
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
        if isinstance(value, date):
            return datetime.combine(value, time(0), zone).astimezone(UTC)
    except OverflowError:
        return None
    return None


def _add_months(start: datetime, months: int) -> datetime:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return start.replace(year=year, month=month + 1, day=min(start.day, calendar.monthrange(year, month + 1)[1]))


def _say(value: Value) -> str:
    return "nothing" if value is None else f"“{value}”"
