"""Working calendars of the office: which one counts for whom, which version is in force, what a case is told of them.

A calendar's content never changes: it is kept by its digest, and a change is another version. A case rests on the digests
in its fact `calendars`; where one of them is no longer in force, the case is behind, and is corrected by a command of its own
(`processes.calendars.correcting`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.errors import NotFound
from engine.values import Value
from processes.tables import DbCalendarVersion, DbPerson, DbRole, DbUnit

OFFICE = "office"
"""The calendar of all who have none of their own."""
CALENDAR, UNIT_CALENDAR, CALENDARS = "calendar", "unit_calendar", "calendars"
"""The facts of a case: the key that counts for it, the asking unit's, and the digests it rests on by key."""
_NEWEST = select(func.max(DbCalendarVersion.seq)).group_by(DbCalendarVersion.key)


class NotACalendar(NotFound):
    en = "Expected a working calendar “{key}”, but there is none. Choose one from the list."
    fa = "تقویم کاری با شناسهٔ «{key}» نیست. از فهرست انتخاب کنید."


def in_force(session: Session, key: str) -> str:
    """Return the digest of the version of a calendar that is in force; raise `NotACalendar`."""
    found = digests(session, [key])
    if key not in found:
        raise NotACalendar(key=key)
    return found[key]


def digests(session: Session, keys: Iterable[str] | None = None) -> dict[str, str]:
    """Return the digests that are in force, by key: of all calendars, or of these as far as there are such."""
    query = select(DbCalendarVersion.key, DbCalendarVersion.digest).where(DbCalendarVersion.seq.in_(_NEWEST))
    query = query if keys is None else query.where(DbCalendarVersion.key.in_(sorted(set(keys))))
    return {row.key: row.digest for row in session.execute(query)}


def calendar_of_unit(session: Session, unit: str) -> str:
    """Return the key of the calendar that counts for a unit: its own, else the office's."""
    return session.scalar(select(DbUnit.calendar).where(DbUnit.id == unit)) or OFFICE


def calendar_of_case(session: Session, *, on: date) -> str:
    """Return the key of the calendar that counts for cases: that of the unit whose head leads the IT office on a day."""
    led = (
        select(DbUnit.calendar)
        .join(DbPerson, DbPerson.unit_id == DbUnit.id)
        .join(DbRole, DbRole.person_id == DbPerson.id)
        .where(DbRole.name == "it_director", DbRole.since <= on)
        .where((DbRole.until.is_(None)) | (DbRole.until >= on))
        .order_by(DbRole.since.desc(), DbRole.id)
        .limit(1)
    )
    return session.scalar(led) or OFFICE


def facts(session: Session, unit: str, *, on: date) -> Mapping[str, Value]:
    """Return what a new case of a unit is told of calendars."""
    case, units = calendar_of_case(session, on=on), calendar_of_unit(session, unit)
    found = digests(session, {case, units})
    return {CALENDAR: case, UNIT_CALENDAR: units, CALENDARS: {key: found[key] for key in sorted(found)}}


def with_key(session: Session, variables: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    """Return the fact `calendars` of a case with one calendar more, at the version in force; raise `NotACalendar`.

    What the case rests on already stays as it is: a correction is a command of its own.
    """
    known = variables.get(CALENDARS)
    there = dict(known) if isinstance(known, Mapping) else {}
    return there if key in there else {**there, key: in_force(session, key)}
