"""Arranging and ending substitutes (R14), each time on record; reading who stands in for whom, and why.

Who may: the absent one for himself or herself, the director of the unit, an administrator; in their own right only, so that
nobody arranges anything through a substitution.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from engine.errors import BadInput, Conflict, Forbidden, NotFound
from processes.keeping.record import By, add, change
from processes.keeping.rules import said_days
from processes.organisation import Member, member, members
from processes.permissions import Action, may_in, units_for
from processes.tables import DbPerson, DbSubstitute, DbUnit

LONGEST = timedelta(days=366)
"""A longer absence is a change of the post's holder, or a slip in the year."""


class NotToArrange(Forbidden):
    en = "Expected {absent}, the director of the unit or an administrator to arrange this, but {person} is none of them. Ask one of them."
    fa = "تعیین جانشین {absent_fa} با خود او، مدیرکل واحد یا راهبر سامانه است، نه با {person_fa}. از یکی از آنان بخواهید."


class NotASubstitute(BadInput):
    en = "Expected another person than {absent}, of the organisation or of the same company and no auditor, but found {substitute}. Choose another."
    fa = "جانشین باید کسی جز {absent_fa} و از کارکنان سازمان (یا همان شرکت) باشد و حسابرس نباشد، ولی {substitute_fa} انتخاب شد. دیگری را انتخاب کنید."


class NotATime(BadInput):
    en = "Expected a time from now on that ends after it begins, within a year, but found {since} to {until}. Correct the dates."
    fa = "بازهٔ جانشینی باید از اکنون به بعد باشد، پایانش پس از آغاز باشد و از یک سال نگذرد، ولی {since_fa} تا {until_fa} داده شد. تاریخ‌ها را درست کنید."


class NoReason(BadInput):
    en = "Expected a reason for the absence, but found none. Write it."
    fa = "دلیل غیبت نوشته نشده است. آن را بنویسید."


class HasASubstitute(Conflict):
    en = "Expected {absent} to have no other substitute in that time, but {substitute} is named. End that first, or choose other dates."
    fa = "برای {absent_fa} در این بازه {substitute_fa} جانشین است. نخست آن را پایان دهید یا تاریخ دیگری بدهید."


class SubstituteIsAbsent(Conflict):
    en = "Expected {substitute} to be there in that time, but he or she is absent too. Choose another person."
    fa = "{substitute_fa} خود در این بازه غایب است. دیگری را انتخاب کنید."


class NoSuchSubstitution(NotFound):
    en = "Expected a substitution {number}, but there is none, or it is not for you to see. Choose one from the list."
    fa = "جانشینی با شمارهٔ {number} نیست، یا دیدنش برای شما مجاز نیست. از فهرست انتخاب کنید."


class IsOver(Conflict):
    en = "Expected the substitution to be going on or to come, but it is over. If one is still needed, name a substitute again."
    fa = "این جانشینی پایان یافته است. اگر هنوز لازم است، دوباره جانشین تعیین کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrangement:
    """What is asked for: who is absent, who stands in, from when until when (aware instants; `until` is outside), why."""

    absent: str
    substitute: str
    since: datetime
    until: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Substitution:
    """A substitution as people read it."""

    id: int
    absent: Member
    substitute: Member
    since: datetime
    until: datetime
    reason: str
    arranged_by: Member
    arranged_at: datetime
    ended_at: datetime | None
    state: str
    """`coming`, `on`, or `over`."""
    can_end: bool


def may_arrange(who: Member, absent: Member) -> bool:
    """Return whether somebody may arrange a substitute for a person: the person, the unit's director, an administrator."""
    return who.id == absent.id or may_in(who, Action.ARRANGE_ABSENCE, absent.unit, lent=False)


def arrange(session: Session, who: Member, asked: Arrangement, *, at: datetime) -> int:
    """Name a substitute, on record; return the substitution's number; raise where the house's rules do not allow it."""
    session.get(DbPerson, asked.absent, with_for_update=True)  # one at a time for one absent person
    absent, substitute = (member(session, person, on=who.on) for person in (asked.absent, asked.substitute))
    if not may_arrange(who, absent):
        raise NotToArrange(**_names(absent=absent, person=who))
    unfit = absent.id == substitute.id or "auditor" in substitute.groups  # who audits cases takes no part in them
    if unfit or _company(session, absent) != _company(session, substitute):
        raise NotASubstitute(**_names(absent=absent, substitute=substitute))
    if not at <= asked.since < asked.until <= asked.since + LONGEST:
        raise NotATime(**said_days(since=asked.since.date(), until=asked.until.date()))
    if not asked.reason.strip():
        raise NoReason
    _demand_free(session, absent, substitute, asked)
    row = DbSubstitute(
        absent_id=absent.id, substitute_id=substitute.id, since=asked.since, until=asked.until,
        reason=asked.reason.strip(), arranged_by=who.id, arranged_at=at,
    )  # fmt: skip
    add(session, By(person=who.id, at=at), row)
    return row.id


