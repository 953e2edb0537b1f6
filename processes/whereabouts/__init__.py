"""Where cases are, in plain words: one sentence, what is done and by whom and until when, what comes next, how it ended.

For lists and pages alike: what cases share is read once. Comes after instance and task; `casefile` is the whole of a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.definition import Definition
from engine.form import Words
from engine.instance.awaited import awaited_messages
from engine.instance.open import OpenTask
from engine.instance.state import InstanceId, State
from engine.store.port import Loaded, Unit
from processes.ahead import ahead
from processes.along import along
from processes.beside import Beside
from processes.dates import moment_words
from processes.organisation import Member
from processes.permissions import principals_for
from processes.tables import DbCase
from processes.targets import stated_time
from processes.waiting.rows import untils
from processes.whereabouts.deadlines import Deadline, deadlines_of
from processes.whereabouts.ending import End, Ending, ending
from processes.whereabouts.sentence import Doing, Standing, sentence
from processes.whereabouts.still import standing_still
from processes.withdrawing import WITHDRAWAL
from processes.words import awaited, element_name, group_name, one_of, person_name, present_service, titled, usual_time

__all__ = ["Deadline", "End", "Ending", "Step", "Whereabouts", "whereabouts", "whereabouts_told"]

REGISTRAR = Words(fa="کسی که درخواست شما را ثبت کرده است", en="the one who registered your request")


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An open task of a case: what is being done."""

    task: str
    name: Words
    who: Words | None
    """Who has it, or which roles may take it; None where the reader is not to know."""
    taken: bool
    since: datetime
    deadline: Deadline
    until: Words | None
    """Until when it is to be done, as people speak of it; None where nothing says so."""
    ahead: Sequence[Words]
    """What may come after it."""
    yours: bool
    """Whether the reader has it."""
    can_do: bool
    """Whether the reader may do it or take it, in his or her own right or an absent one's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Whereabouts:
    """Where a case is."""

    service: Words
    sentence: Words
    steps: Sequence[Step]
    awaits: Sequence[tuple[Words, datetime]]
    """At which events it waits for a day that somebody set, and until when."""
    ending: Ending | None
    withdrawable: bool
    """Whether its requester can still withdraw."""
    still: Words | None
    """That its time stands still, and until when; None where it goes by."""
    stated: tuple[str, str] | None
    """The time that the catalogue states for the service, lower and upper bound as amounts; none where it was turned into another."""
    usual: Words | None
    """How long it usually takes, where no time is stated."""

    @property
    def yours(self) -> Sequence[Step]:
        """What the reader has to do in it."""
        return [step for step in self.steps if step.yours]


def whereabouts(
    unit: Unit, member: Member, cases: Sequence[DbCase], *, now: datetime, beside: Beside | None = None
) -> Mapping[str, Whereabouts]:
    """Return where cases are, by instance, as somebody who may see them is told; `beside`: what of them was read already."""
    loaded = unit.loaded([InstanceId(case.instance) for case in cases])
    shared = beside or Beside.of(unit.session, member, cases, named=_named(unit, cases, loaded.values()))
    due, people = shared.untils, shared.people
    told = {
        case.instance: _Told(
            unit.definition(found.definition), case, found, now=now, due=due, people=people, reader=member
        )
        for case in cases
        for found in [loaded[InstanceId(case.instance)]]
    }
    return {
        instance: one.whereabouts(of=None if one.case.requester_id == member.id else one.requester(shared))
        for instance, one in told.items()
    }


def whereabouts_told(unit: Unit, case: DbCase, *, called: bool, now: datetime) -> Whereabouts:
    """Return where a case is as somebody learns it who has not signed in: no person is named. `called`: it is a caller's."""
    loaded = unit.load(InstanceId(case.instance))
    due = untils(unit.session, [case.instance])
    return _Told(unit.definition(loaded.definition), case, loaded, now=now, due=due, called=called).whereabouts(of=None)


