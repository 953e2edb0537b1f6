"""The meetings of a case as its history tells them (R8): when and where, who comes, what the minutes say.

A meeting that was put off and is arranged again is the same one, at another time: there are no minutes of it yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from engine.definition import Definition
from engine.form import Words
from engine.form.digits import to_latin
from engine.history.personal import unseal
from engine.history.record import Record
from engine.values import Sealed, Value, decode
from processes.wording import ERASED, Wording

ARRANGED, MINUTES = "meeting_arranged", "meeting_minutes"
"""The forms in which a meeting is arranged and its minutes are recorded."""
OF_MEETING = "meeting_"
"""How the names of the values begin of which a meeting is made."""
POSTPONED = "postponed"
"""The outcome of a meeting that was not held."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.٫](\d{2}))?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Minutes:
    """What a meeting found."""

    at: datetime
    text: Words
    outcome: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class PutOff:
    """That a meeting was not held, and why."""

    at: datetime
    because: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting:
    """A meeting as it was arranged last. `number` counts those of a case, from 1; `again` how often it was arranged anew."""

    number: int
    again: int
    on: date
    time: time | None
    """None where what was said is no hour of the day."""
    time_said: str
    place: str
    people: Words
    arranged_at: datetime
    minutes: Minutes | None = None
    put_off: PutOff | None = None
    """Where it has no new time yet."""


def meetings(
    definition: Definition, records: Sequence[Record], wording: Wording, personal: Mapping[str, Value]
) -> list[Meeting]:
    """Return the meetings of a case in the order in which they were arranged first."""
    found: list[Meeting] = []
    for form, at, sealed in _given(definition, records):
        values = unseal(sealed, personal)
        if form == ARRANGED and isinstance(values.get("meeting_date"), date):
            again = bool(found) and found[-1].minutes is None
            last = found.pop() if again else None
            found.append(_arranged(values, at, last, number=len(found) + 1))
        elif form == MINUTES and found and values.get("meeting_outcome") == POSTPONED:
            found[-1] = replace(
                found[-1], put_off=PutOff(at=at, because=_said(values.get("meeting_postponed_because")))
            )
        elif form == MINUTES and found and values.get("meeting_minutes"):
            found[-1] = replace(found[-1], minutes=_minutes(values, at, wording))
    return found


def _given(definition: Definition, records: Sequence[Record]) -> Iterator[tuple[str, datetime, dict[str, Value]]]:
    """Yield what was given in the two forms, in order."""
    elements: dict[str, str] = {}
    for record in records:
        command: Mapping[str, Any] = record.body["command"]
        element = definition.elements.get(elements.get(command.get("task") or "", ""))
        form = element.form_key if element is not None else None
        if form in (ARRANGED, MINUTES) and command["type"] == "complete" and not record.refused:
            values = {name: decode(value) for name, value in command.get("values", {}).items()}
            yield form, datetime.fromisoformat(record.body["at"]), values
        for happening in record.derived:
            if happening["what"] == "opened":
                elements[happening["task"]] = happening["element"]


def _arranged(values: Mapping[str, Value], at: datetime, last: Meeting | None, *, number: int) -> Meeting:
    on, said = values["meeting_date"], str(values.get("meeting_time") or "")
    assert isinstance(on, date)
    return Meeting(
        number=number,
        again=0 if last is None else last.again + 1,
        on=on,
        time=clock_time(said),
        time_said=said,
        place=str(values.get("meeting_place") or ""),
        people=_said(values.get("meeting_people")),
        arranged_at=at,
    )


def _minutes(values: Mapping[str, Value], at: datetime, wording: Wording) -> Minutes:
    outcome = wording.value(MINUTES, "meeting_outcome", values.get("meeting_outcome") or "")
    return Minutes(at=at, text=_said(values["meeting_minutes"]), outcome=outcome)


def _said(value: Value) -> Words:
    return ERASED if isinstance(value, Sealed) else Words(fa=str(value or ""), en=str(value or ""))


def clock_time(text: str) -> time | None:
    """Return the hour of the day that somebody wrote: «۱۰:۳۰», "9"; None for anything else."""
    match = _CLOCK.fullmatch(to_latin(text).strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
