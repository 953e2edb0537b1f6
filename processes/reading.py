"""What people read: trays, lists of cases, a case. Each function reads once and returns plain things with words in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Words
from engine.form.digits import to_latin
from engine.instance.open import OpenTask
from engine.instance.state import InstanceId
from engine.store.port import NoSuchInstance, Unit
from engine.task import TrayTask, is_mine
from processes import deployment, notices
from processes.organisation import Member, members
from processes.permissions import About, Action, may_start, principals_for, refuse, right_to, units_for
from processes.registration import CHANNELS, registrable
from processes.tables import DbCaller, DbCase, DbUnit
from processes.targets import stated_time
from processes.words import (
    awaited,
    element_name,
    group_name,
    person_name,
    present_service,
    service_description,
    service_name,
    service_place,
    subject_name,
    usual_time,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogueEntry:
    """A service as the catalogue states it (R3). `time` is None where none is stated."""

    key: str
    name: Words
    description: Words
    time: tuple[timedelta, timedelta] | None
    usual: Words | None
    """How long it usually takes, where no time is stated."""
    may_ask: bool
    registers: bool
    """Whether the reader may ask for others: an absent one, people or callers whom he or she registers (R9)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskLine:
    """An open task as a line: of a tray, or of a case. `who` has it: a person, or the roles that may take it."""

    instance: InstanceId
    tracking: str
    task: str
    element: str
    name: Words
    service: Words
    requester: Words
    unit: Words
    who: Sequence[Words]
    mine: bool
    """Whether it is assigned to the reader, or to somebody whom the reader stands in for."""
    instead_of: Sequence[tuple[str, Words]]
    """Whom the reader may do it for (R14), by id; nobody where it is the reader's in his or her own right."""
    can_take: bool
    can_release: bool
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Tray:
    """What waits for somebody."""

    mine: Sequence[TaskLine]
    of_my_roles: Sequence[TaskLine]
    of_absent: Sequence[TaskLine]
    """What waits for those whom the person stands in for, and not for itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """A case as a line of a list."""

    instance: InstanceId
    tracking: str
    service: Words
    unit: Words
    requester: Words
    channel: Words
    registered_by: Words | None
    """Who registered it on somebody's behalf (R9)."""
    asked_at: datetime
    ended_at: datetime | None
    outcome: Words | None
    closing: str | None
    """Of one whose work was done: `confirmed` or `lapsed` (R13)."""
    waiting_for: Sequence[TaskLine]
    awaits: Sequence[tuple[Words, datetime]]
    """At which events it waits for a day that somebody set, and until when."""


def catalogue(unit: Unit, member: Member) -> list[CatalogueEntry]:
    """Return the services the office offers, in the order in which the catalogue has them."""
    entries = []
    offered = deployment.offered(unit.session)
    definitions = {key: unit.definition(deployed.definition) for key, deployed in offered.items()}
    for key, definition in sorted(definitions.items(), key=lambda each: (service_place(each[1]), each[0])):
        entries.append(
            CatalogueEntry(
                key=key,
                name=service_name(definition),
                description=service_description(definition),
                time=stated_time(definition),
                usual=usual_time(definition),
                may_ask=may_start(member, definition),
                registers=registrable(unit.session, member, definition).others,
            )
        )
    return entries


def tray(unit: Unit, member: Member) -> Tray:
    """Return what waits for a person: its own tasks, free ones of its roles, and those of absent ones; the oldest first."""
    rows = waiting(unit, member)
    lines = _Lines(unit, member, [row.instance for row in rows])
    found = [lines.task(row.instance, row.task) for row in rows]
    own = [line for line in found if not line.instead_of]
    return Tray(
        mine=[line for line in own if line.mine],
        of_my_roles=[line for line in own if not line.mine],
        of_absent=[line for line in found if line.instead_of],
    )


def waiting(unit: Unit, member: Member) -> list[TrayTask]:
    """Return the open tasks that a person may take in its own right or for an absent one, each once, the oldest first."""
    found = {(row.instance, row.task.id): row for each in member.principals for row in unit.tray(each.person)}
    return sorted(found.values(), key=lambda row: (row.task.opened_at, row.instance, row.task.id))


def cases(unit: Unit, member: Member, *, everybody: bool = False, limit: int = 200) -> list[CaseLine]:
    """Return cases, the latest first: those a person asked for, or (`everybody`) all that it may oversee."""
    query = select(DbCase).order_by(DbCase.asked_at.desc(), DbCase.instance).limit(limit)
    query = query.where(*(_overseen(member) if everybody else [DbCase.requester_id == member.id]))
    rows = list(unit.session.scalars(query))
    lines = _Lines(unit, member, [InstanceId(row.instance) for row in rows])
    return [lines.case(row) for row in rows]


def channel_shares(unit: Unit, member: Member) -> list[tuple[Words, int]]:
    """Return how many of the cases that a person oversees came by each channel (R9), those that none came by too."""
    query = select(DbCase.channel, func.count()).group_by(DbCase.channel).where(*_overseen(member))
    counts = dict(unit.session.execute(query).all())
    return [(words, counts.get(key, 0)) for key, words in CHANNELS.items()]