def _named(unit: Unit, cases: Iterable[DbCase], loaded: Iterable[Loaded]) -> set[str]:
    """Return the ids of all who are named: whose cases they are, unless that came with the case, and who has or may take a task of them."""
    tasks = [task for each in loaded if each.state for task in each.state.tasks.values()]
    taking = {person for task in tasks for person in (task.assignee, *task.users) if person is not None}
    return taking | {case.requester_id for case in cases if along(unit.session, case.instance) is None}


class _Told:
    """One case, as it is told to one reader; without a reader no person is named."""

    def __init__(
        self,
        definition: Definition,
        case: DbCase,
        loaded: Loaded,
        *,
        now: datetime,
        due: Mapping[tuple[str, str], datetime],
        people: Mapping[str, Member] | None = None,
        reader: Member | None = None,
        called: bool = False,
    ) -> None:
        self.definition, self.case, self.now = definition, case, now
        self.state: State | None = None if case.ended_at else loaded.state
        self.status = loaded.state.status if loaded.state else None
        tasks = self.state.tasks if self.state else {}
        mine = {task: due[case.instance, task] for task in tasks if (case.instance, task) in due}
        self.deadlines = deadlines_of(definition, self.state, mine, now) if self.state else {}
        self.people, self.reader, self.called = people or {}, reader, called

    def whereabouts(self, *, of: Words | None) -> Whereabouts:
        steps = [self.step(self.state, task) for task in self.state.tasks.values()] if self.state else []
        waits = awaited(self.definition, self.state) if self.state else []
        unturned = self.case.service == self.definition.process
        ended = ending(self.definition, self.case, self.status)
        still = None
        if self.state is not None:
            yours = {step.task for step in steps if step.yours}
            still = standing_still(self.definition, self.state, self.case.requester_id, yours=yours)
        standing = Standing(
            now=self.now,
            zone=self.definition.zone,
            doing=[_doing(step) for step in steps],
            awaits=waits,
            ending=ended,
            of=of,
            still=still,
        )
        return Whereabouts(
            service=present_service(self.definition, self.case.service),
            sentence=sentence(standing),
            steps=steps,
            awaits=waits,
            ending=ended,
            withdrawable=self.state is not None and WITHDRAWAL in awaited_messages(self.definition, self.state),
            still=still,
            stated=stated_time(self.definition) if unturned else None,
            usual=usual_time(self.definition) if unturned else None,
        )

    def step(self, state: State, task: OpenTask) -> Step:
        reader, owner = self.reader, None if self.called else self.case.requester_id
        told = self.deadlines[task.id]
        return Step(
            task=task.id,
            name=element_name(self.definition, task.element),
            who=self.holder(task) or self.open_to(task),
            taken=task.assignee is not None,
            since=task.opened_at,
            deadline=told,
            until=moment_words(told.until, self.now, self.definition.zone) if told.until else None,
            ahead=ahead(self.definition, state, task),
            yours=task.assignee is not None and task.assignee == (reader.id if reader else owner),
            can_do=reader is not None and bool(principals_for(reader, task)),
        )

    def holder(self, task: OpenTask) -> Words | None:
        """Return who has a task, with his or her title; no person is named to who has not signed in."""
        if self.called and task.assignee == self.case.requester_id:
            return REGISTRAR
        if task.assignee is None or self.reader is None:
            return None
        return titled(self.people.get(task.assignee), task.assignee)

    def open_to(self, task: OpenTask) -> Words | None:
        """Return the roles, and to a reader the people, that may take a task."""
        people = [person_name(self.people.get(user), user) for user in task.users] if self.reader else []
        names = [*people, *(group_name(group) for group in task.groups)]
        return one_of(names) if names else None

    def requester(self, shared: Beside) -> Words:
        """Return whose request it is: a caller's, or somebody's with an account."""
        instance, person = self.case.instance, self.case.requester_id
        if (caller := shared.callers.get(instance)) is not None:
            return Words(fa=caller, en=caller)
        return shared.requesters.get(instance) or person_name(self.people.get(person), person)


def _doing(step: Step) -> Doing:
    return Doing(
        name=step.name,
        since=step.since,
        deadline=step.deadline,
        who=step.who,
        taken=step.taken,
        yours=step.yours,
    )
