"""The office: what people do with its services, each as one function. Pages, the command line and the demo come here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from engine.completion.command import Actor, Assign, Command, Comment, Complete, DeliverMessage, Start, Withdraw
from engine.definition import Definition
from engine.draining import always, do_all
from engine.engine import Engine, Moved, Wish
from engine.history.personal import seal, unseal
from engine.instance.state import InstanceId
from engine.store.port import Stale, Store, Unit
from engine.values import Value
from processes import clock, deployment
from processes.calendars import first, resting
from processes.files import Intake
from processes.forms import Sheet, sheet
from processes.giving import NOTE
from processes.host import OfficeHost
from processes.organisation import Member, member
from processes.registration import Registration
from processes.substitutes import acting
from processes.tracking import new_instance
from processes.withdrawing import COMMENT, ENDING_REASON, WITHDRAWAL, WITHDRAWAL_REASON

Now = Callable[[Session], datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """Values with which a task is completed, and the form they answer; None where the task is not open."""

    instance: InstanceId
    sheet: Sheet | None
    values: Mapping[str, Value]

    def wish(self, actor: Actor, task: str, at: datetime, request: str) -> Wish:
        """Return the command that completes the task, with the personal values among these apart.

        Where the task is not open (somebody was first), no form tells any more which values name a person: the record of
        the refusal has all of them sealed.
        """
        sealed, kept = seal(self.values, self.sheet.personal if self.sheet else self.values.keys())
        command = Complete(actor=actor, at=at, request=request, task=task, values=sealed)
        return Wish(instance=self.instance, command=command, personal=kept)


@dataclass(frozen=True, kw_only=True)
class Office:
    """An office at work in a store. `now` tells its time."""

    store: Store
    engine: Engine
    time_zone: str
    now: Now
    files: Intake

    def time(self) -> datetime:
        """Return the office's time."""
        with self.store.reading() as unit:
            return self.now(unit.session)

    def day(self, session: Session) -> date:
        """Return the day it is in the office."""
        return self.day_of(self.now(session))

    def day_of(self, at: datetime) -> date:
        """Return the day that a moment belongs to where the office is."""
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    def member(self, person: str) -> Member:
        """Return somebody with the roles of today, and with those whom he or she stands in for; raise `NoSuchPerson`."""
        with self.store.reading() as unit:
            return acting(unit.session, person, at=self.now(unit.session), on=self.day(unit.session))

    def ship(self) -> None:
        """Load the shipped services into an empty office, and the calendar that one begins with."""
        with self.store.writing() as unit:
            now = self.now(unit.session)
            first.ensure(unit, at=now, zone=self.time_zone)
            deployment.deploy_shipped(unit, at=now, time_zone=self.time_zone)

    # -- asking for a service

    def request_sheet(self, person: str, service: str, unit: str | None = None) -> Sheet:
        """Return the form by which a person asks for a service; `unit`: a caller's, for whom it is asked."""
        with self.store.reading() as opened:
            definition = opened.definition(deployment.newest(opened.session, service).definition)
            return self._request_sheet(opened, definition, person, unit)

    def _request_sheet(self, opened: Unit, definition: Definition, person: str, unit: str | None = None) -> Sheet:
        on = self.day(opened.session)
        asking = unit or member(opened.session, person, on=on).unit
        return sheet(opened.session, definition, definition.start_event.form_key, {}, on=on, unit=asking)

    def ask(
        self,
        actor: Actor,
        service: str,
        values: Mapping[str, Value],
        request: str = "",
        registration: Registration | None = None,
    ) -> Moved:
        """Ask for a service with the values of its form, for oneself or as a registration says (R9).

        The case's tracking number is among the command's facts.
        """
        behalf = registration.person if registration else None
        with self.store.reading() as unit:
            definition = unit.definition(deployment.newest(unit.session, service).definition)
            personal = self._request_sheet(unit, definition, behalf or actor.id).personal
            at = self.now(unit.session)
        told = registration.values if registration else {}
        sealed, kept = seal({**values, **told}, {*personal, *told})
        facts = registration.facts if registration else {}
        actor = replace(actor, on_behalf_of=None if behalf == actor.id else behalf)
        command = Start(actor=actor, at=at, request=request, values=sealed, facts=facts)
        while True:  # another case may have that id: where there are ten million, one start in ten million meets one
            with suppress(Stale):
                return self.engine.start(new_instance(), definition, command, kept)

    # -- tasks

    def task_sheet(self, instance: InstanceId, task: str, unit: Unit | None = None) -> Sheet | None:
        """Return the form of an open task, filled from its case, as `unit` reads it; None where it is not open."""
        if unit is not None:
            return self._task_sheet(unit, instance, task)
        with self.store.reading() as opened:
            return self._task_sheet(opened, instance, task)

    def _task_sheet(self, unit: Unit, instance: InstanceId, task: str) -> Sheet | None:
        loaded = unit.load(instance)
        found = loaded.state.tasks.get(task) if loaded.state else None
        if loaded.state is None or found is None:
            return None
        variables = unseal({**loaded.state.variables, **found.local}, unit.personal(instance))
        definition = unit.definition(loaded.definition)
        return sheet(unit.session, definition, found.form, variables, on=self.day(unit.session))

    def complete(
        self, actor: Actor, instance: InstanceId, task: str, values: Mapping[str, Value], request: str = ""
    ) -> Moved:
        """Complete a task with the values of its form."""
        sheet = self.task_sheet(instance, task)
        answer = Answer(instance=instance, sheet=sheet, values=values)
        wish = answer.wish(actor, task, self.time(), request)
        return self.engine.perform(wish.instance, wish.command, wish.personal)

    def answer(
        self, actor: Actor, task: str, read: Callable[[Unit, datetime], Answer | None], request: str = ""
    ) -> Moved | None:
        """Complete a task with what `read` finds to be the answer to its form, in the transaction of the command and at its moment.

        Case, form and whoever answers are then read once, and as they are when the command is given. None where nothing is to
        be completed yet.
        """

        def wish(unit: Unit) -> Wish | None:
            at = self.now(unit.session)
            answer = read(unit, at)
            return None if answer is None else answer.wish(actor, task, at, request)

        return self.engine.perform_read(wish)

    def claim(self, actor: Actor, instance: InstanceId, task: str, request: str = "") -> Moved:
        """Take a task of one of the actor's roles, or for an absent one: for which, `actor` may say where several could be."""
        return self._perform(
            instance, Assign(actor=actor, at=self.time(), request=request, task=task, assignee=actor.id)
        )

    def release(self, actor: Actor, instance: InstanceId, task: str, request: str = "") -> Moved:
        """Put a task back that the actor took."""
        return self._perform(instance, Assign(actor=actor, at=self.time(), request=request, task=task, assignee=None))

    def give(
        self, actor: Actor, instance: InstanceId, task: str, to: str | None, note: str = "", request: str = ""
    ) -> Moved:
        """Give a task to somebody (None: back to its role), one's own or as a superior; the note may name people, and is sealed."""
        sealed, kept = seal({NOTE: note} if note else {}, {NOTE})
        command = Assign(actor=actor, at=self.time(), request=request, task=task, assignee=to, values=sealed)
        return self.engine.perform(instance, command, kept)

    def withdraw(self, actor: Actor, instance: InstanceId, reason: str, request: str = "") -> Moved:
        """Withdraw the actor's own request, with the reason on record."""
        values = {WITHDRAWAL_REASON: reason}
        command = DeliverMessage(actor=actor, at=self.time(), request=request, message=WITHDRAWAL, values=values)
        return self._perform(instance, command)

    def end(self, actor: Actor, instance: InstanceId, reason: str, request: str = "") -> Moved:
        """End a case as an administrator, from outside its process, with the reason on record."""
        command = Withdraw(actor=actor, at=self.time(), request=request, values={ENDING_REASON: reason})
        return self._perform(instance, command)

    def comment(self, actor: Actor, instance: InstanceId, text: str, request: str = "") -> Moved:
        """Remark something in a case; what is said may name people, and is kept beside the history."""
        sealed, kept = seal({COMMENT: text}, {COMMENT})
        command = Comment(actor=actor, at=self.time(), request=request, values=sealed)
        return self.engine.perform(instance, command, kept)

    def _perform(self, instance: InstanceId, command: Command) -> Moved:
        return self.engine.perform(instance, command)

    # -- what goes on by itself: `processes.draining` does all of it

    def fire_due(self, more: Callable[[], bool] = always) -> int:
        """Fire all timers that are due now; return how often a case moved. `more` is asked before each whether to go on."""
        return self.engine.fire_due(self.time(), more)

    def correct_calendars(self, more: Callable[[], bool] = always) -> int:
        """Correct the running cases that rest on a calendar of which another version is in force; return how many did move.

        Each case is a transaction of its own: what was done stays done, and the rest is found again after a crash. What is
        late in the case is done with it. A case that cannot be corrected is tried again later, and keeps no other one waiting.
        """
        now = self.time()
        return do_all(self.engine, lambda unit: resting.take(unit.session, now), now, more)


def open_office(store: Store, *, origin: str, time_zone: str, files: Intake, now: Now = clock.now) -> Office:
    """Return the office in a store."""
    host = OfficeHost(time_zone=time_zone)
    engine = Engine(store=store, origin=origin, host=host)
    return Office(store=store, engine=engine, time_zone=time_zone, now=now, files=files)