def _overseen(member: Member) -> list[ColumnElement[bool]]:
    units = units_for(member, Action.OVERSEE)
    return [] if units is None else [DbCase.unit_id.in_(sorted(units))]


def find(unit: Unit, member: Member, tracking: str, action: Action = Action.SEE_CASE) -> DbCase:
    """Return a case by its tracking number, to do something with it.

    Raise `NoSuchInstance` where there is none that the person may see, `NotYours` where that may not be done with it.
    """
    case: DbCase | None = unit.session.scalar(select(DbCase).where(DbCase.tracking == to_latin(tracking)))
    if case is None:
        raise NoSuchInstance(instance=tracking)
    about = About(session=unit.session, case=case, state=unit.load(InstanceId(case.instance)).state)
    if right_to(Action.SEE_CASE, about, member) is None:
        raise NoSuchInstance(instance=tracking)
    if right_to(action, about, member) is None:
        refuse(member, action)
    return case


def case_line(unit: Unit, member: Member, case: DbCase) -> CaseLine:
    """Return one case as a line."""
    return _Lines(unit, member, [InstanceId(case.instance)]).case(case)


class _Lines:
    """Makes lines of tasks and cases, reading what they share once."""

    def __init__(self, unit: Unit, member: Member, instances: Sequence[InstanceId]) -> None:
        self.unit, self.member = unit, member
        session: Session = unit.session
        wanted = list(dict.fromkeys(instances))
        self.cases: Mapping[str, DbCase] = {
            case.instance: case for case in session.scalars(select(DbCase).where(DbCase.instance.in_(wanted)))
        }
        self.definitions: Mapping[str, Definition] = {
            line.instance: unit.definition(line.definition) for line in unit.summaries(wanted)
        }
        self.people = members(session, on=member.on)
        self.callers: Mapping[str, str] = dict(
            session.execute(select(DbCaller.instance, DbCaller.name).where(DbCaller.instance.in_(wanted))).all()
        )
        self.units = {unit.id: Words(fa=unit.name_fa, en=unit.name_en) for unit in session.scalars(select(DbUnit))}

    def task(self, instance: InstanceId, task: OpenTask) -> TaskLine:
        case, definition = self.cases[instance], self.definitions[instance]
        may = principals_for(self.member, task)
        mine = any(is_mine(each.person, task) for each in may)
        return TaskLine(
            instance=instance,
            tracking=case.tracking,
            task=task.id,
            element=task.element,
            name=element_name(definition, task.element),
            service=present_service(definition, case.service),
            requester=self._requester(case),
            unit=self.units[case.unit_id],
            who=self._who(task),
            mine=mine,
            instead_of=[(each.id, person_name(each, each.id)) for each in may if each is not self.member],
            can_take=bool(may) and not mine,
            can_release=mine and bool(task.users or task.groups),
            since=task.opened_at,
        )

    def _requester(self, case: DbCase) -> Words:
        caller = self.callers.get(case.instance)
        return Words(fa=caller, en=caller) if caller else self._person(case.requester_id)

    def _person(self, person: str) -> Words:
        return person_name(self.people.get(person), person)

    def _who(self, task: OpenTask) -> list[Words]:
        if task.assignee is not None:
            return [person_name(self.people.get(task.assignee), task.assignee)]
        users = [person_name(self.people.get(user), user) for user in task.users]
        return users + [group_name(group) for group in task.groups]

    def case(self, case: DbCase) -> CaseLine:
        instance = InstanceId(case.instance)
        definition = self.definitions[instance]
        state = None if case.ended_at else self.unit.load(instance).state
        return CaseLine(
            instance=instance,
            tracking=case.tracking,
            service=present_service(definition, case.service),
            unit=self.units[case.unit_id],
            requester=self._requester(case),
            channel=CHANNELS[case.channel],
            registered_by=self._person(case.registered_by) if case.registered_by else None,
            asked_at=case.asked_at,
            ended_at=case.ended_at,
            outcome=element_name(definition, case.outcome) if case.outcome else None,
            closing=case.closing,
            waiting_for=[self.task(instance, task) for task in state.tasks.values()] if state else [],
            awaits=awaited(definition, state) if state else [],
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeLine:
    """A notice as a line."""

    tracking: str
    service: Words
    kind: str
    about: Words
    """The activity it is about."""
    at: datetime
    read: bool


def notice_lines(unit: Unit, member: Member) -> list[NoticeLine]:
    """Return what a person was told, the latest first."""
    found = notices.notices(unit.session, member)
    lines = _Lines(unit, member, [InstanceId(notice.instance) for notice in found])
    return [
        NoticeLine(
            tracking=notice.tracking,
            service=present_service(lines.definitions[notice.instance], notice.service),
            kind=notice.kind,
            about=subject_name(lines.definitions[notice.instance], notice.element),
            at=notice.at,
            read=notice.read,
        )
        for notice in found
    ]
