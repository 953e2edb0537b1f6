"""Builders of what a store is given: states with open things in them, and moves that write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from engine.completion.command import Start
from engine.definition import Definition
from engine.history.record import Head, Ledger, genesis
from engine.instance.open import Job, JobId, OpenTask, TaskId, Work, WorkId
from engine.instance.state import InstanceId, State
from engine.store.port import Move, Personal, Store
from tests.engine.cases import EIGHT, ORIGIN, SARA, line

PLAIN = line("do")


def task(id: str, at: datetime = EIGHT, **marks: Any) -> OpenTask:
    """Return an open task."""
    return OpenTask(id=TaskId(id), element="do", opened_at=at, **marks)


def job(id: str, due: datetime) -> Job:
    """Return a job."""
    return Job(id=JobId(id), element="wait", due=due)


def work(id: str, topic: str) -> Work:
    """Return a work."""
    return Work(id=WorkId(id), element="call", topic=topic)


def state(*things: OpenTask | Job | Work, **more: Any) -> State:
    """Return a state in which these are open."""
    return State(
        tasks={thing.id: thing for thing in things if isinstance(thing, OpenTask)},
        jobs={thing.id: thing for thing in things if isinstance(thing, Job)},
        works={thing.id: thing for thing in things if isinstance(thing, Work)},
        **more,
    )


def move(
    instance: str, to: State, *, at: datetime = EIGHT, expected: Head | None = None,
    definition: Definition = PLAIN, personal: Sequence[Personal] = (), records: int = 1,
) -> Move:  # fmt: skip
    """Return the move of an instance to a state, by so many records at `at`."""
    ledger = Ledger(origin=ORIGIN, instance=instance, definition=definition)
    head = before = expected or genesis(ORIGIN, instance)
    written = []
    for _ in range(records):
        written.append(ledger.applied(head, Start(actor=SARA, at=at), to, ()))
        head = written[-1].head
    return Move(
        instance=InstanceId(instance), definition=definition, expected=before, state=to, records=written,
        personal=personal,
    )  # fmt: skip


def put(store: Store, *moves: Move) -> None:
    """Commit the moves, in one unit."""
    with store.writing() as unit:
        for each in moves:
            unit.define(each.definition)
            unit.commit(each)


def put_and_fail(store: Store, *moves: Move) -> None:
    """Commit the moves in a unit that then ends in a `ZeroDivisionError`."""
    with store.writing() as unit:
        for each in moves:
            unit.define(each.definition)
            unit.commit(each)
        raise ZeroDivisionError


def head_of(each: Move) -> Head:
    """Return where the history stands after a move."""
    return each.records[-1].head
