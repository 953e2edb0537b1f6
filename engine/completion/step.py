"""The step: a pure function from a definition, a state and a command to the next state and what followed.

It reads no clock, no random source, no database and no network: live it runs between load and save, in replay over
the recorded commands, and both arrive at the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engine.clock import Calendars, no_calendars
from engine.completion.command import (
    Assign,
    BroadcastSignal,
    Command,
    Comment,
    Complete,
    Correct,
    DeliverMessage,
    FireTimer,
    ReportWork,
    Start,
    Withdraw,
)
from engine.completion.derived import Derived, Happening
from engine.definition import Definition
from engine.errors import Broken, Conflict
from engine.instance.open import Job, OpenTask, Work
from engine.instance.state import State, Status
from engine.spiff.context import Context
from engine.spiff.machine import Machine
from engine.values import Value, encode


class CaseEnded(Conflict):
    en = "Expected the case to be going on, but it is {status}, and nothing can be done in it any more. Look at its history."
    fa = "این پرونده {status_fa} است و دیگر کاری در آن نمی‌توان کرد. سابقهٔ آن را ببینید."


class NotStarted(Broken):
    en = "Expected a start as the first command of an instance and nowhere else, but found {kind}."
    fa = "انتظار می‌رفت نخستین فرمانِ پرونده «آغاز» باشد و جای دیگری نیاید، ولی {kind} یافت شد."


class NotDue(Conflict):
    en = "Expected the timer {job} to have fallen due by {at}, but it is due at {due}. It will fire by itself then."
    fa = "سررسید زمان‌سنج {job} هنوز نرسیده است: {due} است، نه {at}. در آن زمان خودبه‌خود اجرا می‌شود."


STATUS_FA = {"completed": "پایان یافته", "withdrawn": "پس گرفته شده", "failed": "با خطا متوقف شده"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Where a command led."""

    state: State
    derived: Derived


def step(
    definition: Definition, state: State | None, command: Command, seq: int, calendars: Calendars = no_calendars
) -> Step:
    """Apply `command` as the `seq`-th of its instance; raise a `KartablError` where it cannot be applied.

    `state` is None for `Start` only. Ids of what the command makes begin with `seq`. `calendars` gives the working calendars
    by their digests, which the case's variables name; the same digest always gives the same calendar.
    """
    if (state is None) != isinstance(command, Start):
        raise NotStarted(kind=command.kind)
    if state is not None and state.ended:
        raise CaseEnded(status=state.status, status_fa=STATUS_FA[state.status])
    if state is not None and isinstance(command, Comment):
        return Step(state=state, derived=())
    before = state or State()
    happened: list[Happening] = []
    context = Context(
        now=command.at,
        zone=definition.zone,
        variables={**before.variables, **_initiator(definition, command), **_given(command)},
        tell=lambda what, **facts: happened.append(Happening(what, facts)),
        seq=seq,
        decide=definition.decide,
        clocks=dict(before.clocks),
        calendars=calendars,
    )
    machine = Machine(definition.program, context, None if state is None else list(state.tokens))
    _apply(before, machine, command)
    return _close(before, machine, command, happened)


def _given(command: Command) -> dict[str, Value]:
    """Return what a command sets for the case as a whole.

    What a completion gives goes to where its activity has the variable; what a signal carries to those who hear it. What
    is said to whom a task is given to, or of a correction, is on record, and no variable.
    """
    if isinstance(command, BroadcastSignal):
        return {}
    if isinstance(command, Assign | Correct):
        return dict(command.facts)
    at_an_activity = isinstance(command, Complete) or (isinstance(command, ReportWork) and command.error is None)
    return dict(command.facts) if at_an_activity else {**command.values, **command.facts}


def _initiator(definition: Definition, command: Command) -> dict[str, Value]:
    """Return the variable in which the start event keeps who started the instance, or for whom."""
    name = definition.start_event.initiator if isinstance(command, Start) else None
    return {name: command.actor.on_behalf_of or command.actor.id} if name else {}


