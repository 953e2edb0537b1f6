"""Plays a path of a service: each step by somebody who may take it, at times that the path tells.

A path is a list of moves: `Do(element, values)` completes the open task of that element, `Wait(duration)` lets the
office's time pass and timers fire, `Withdraw(reason)` is the requester's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from io import BytesIO
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine.completion.command import Actor
from engine.errors import Broken
from engine.form import Validated
from engine.instance.open import OpenTask
from engine.instance.state import InstanceId
from engine.values import Value
from processes.amounts import later
from processes.calendars import OFFICE, in_force
from processes.forms import Sheet
from processes.office import Office, open_office
from processes.organisation import holders
from processes.registration import Registration

BETWEEN = timedelta(minutes=7)
"""What a person takes for a task where the path tells nothing else."""


class CannotPlay(Broken):
    en = "Expected the path “{path}” to find {expected}, but {found}."
    fa = "انتظار می‌رفت مسیر «{path}» به {expected} برسد، ولی {found}."


@dataclass(frozen=True, slots=True)
class Give:
    """A file that somebody attaches."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class InDays:
    """A day, so many after the one on which it is typed."""

    days: int


Typed = Mapping[str, str | Sequence[str] | Give | InDays]


@dataclass(frozen=True, slots=True)
class Do:
    """Complete the open task of an element, named by its id, in a called process too; `by` where not just anybody does it."""

    element: str
    values: Typed = field(default_factory=dict)
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Let working time pass, by the office's calendar: an amount as `PT9H` or `P2D`."""

    amount: str


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Withdraw the request."""

    reason: str


Move = Do | Wait | Withdraw


@dataclass(frozen=True, kw_only=True, slots=True)
class Path:
    """A path of a service: its name, who asks with what, and its moves."""

    name: str
    service: str
    requester: str
    request: Typed
    moves: Sequence[Move]
    registration: tuple[str, str] | None = None
    """Who registered it on the requester's behalf, and by which channel it came (R9); None where the requester asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Paths that follow from each other: what happened over some months, one after the other, and what is open today."""

    past: Sequence[Path]
    today: Sequence[Path]


@dataclass
class Hands:
    """The hands of a path's clock."""

    time: datetime

    def now(self, session: Session) -> datetime:
        """Return the time they show."""
        return self.time


Pace = Callable[[datetime], datetime]
"""When the next thing is done, after one that was done at a time."""


def quick(at: datetime) -> datetime:
    """Return a time shortly after: nobody waits for anybody."""
    return at + BETWEEN


class Telling:
    """A path in the making: iterating gives the time of its next act, which is done when the iteration goes on.

    Whoever iterates sets the clock to that time first; so several can be told at once, each act in its turn.
    """

    def __init__(self, player: Player, path: Path, start: datetime, pace: Pace = quick) -> None:
        self.player, self.path, self.start, self.pace = player, path, start, pace
        self.instance: InstanceId | None = None

    def __iter__(self) -> Iterator[datetime]:
        yield self.start
        at, self.instance = self.start, self.player.ask(self.path)
        for move in self.path.moves:
            at = self.after(at, move)
            yield at
            self.player.move(self.path, self.instance, move)

    def after(self, at: datetime, move: Move) -> datetime:
        """Return when a move is made, after one that was made at a time."""
        return later(self.player.calendar, at, move.amount) if isinstance(move, Wait) else self.pace(at)

    def ends(self, start: datetime) -> datetime:
        """Return when the last move would be made, had it started then."""
        return reduce(self.after, self.path.moves, start)


class Player:
    """Plays paths in an office whose clock is its own. `claims` says whether somebody takes a task before doing it."""

    def __init__(self, office: Office, start: datetime, claims: Callable[[OpenTask], bool] = lambda _: True) -> None:
        self.hands, self.claims = Hands(start), claims
        self.office = open_office(
            office.store,
            origin=office.engine.origin,
            time_zone=office.time_zone,
            files=office.files,
            now=self.hands.now,
        )
        with office.store.reading() as unit:
            self.calendar = unit.calendar(in_force(unit.session, OFFICE))
            """The calendar of the office's working hours."""

    def play(self, path: Path) -> InstanceId:
        """Play a path from its request on; return the case's instance; raise `CannotPlay` where it does not go."""
        telling = Telling(self, path, self.hands.time)
        for at in telling:
            self.hands.time = at
        assert telling.instance is not None
        return telling.instance

    def ask(self, path: Path) -> InstanceId:
        """Ask for the path's service; return the case's instance."""
        sheet = self.office.request_sheet(path.requester, path.service)
        values = self._valid(path, answered(self.office, sheet, path.request, path.requester))
        if path.registration is None:
            return self.office.ask(_actor(path.requester), path.service, values).instance
        by, channel = path.registration
        told = Registration(channel=channel, requester=path.requester)
        return self.office.ask(_actor(by), path.service, values, registration=told).instance

    def move(self, path: Path, instance: InstanceId, move: Move) -> None:
        """Make one move of a path in its case, at the time that the hands show."""
        match move:
            case Wait():
                self.office.engine.fire_late(instance, self.hands.time)
            case Withdraw(reason):
                self.office.withdraw(_actor(path.requester), instance, reason)
            case Do():
                self._do(path, instance, move)

    def _do(self, path: Path, instance: InstanceId, move: Do) -> None:
        task = self._task(path, instance, move.element)
        actor = _actor(move.by or self._who(task))
        if task.assignee is None and self.claims(task):
            self.office.claim(actor, instance, task.id)
        sheet = self.office.task_sheet(instance, task.id)
        assert sheet is not None
        given = self._valid(path, answered(self.office, sheet, move.values, actor.id))
        self.office.complete(actor, instance, task.id, given)

    def _task(self, path: Path, instance: InstanceId, element: str) -> OpenTask:
        with self.office.store.reading() as unit:
            state = unit.load(instance).state
        tasks = list(state.tasks.values()) if state else []
        found = next((task for task in tasks if short(task.element) == element), None)
        if found is None:
            raise CannotPlay(path=path.name, expected=element, found=f"open: {[task.element for task in tasks]}")
        return found

    def _who(self, task: OpenTask) -> str:
        if task.assignee is not None:
            return task.assignee
        with self.office.store.reading() as unit:
            on = self.office.day(unit.session)
            return next(member.id for group in task.groups for member in holders(unit.session, group, on=on))

    def _valid(self, path: Path, outcome: Validated) -> Mapping[str, Value]:
        if outcome.faults:
            raise CannotPlay(path=path.name, expected="a valid form", found=outcome.faults[0].en)
        return outcome.values


def short(element: str) -> str:
    """Return the id of an element within its process: keys of called processes are `process/id`."""
    return element.rpartition("/")[2]


def _actor(person: str) -> Actor:
    return Actor(id=person, authn="demo")


def answered(office: Office, sheet: Sheet, values: Typed, person: str) -> Validated:
    """Return what a form makes of what a person typed into it and attached."""
    raw = {key: _posted(office, value, person) for key, value in values.items()}
    files = office.files.handed(person, {text for posted in raw.values() for text in posted})
    return sheet.validate(raw, files)


def _posted(office: Office, value: str | Sequence[str] | Give | InDays, person: str) -> list[str]:
    if isinstance(value, InDays):
        today = office.time().astimezone(ZoneInfo(office.time_zone)).date()
        return [(today + timedelta(days=value.days)).isoformat()]
    if isinstance(value, Give):
        return [office.files.receive(BytesIO(value.content), value.name, person)]
    return [value] if isinstance(value, str) else list(value)