def end(session: Session, who: Member, number: int, *, at: datetime) -> None:
    """End a substitution before its time, or take back one that has not begun; whoever might arrange it may."""
    row = session.get(DbSubstitute, number, with_for_update=True)
    if row is None:
        raise NoSuchSubstitution(number=number)
    absent = member(session, row.absent_id, on=who.on)
    if not may_arrange(who, absent):
        raise NotToArrange(**_names(absent=absent, person=who))
    if row.ended_at is not None or row.until <= at:
        raise IsOver
    change(session, By(person=who.id, at=at), row, {"ended_at": at})


def _demand_free(session: Session, absent: Member, substitute: Member, asked: Arrangement) -> None:
    """Raise where the absent one has another substitute in that time, or the substitute is absent."""
    same_time = _within(asked.since, asked.until)
    other = session.scalar(select(DbSubstitute.substitute_id).where(DbSubstitute.absent_id == absent.id, *same_time))
    if other is not None:
        raise HasASubstitute(**_names(absent=absent, substitute=member(session, other, on=absent.on)))
    if session.scalar(select(DbSubstitute.id).where(DbSubstitute.absent_id == substitute.id, *same_time)) is not None:
        raise SubstituteIsAbsent(**_names(substitute=substitute))


def _company(session: Session, who: Member) -> str | None:
    """Return the contractor's company that somebody works for; None of the organisation's own people."""
    unit = session.get_one(DbUnit, who.unit)
    return unit.id if unit.kind == "contractor" else None


def _names(**people: Member) -> dict[str, str]:
    return {key: each.name_en for key, each in people.items()} | {
        f"{key}_fa": each.name_fa for key, each in people.items()
    }


def _within(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return what finds those that share a moment with a time and were not ended before it."""
    ended = or_(DbSubstitute.ended_at.is_(None), DbSubstitute.ended_at > since)
    begun = or_(DbSubstitute.ended_at.is_(None), DbSubstitute.ended_at > DbSubstitute.since)
    return DbSubstitute.since < until, DbSubstitute.until > since, ended, begun


def whole_days(first: date, last: date, *, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """Return the time from a day to another, the last one included; where the first is today, from now on."""
    begins, ends = (datetime.combine(day, time(), ZoneInfo(zone)) for day in (first, last + timedelta(days=1)))
    return (now if begins <= now < begins + timedelta(days=1) else begins), ends


# -- reading


def substitutions(session: Session, who: Member, *, at: datetime, limit: int = 200) -> Sequence[Substitution]:
    """Return the substitutions that concern somebody, those he or she could end included, the latest first."""
    query = select(DbSubstitute).order_by(DbSubstitute.since.desc(), DbSubstitute.id.desc()).limit(limit)
    units = units_for(who, Action.ARRANGE_ABSENCE, lent=False)
    if units is not None:
        led = select(DbPerson.id).where(DbPerson.unit_id.in_(sorted(units)))
        own = or_(DbSubstitute.absent_id == who.id, DbSubstitute.substitute_id == who.id)
        query = query.where(or_(own, DbSubstitute.absent_id.in_(led)))
    rows = list(session.scalars(query))
    named = {person for row in rows for person in (row.absent_id, row.substitute_id, row.arranged_by)}
    people = members(session, named, on=who.on)
    return [substitution(row, people, who, at) for row in rows]


def absentees(session: Session, who: Member) -> list[Member]:
    """Return those for whom somebody may arrange a substitute, himself or herself first."""
    everybody = members(session, on=who.on).values()
    theirs = [each for each in everybody if each.id != who.id and may_arrange(who, each)]
    return [who, *sorted(theirs, key=lambda each: each.name_fa)]


def candidates(session: Session, who: Member) -> list[Member]:
    """Return those who could stand in for somebody of whom `absentees` tells, by name."""
    units = {unit.id: unit.kind == "contractor" and unit.id for unit in session.scalars(select(DbUnit))}
    companies = {units[each.unit] for each in absentees(session, who)}
    everybody = [each for each in members(session, on=who.on).values() if "auditor" not in each.groups]
    found = [each for each in everybody if units[each.unit] in companies]
    return sorted(found, key=lambda each: each.name_fa)


def substitution(row: DbSubstitute, people: dict[str, Member], who: Member, at: datetime) -> Substitution:
    """Return a substitution as somebody reads it at a moment."""
    over = row.until <= at or (row.ended_at is not None and row.ended_at <= at)
    state = "over" if over else "on" if row.since <= at else "coming"
    return Substitution(
        id=row.id,
        absent=people[row.absent_id],
        substitute=people[row.substitute_id],
        since=row.since,
        until=row.until,
        reason=row.reason,
        arranged_by=people[row.arranged_by],
        arranged_at=row.arranged_at,
        ended_at=row.ended_at,
        state=state,
        can_end=not over and row.ended_at is None and may_arrange(who, people[row.absent_id]),
    )