def _demand_due(before: State, command: FireTimer) -> None:
    job = before.jobs.get(command.job)
    if job is not None and command.at < job.due:
        raise NotDue(job=job.id, at=command.at.isoformat(), due=job.due.isoformat())


def _apply(before: State, machine: Machine, command: Command) -> None:
    match command:
        case Start():
            machine.start()
        case Complete():
            machine.complete(command.task, command.values)
        case Assign():
            machine.assign(command.task, command.assignee)
        case FireTimer():
            _demand_due(before, command)
            machine.fire(command.job)
        case DeliverMessage():
            machine.deliver(command.message, {})
        case BroadcastSignal():
            machine.broadcast(command.signal, {**command.values, **command.facts})
        case ReportWork(error=None):
            machine.finish_work(command.work, command.values)
        case ReportWork(error=str(code)):
            machine.fail_work(command.work, code, {})
        case Withdraw():
            machine.withdraw()
        case Correct():
            pass  # its facts are variables by now, and what depends on them follows


def _close(before: State, machine: Machine, command: Command, happened: list[Happening]) -> Step:
    machine.settle()
    tokens = tuple(machine.written())
    status = _status(machine, command, happened)
    happened += _changes(before.variables, machine.context.variables)
    if status != "running":
        happened.append(Happening("ended", {"status": status}))
    open_things = _Open(before, command.at)
    for happening in happened:
        open_things.take(happening)
    state = State(
        status=status,
        variables=machine.context.variables,
        tasks=open_things.tasks,
        jobs=open_things.jobs,
        works=open_things.works,
        clocks=machine.context.clocks,
        tokens=tokens,
    )
    return Step(state=state, derived=tuple(happened))


def _status(machine: Machine, command: Command, happened: list[Happening]) -> Status:
    if not machine.completed:
        return "running"
    if isinstance(command, Withdraw):
        return "withdrawn"
    uncaught = any(happening.what == "failed" and not happening["caught"] for happening in happened)
    return "failed" if uncaught else "completed"


def _changes(before: Any, after: dict[str, Value]) -> list[Happening]:
    changed = sorted(name for name, value in after.items() if name not in before or _differ(before[name], value))
    return [Happening("set", {"name": name, "value": encode(after[name])}) for name in changed]


def _differ(before: Value, after: Value) -> bool:
    """Return whether two values are written otherwise; what nobody touched is the same object."""
    return before is not after and bool(encode(before) != encode(after))


class _Open:
    """The tasks, jobs and works that are open, moved on by what happened."""

    def __init__(self, before: State, at: datetime) -> None:
        self.tasks, self.jobs, self.works = dict(before.tasks), dict(before.jobs), dict(before.works)
        self.at = at

    def take(self, happening: Happening) -> None:
        facts = happening.facts
        match happening.what:
            case "opened":
                self.tasks[facts["task"]] = self._task(dict(facts))
            case "assigned":
                self.tasks[facts["task"]] = replace(self.tasks[facts["task"]], assignee=facts["assignee"])
            case "closed":
                self.tasks.pop(facts["task"])
            case "job_set":
                due = datetime.fromisoformat(facts["due"])
                self.jobs[facts["job"]] = Job(id=facts["job"], element=facts["element"], due=due)
            case "job_moved":
                due = datetime.fromisoformat(facts["due"])
                self.jobs[facts["job"]] = replace(self.jobs[facts["job"]], due=due)
            case "job_fired" | "job_cancelled" | "job_held":
                self.jobs.pop(facts["job"])
            case "requested":
                self.works[facts["work"]] = Work(id=facts["work"], **{k: v for k, v in facts.items() if k != "work"})
            case "settled":
                self.works.pop(facts["work"], None)

    def _task(self, facts: dict[str, Any]) -> OpenTask:
        facts["id"] = facts.pop("task")
        facts["users"], facts["groups"] = tuple(facts.get("users", ())), tuple(facts.get("groups", ()))
        return OpenTask(opened_at=self.at, **facts)
