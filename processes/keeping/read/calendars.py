"""Working calendars as administrators read them: which there are, who uses each, what its versions changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.calendar import WorkingCalendar
from engine.errors import NotFound
from engine.form import Words
from engine.store.port import Unit
from processes.calendars import OFFICE, NotACalendar, digests, in_force
from processes.calendars.resting import resting_on
from processes.calendars.wording import Difference, difference, week_words
from processes.contracts import contract_names
from processes.keeping.read.directory import units
from processes.organisation import members
from processes.tables import DbCalendarVersion, DbContract, DbUnit
from processes.words import person_name

SHIPPED_BY = Words(fa="همراه کارتابل", en="shipped with Kartabl")
SHIPPED_WHY = Words(fa="تقویم آغازین", en="the calendar to begin with")


class NoSuchVersion(NotFound):
    en = "Expected a version {number} of this calendar, but there is none. Choose one from the list."
    fa = "این تقویم نسخهٔ {number} ندارد. از فهرست انتخاب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarLine:
    """A calendar as a line: its newest version, and how many rest on it."""

    key: str
    name: Words
    zone: str
    version: DbCalendarVersion
    by: Words
    units: int
    cases: int
    """Running ones."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionLine:
    """A version as a line: who saved it and why, and what it changed; of the first, nothing."""

    row: DbCalendarVersion
    by: Words
    reason: Words
    changed: Difference | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarSheet:
    """All that is kept of a calendar."""

    calendar: WorkingCalendar
    name: Words
    versions: Sequence[VersionLine]
    """The newest first."""
    units: Sequence[DbUnit]
    """Those for which it counts."""
    contracts: Mapping[int, Words]
    """Those that have not ended and whose service hours it is, by key."""
    cases: int

    @property
    def newest(self) -> DbCalendarVersion:
        """Return the version in force."""
        return self.versions[0].row


def calendar_list(unit: Unit, *, on: date) -> list[CalendarLine]:
    """Return all calendars, the office's first, then by key."""
    session: Session = unit.session
    query = select(DbCalendarVersion).where(DbCalendarVersion.digest.in_(digests(session).values()))
    newest = {row.key: row for row in session.scalars(query.order_by(DbCalendarVersion.seq))}
    using = Counter(row.calendar or OFFICE for row in units(session).values())
    cases, people = resting_on(session), _people(session, newest.values(), on=on)
    lines = [
        CalendarLine(
            key=key, name=_name(calendar := unit.calendar(row.digest)), zone=calendar.zone, version=row, by=_by(row, people),
            units=using[key], cases=cases.get(key, 0),
        )
        for key, row in newest.items()
    ]  # fmt: skip
    return sorted(lines, key=lambda line: (line.key != OFFICE, line.key))


def calendar_sheet(unit: Unit, key: str, *, on: date) -> CalendarSheet:
    """Return all that is kept of a calendar; raise `NotACalendar`."""
    session: Session = unit.session
    rows = versions_of(session, key)
    calendars = [unit.calendar(row.digest) for row in rows]
    people = _people(session, rows, on=on)
    lines = [
        VersionLine(
            row=row, by=_by(row, people), reason=_reason(row),
            changed=difference(calendars[place + 1], calendars[place]) if place + 1 < len(rows) else None,
        )
        for place, row in enumerate(rows)
    ]  # fmt: skip
    return CalendarSheet(
        calendar=calendars[0], name=_name(calendars[0]), versions=lines,
        units=[row for row in units(session).values() if (row.calendar or OFFICE) == key],
        contracts=_contracts(session, key, on), cases=resting_on(session).get(key, 0),
    )  # fmt: skip


def versions_of(session: Session, key: str) -> list[DbCalendarVersion]:
    """Return the versions of a calendar, the newest first; raise `NotACalendar`."""
    query = select(DbCalendarVersion).where(DbCalendarVersion.key == key).order_by(DbCalendarVersion.seq.desc())
    found = list(session.scalars(query))
    if not found:
        raise NotACalendar(key=key)
    return found


def version(session: Session, key: str, number: int) -> DbCalendarVersion:
    """Return a version of a calendar; raise `NoSuchVersion`."""
    query = select(DbCalendarVersion).where(DbCalendarVersion.key == key, DbCalendarVersion.number == number)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NoSuchVersion(number=number)
    return found


def calendar_options(unit: Unit) -> dict[str, Words]:
    """Return the calendars by key."""
    found = digests(unit.session)
    return {key: _name(unit.calendar(found[key])) for key in sorted(found, key=lambda key: (key != OFFICE, key))}


def contract_hours(unit: Unit, row: DbContract, *, on: date) -> tuple[str, Words, Words]:
    """Return the service hours of a contract: the key of the calendar, its name, and its week of a day in words."""
    key = row.calendar or OFFICE
    calendar = unit.calendar(in_force(unit.session, key))
    week = max(
        (week for week in calendar.weeks if week.since <= on), key=lambda week: week.since, default=calendar.weeks[0]
    )
    return key, _name(calendar), week_words(week)


def calendar_words(unit: Unit, row: DbUnit) -> Words:
    """Return which calendar counts for a unit, in words."""
    options = calendar_options(unit)
    key = row.calendar or OFFICE
    name = options.get(key) or Words(fa=key, en=key)
    return name if row.calendar else Words(fa=f"{name.fa} (تقویم همهٔ واحدها)", en=f"{name.en} (everybody's)")


def _contracts(session: Session, key: str, on: date) -> Mapping[int, Words]:
    theirs = DbContract.calendar == key
    theirs = or_(theirs, DbContract.calendar.is_(None)) if key == OFFICE else theirs
    query = select(DbContract.id).where(theirs, DbContract.until >= on).order_by(DbContract.until, DbContract.id)
    return contract_names(session, list(session.scalars(query)))


def _name(calendar: WorkingCalendar) -> Words:
    return Words(fa=calendar.name_fa, en=calendar.name_en or calendar.name_fa)


def _people(session: Session, rows: Iterable[DbCalendarVersion], *, on: date) -> Mapping[str, Words]:
    ids = {row.person_id for row in rows if row.person_id}
    return {key: person_name(one, key) for key, one in members(session, ids, on=on).items()}


def _by(row: DbCalendarVersion, people: Mapping[str, Words]) -> Words:
    if row.person_id is None:
        return SHIPPED_BY
    return people.get(row.person_id) or person_name(None, row.person_id)


def _reason(row: DbCalendarVersion) -> Words:
    return SHIPPED_WHY if row.person_id is None else Words(fa=row.reason, en=row.reason)
