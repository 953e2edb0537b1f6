"""Drive an instance of a random diagram on a random path, and hold it against the oracle after every command.

The worker is restarted after every command: the state goes through text and back; every few commands the definition is
made anew from its sources. What was recorded is handed on to be run again.
"""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from engine.completion.command import CLOCK, BroadcastSignal, Command, Comment, Complete, FireTimer
from engine.completion.step import step
from engine.definition import Definition, Source, define
from engine.errors import KartablError
from engine.history.record import Ledger, Record, genesis
from engine.instance.open import Job
from engine.instance.state import State
from tests.properties.beliefs import Beliefs
from tests.properties.diagrams import draw
from tests.properties.paths import CLERK, first, following, meanings
from tests.properties.plan import Plan
from tests.properties.render import files
from tests.properties.views import of_state

ORIGIN = "properties"
BEGIN = datetime(2026, 3, 21, 6, 0, tzinfo=UTC)
COMMANDS = 30
POSSIBLE = 12
"""Games the oracle may hold possible; where it would be more, the path ends."""


class Disagreement(AssertionError):
    """The engine and the oracle do not agree; the message says how to see it again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What a run left behind: all that is needed to run it again."""

    instance: str
    definition: Definition
    records: list[Record]
    status: str


def sources_of(plan: Plan) -> list[Source]:
    """Return the files of a plan as an owner would deploy them."""
    return [Source(kind="diagram", name=name, content=content) for name, content in files(plan).items()]


def drive(seed: int) -> History:
    """Run the diagram of `seed` on its path; raise `Disagreement`."""
    run = _Run(draw(seed))
    try:
        for command in run.commands():
            run.apply(command)
        run.check_definition()
    except Disagreement:
        raise
    except Exception as fault:
        raise Disagreement(run.report(f"  {fault!r}")) from fault
    status = run.state.status if run.state else "never started"
    return History(instance=run.instance, definition=run.definition, records=run.records, status=status)


class _Run:
    """One instance on its way."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.instance = f"case-{plan.seed}"
        self.rng = random.Random(f"path of {plan.seed}")
        self.beliefs = Beliefs(plan)
        self.state: State | None = None
        self.now = BEGIN
        self.records: list[Record] = []
        self.path: list[str] = []
        self.closed: list[str] = []
        """Ids of tasks that were open once."""
        self.make_definition()

    def make_definition(self) -> None:
        """Make the definition anew, as another worker would."""
        self.definition = define("main", sources_of(self.plan))
        self.pickled = pickle.dumps(self.definition.program)

    def check_definition(self) -> None:
        """The instance has not changed what it shares with others."""
        if pickle.dumps(self.definition.program) != self.pickled:
            raise Disagreement(self.report("  the instance changed the specs that it shares with others"))

    # -- the path

    def commands(self) -> Iterator[Command]:
        """Yield the commands of the path; each is to be applied before the next is asked for."""
        yield first(self.plan, self.rng, self.now)
        while self.goes_on():
            assert self.state is not None
            command = following(self.state, self.beliefs.game, self.rng, self.now, self.closed)
            until = self.now + timedelta(minutes=self.rng.choice([0, 0, 1, 5, 15]))
            waits = isinstance(command, FireTimer) and not command.job
            if waits:
                until = min(job.due for job in self.state.jobs.values())
            yield from self.late_timers(until)
            if self.late(until) and not self.goes_on():
                break
            self.now = max(self.now, until)
            if not waits:
                yield replace(command, at=self.now)
        if self.closed and not self.late(self.now):
            yield Complete(actor=CLERK, at=self.now, task=self.closed[0])

    def goes_on(self) -> bool:
        """Return whether the path goes on."""
        running = self.state is not None and not self.state.ended
        return running and len(self.records) < COMMANDS and len(self.beliefs.games) <= POSSIBLE

    def late(self, until: datetime) -> list[Job]:
        """Return the timers that are due by then."""
        return [job for job in self.state.jobs.values() if job.due <= until] if self.state else []

    def late_timers(self, until: datetime) -> Iterator[Command]:
        """Yield what fires until then, the earliest first, each at its own time; one that was refused then, when it is tried again.

        Of those that are due together, on even seeds the oldest fires first, as the engine has it; on odd ones any.
        """
        while self.goes_on() and (late := self.late(until)):
            due = min(job.due for job in late)
            self.now = max(self.now, due)
            jobs = [job.id for job in late if job.due == due]
            yield FireTimer(
                actor=CLOCK, at=self.now, job=self.rng.choice(jobs) if self.plan.seed % 2 else min(jobs, key=age)
            )
            if self.records[-1].refused:
                return  # it will be refused again until somebody corrects a variable

    # -- a command

    def apply(self, command: Command) -> None:
        """Apply a command, record it, compare, restart."""
        choose = lambda game: meanings(command, self.state, game)  # noqa: E731 — a closure over the state before
        values = {} if isinstance(command, BroadcastSignal | Comment) else dict(command.values)
        led = self.beliefs.foresee(command.at, values, choose)
        self.path.append(f"{command.at:%H:%M} {command.to_json()}")
        head = self.records[-1].head if self.records else genesis(ORIGIN, self.instance)
        ledger = Ledger(origin=ORIGIN, instance=self.instance, definition=self.definition)
        try:
            after = step(self.definition, self.state, command, head.seq + 1)
        except KartablError as refusal:
            self.path[-1] += f" refused: {refusal}"
            self.records.append(ledger.refused(head, command, self.state, refusal))
            if led:
                raise Disagreement(self.report(f"  expected it to be done, but it was refused: {refusal}")) from refusal
            return
        self.records.append(ledger.applied(head, command, after.state, after.derived))
        difference = self.beliefs.keep(led, of_state(after.state, after.derived)) if led else "  expected a refusal"
        if difference:
            raise Disagreement(self.report(difference))
        self.closed += [task for task in (self.state.tasks if self.state else ()) if task not in after.state.tasks]
        self.restart(after.state)

    def restart(self, state: State) -> None:
        """Go on as a worker that has only what was stored."""
        self.state = State.read(json.loads(json.dumps(state.written)))
        if self.state.digest != state.digest:
            raise Disagreement(self.report("  the state does not survive being written and read"))
        if self.rng.random() < 0.25:
            self.check_definition()
            self.make_definition()

    def report(self, difference: str) -> str:
        """Return what a person needs to see it again."""
        seed = self.plan.seed
        path = "\n".join(f"  {number}. {line}" for number, line in enumerate(self.path, 1))
        drawn = "\n".join(content.decode() for content in files(self.plan).values())
        return (
            f"Diagram {seed} disagrees with the oracle. See it again:\n"
            f"  KARTABL_DIAGRAMS={seed}:1 pytest tests/properties/test_diagrams.py -k oracle\n"
            f"After\n{path}\n{difference}\nThe diagram:\n{drawn}"
        )


def age(job: str) -> list[int]:
    """Return what sorts ids by when they were given."""
    return [int(part) for part in job.split(".")]
