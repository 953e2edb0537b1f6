"""Plays a fixture step by step, as a person at a desk would, and keeps the books of what followed.

After every command the state goes through JSON text and back, the command is run a second time, as history keeps it, to
see that it gives the same, and the books are balanced: what was opened is closed once, what was set is fired or cancelled once, what was
entered is left or cancelled once.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from engine.clock import Calendars, no_calendars
from engine.completion.command import (
    CLOCK,
    Actor,
    Assign,
    BroadcastSignal,
    Command,
    Comment,
    Complete,
    DeliverMessage,
    FireTimer,
    ReportWork,
    Start,
    Withdraw,
    read_command,
)
from engine.completion.derived import Derived, Happening, written
from engine.completion.step import step
from engine.definition import Definition, Source, define
from engine.instance.open import Job, OpenTask, Work
from engine.instance.state import State

DIAGRAMS = Path(__file__).with_name("diagrams")
MORNING = datetime(2026, 3, 21, 8, 0, tzinfo=UTC)
SOMEBODY = Actor(id="somebody", authn="test")

BEGIN = {"opened": "task", "job_set": "job", "requested": "work", "entered": "token"}
FINISH = {
    "closed": "task", "job_fired": "job", "job_cancelled": "job", "settled": "work", "left": "token",
    "cancelled": "token",
}  # fmt: skip


def fixture(name: str, *, process: str = "main", time_zone: str = "UTC") -> Definition:
    """Return the definition of `name.bpmn`, which may call the processes in `name.….bpmn` and has the decisions in `name.dmn`."""
    files = [DIAGRAMS / f"{name}.bpmn", *DIAGRAMS.glob(f"{name}.*.bpmn")]
    sources = [Source(kind="diagram", name=file.name, content=file.read_bytes()) for file in files]
    decisions = DIAGRAMS.glob(f"{name}.dmn")
    sources += [Source(kind="decision", name=file.name, content=file.read_bytes()) for file in decisions]
    return define(process, sources, time_zone=time_zone)


class Play:
    """One instance of a fixture; `now` is the time of the next command."""

    def __init__(
        self, name: str, *, time_zone: str = "UTC", now: datetime = MORNING, calendars: Calendars = no_calendars
    ) -> None:
        self.calendars = calendars
        self.definition = fixture(name, time_zone=time_zone)
        self.now = now
        self.state: State | None = None
        self.seq = 0
        self.last: Derived = ()
        self.books = Books()

    # -- commands

    def start(self, **values: Any) -> Self:
        return self._do(Start(actor=SOMEBODY, at=self.now, values=values))

    def complete(self, element: str, *, nth: int = 0, **values: Any) -> Self:
        return self.do(Complete, task=self.task(element, nth).id, values=values)

    def assign(self, element: str, assignee: str | None) -> Self:
        return self.do(Assign, task=self.task(element).id, assignee=assignee)

    def fire(self, element: str | None = None) -> Self:
        """Fire the job of `element`, or the one that is due first, at the time it falls due."""
        job = min((job for job in self._jobs() if element in (None, job.element)), key=lambda job: job.due)
        self.now = max(self.now, job.due)
        return self._do(FireTimer(actor=CLOCK, at=job.due, job=job.id))

    def message(self, name: str, **values: Any) -> Self:
        return self.do(DeliverMessage, message=name, values=values)

    def signal(self, name: str, **values: Any) -> Self:
        return self.do(BroadcastSignal, signal=name, values=values)

    def report(self, element: str, *, error: str | None = None, **values: Any) -> Self:
        work = next(work for work in self._works() if work.element == element)
        return self.do(ReportWork, work=work.id, error=error, values=values)

    def withdraw(self) -> Self:
        return self.do(Withdraw)

    def comment(self, **values: Any) -> Self:
        return self.do(Comment, values=values)

    def wait(self, **duration: float) -> Self:
        """Let time pass before the next command."""
        self.now += timedelta(**duration)
        return self

    def do(self, kind: type[Command], **target: Any) -> Self:
        """Give any command."""
        return self._do(kind(actor=SOMEBODY, at=self.now, **target))

    def _do(self, command: Command) -> Self:
        after = step(self.definition, self.state, command, self.seq + 1, self.calendars)
        again = step(self.definition, self.state, kept(command), self.seq + 1, self.calendars)
        assert written(again.derived) == written(after.derived)
        assert again.state.digest == after.state.digest
        self.seq += 1
        self.last = after.derived
        self.state = State.read(json.loads(json.dumps(after.state.written)))
        assert self.state.digest == after.state.digest
        self.books.enter(after.derived)
        self.books.balance(self.state)
        return self

    # -- where it stands

    @property
    def open(self) -> list[str]:
        """Elements of the open tasks, by name."""
        return sorted(task.element for task in self._tasks())

    @property
    def jobs(self) -> list[str]:
        """Elements of the jobs that are set, by name."""
        return sorted(job.element for job in self._jobs())

    @property
    def works(self) -> list[str]:
        """Elements whose work is asked for, by name."""
        return sorted(work.element for work in self._works())

    @property
    def status(self) -> str:
        return self._state.status

    @property
    def vars(self) -> dict[str, Any]:
        return dict(self._state.variables)

    def task(self, element: str, nth: int = 0) -> OpenTask:
        """Return the nth open task of `element`."""
        return [task for task in self._tasks() if task.element == element][nth]

    def due(self, element: str) -> datetime:
        """Return when the job of `element` falls due."""
        return next(job.due for job in self._jobs() if job.element == element)

    def told(self, what: str) -> list[Happening]:
        """Return what followed from the last command, of one kind."""
        return [happening for happening in self.last if happening.what == what]

    def entered(self, element: str) -> int:
        """Return how often an element was entered since the start."""
        return self.books.entered.count(element)

    @property
    def _state(self) -> State:
        assert self.state is not None
        return self.state

    def _tasks(self) -> list[OpenTask]:
        return list(self._state.tasks.values())

    def _jobs(self) -> list[Job]:
        return list(self._state.jobs.values())

    def _works(self) -> list[Work]:
        return list(self._state.works.values())


def kept(command: Command) -> Command:
    """Return the command as history keeps it and replay reads it."""
    body = json.loads(json.dumps(command.to_json()))
    return read_command(body, actor=command.actor.to_json(), at=command.at.isoformat(), request=command.request)


class Books:
    """What was opened and not yet closed, kept from `derived` alone."""

    def __init__(self) -> None:
        self.going: dict[str, dict[str, str]] = {"task": {}, "job": {}, "work": {}, "token": {}}
        self.entered: list[str] = []
        self.over: set[tuple[str, str]] = set()

    def enter(self, derived: Derived) -> None:
        for happening in derived:
            if kind := BEGIN.get(happening.what):
                self._begin(kind, happening)
            elif kind := FINISH.get(happening.what):
                self._finish(kind, happening)
            elif happening.what == "job_held":
                assert self.going["job"].pop(happening["job"], None) == happening["element"], (
                    f"{happening}: it was not set"
                )
            elif happening.what == "job_moved":
                assert self.going["job"][happening["job"]] == happening["element"], f"{happening}: it was not set"

    def _begin(self, kind: str, happening: Happening) -> None:
        key = happening[kind]
        assert key not in self.going[kind], f"{happening} twice"
        assert (kind, key) not in self.over, f"{happening} after it was over"
        self.going[kind][key] = happening["element"]
        if kind == "token":
            self.entered.append(happening["element"])

    def _finish(self, kind: str, happening: Happening) -> None:
        key = happening[kind]
        assert self.going[kind].pop(key, None) == happening["element"], f"{happening}, but it was not there"
        self.over.add((kind, key))

    def balance(self, state: State) -> None:
        """Compare the books with what the state says is open."""
        open_now: dict[str, Any] = {"task": state.tasks, "job": state.jobs, "work": state.works}
        for kind, things in open_now.items():
            assert self.going[kind] == {key: thing.element for key, thing in things.items()}, kind
        live = {token[0] for scope in state.tokens for token in scope["live"]}
        assert set(self.going["token"]) <= live, "a token was entered and neither left nor cancelled"
        if state.ended:
            assert not any(self.going.values())
