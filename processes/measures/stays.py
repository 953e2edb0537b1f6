"""Stays of a case at activities and waiting events: when it came, when it went, how much working time that was, and whether late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from engine.clock import Calendars
from engine.definition import Definition
from engine.engine import Moved
from processes.dates import month_of
from processes.measures.activities import NAMES, activity_of, number_of, waits
from processes.measures.working import seconds_between
from processes.parts.part import split
from processes.waiting.deadlines import is_around, told_late

Row = Mapping[str, Any]
Rows = Mapping[str, Row]
"""Stays of a case by token: rows with the names of their activities."""
GONE = ("left", "cancelled")


def stays_after(there: Rows, moved: Moved, calendars: Calendars, *, service: str, unit: str) -> Rows:
    """Return the rows that a step changes or makes, where `there` were those of stays that were not over."""
    begun = {row["token"]: row for row in _begun(moved, service, unit)}
    rows = {**_with_late(moved, there), **begun}
    gone = {each["token"] for each in moved.derived if each.what in GONE} & rows.keys()
    after = {token: _over(moved, row, calendars) if token in gone else row for token, row in rows.items()}
    return {
        token: row for token, row in after.items() if there.get(token) != row and not (token in begun and token in gone)
    }


def stay_row(stay: Row) -> dict[str, Any]:
    """Return a stay as its table has it: with a number in place of names."""
    return {"activity": number_of(stay), **{key: value for key, value in stay.items() if key not in NAMES}}


def activities_of(stays: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the activities that stays refer to, each once."""
    return list({row["id"]: row for row in map(activity_of, stays)}.values())


def _begun(moved: Moved, service: str, unit: str) -> list[Row]:
    definition = moved.definition
    return [
        {
            "token": each["token"], "service": service, "unit_id": unit, "entered_at": moved.command.at, "late": False,
            "left_at": None, "left_month": None, "seconds": None, **_place(definition, each["element"]),
        }
        for each in moved.derived
        if each.what == "entered" and waits(definition, each["element"])
    ]  # fmt: skip


def _place(definition: Definition, key: str) -> Row:
    process, element = split(definition, key)
    return {"process": process, "element": element}


def _with_late(moved: Moved, rows: Rows) -> dict[str, Row]:
    """Return the rows with those late that the diagram told a delay or a breach of in this step.

    What only began by that, such as an escalation, is not late.
    """
    definition, late = moved.definition, told_late(moved.definition)
    places = [late[each["element"]] for each in moved.derived if each.what == "job_fired" and each["element"] in late]
    found = dict(rows)
    for token, row in rows.items():
        key = key_of(definition, row["process"], row["element"])
        if any(is_around(definition, place, key) for place in places):
            found[token] = {**row, "late": True}
    return found


def key_of(definition: Definition, process: str, element: str) -> str:
    """Return the key of an element of a process: those of called processes are `process/id`."""
    return element if process == definition.process else f"{process}/{element}"


def _over(moved: Moved, row: Row, calendars: Calendars) -> Row:
    at = moved.command.at
    return {
        **row,
        "left_at": at,
        "left_month": month_of(at, ZoneInfo(moved.definition.time_zone)),
        "seconds": seconds_between(moved.state, calendars, row["entered_at"], at),
    }
