"""Lines of tasks and of cases, as several lists have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Words
from engine.instance.open import OpenTask
from engine.instance.state import InstanceId, State
from engine.store.port import Unit
from engine.task import Open, is_mine
from processes.along import along
from processes.beside import Beside
from processes.organisation import Member
from processes.permissions import principals_for
from processes.registration import CHANNELS
from processes.tables import DbCase, DbUnit
from processes.words import awaited, element_name, group_name, person_name, present_service

# Made once: making a statement costs several times what running it does.
_CASES = select(DbCase).where(DbCase.instance.in_(bindparam("instances", expanding=True)))
_UNITS = select(DbUnit.id, DbUnit.name_fa, DbUnit.name_en).where(DbUnit.id.in_(bindparam("units", expanding=True)))


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
    until: datetime | None
    """When it is late; None where nothing says so."""


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


class Lines:
    """Makes lines of tasks and cases, reading what they share once, and no case's state."""

    def __init__(self, unit: Unit, member: Member, instances: Sequence[InstanceId]) -> None:
        self.member = member
        session: Session = unit.session
        wanted = list(dict.fromkeys(instances))
        self.open = unit.open_in(wanted)
        self.cases: Mapping[str, DbCase] = {
            case.instance: case for case in session.scalars(_CASES, {"instances": wanted})
        }
        self.definitions: Mapping[str, Definition] = {
            line.instance: unit.definition(line.definition) for line in unit.summaries(wanted)
        }
        self._stand_beside(session, Beside.of(session, member, list(self.cases.values()), named=self._people()))

    @classmethod
    def one(cls, unit: Unit, member: Member, case: DbCase, beside: Beside | None = None) -> Lines:
        """Return what makes the line of one case whose state is read anyway."""
        lines, loaded = cls.__new__(cls), unit.load(InstanceId(case.instance))
        state = loaded.state or State()
        lines.member, lines.cases = member, {case.instance: case}
        lines.open = {loaded.instance: Open(tasks=state.tasks, jobs=state.jobs)}
        lines.definitions = {loaded.instance: unit.definition(loaded.definition)}
        found = beside or Beside.of(unit.session, member, [case], named=lines._people())
        lines._stand_beside(unit.session, found)
        return lines

    def _stand_beside(self, session: Session, found: Beside) -> None:
        self.untils, self.people, self.callers = found.untils, found.people, found.callers
        known = {case.unit_id: read.unit for id, case in self.cases.items() if (read := along(session, id)) is not None}
        units = sorted({case.unit_id for case in self.cases.values()} - set(known))
        rows = session.execute(_UNITS, {"units": units}) if units else ()
        self.units = {**known, **{row.id: Words(fa=row.name_fa, en=row.name_en) for row in rows}}

    def _people(self) -> set[str]:
        """Return who is named in the lines."""
        tasks = [task for each in self.open.values() for task in each.tasks.values()]
        named = {case.requester_id for case in self.cases.values()}
        named |= {case.registered_by for case in self.cases.values() if case.registered_by is not None}
        named |= {task.assignee for task in tasks if task.assignee is not None}
        return named.union(*(task.users for task in tasks))

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
            can_release=mine and bool(task.groups) and task.assignee != case.requester_id,
            since=task.opened_at,
            until=self.untils.get((instance, task.id)),
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
        here = self.open.get(instance, Open())
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
            waiting_for=[self.task(instance, task) for task in here.tasks.values()],
            awaits=awaited(definition, here),
        )
