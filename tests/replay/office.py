"""A small office: one asks, a clerk approves or not, an expert creates; reminded after an hour."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

from engine.errors import KartablError
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.memory import MemoryStore
from tests.engine.cases import (
    REZA,
    after,
    assign,
    begin,
    boundary,
    complete,
    end,
    engine_on,
    flow,
    history,
    process,
    start,
    state_of,
    user,
)

CASE = InstanceId("c1")
DEFINITION = process(
    start(), user("approve", candidateGroups="clerks"), boundary("late", "approve", "PT1H"),
    user("remind", candidateUsers="boss"), '<exclusiveGateway id="decided" default="decided_refused"/>',
    user("create", candidateGroups="experts"), end("created"), end("refused"), end("reminded"),
    flow("start", "approve"), flow("late", "remind"), flow("remind", "reminded"), flow("approve", "decided"),
    flow("decided", "create", "approved = true"), flow("decided", "refused"), flow("create", "created"),
    name="office",
)  # fmt: skip


def run_office() -> list[Record]:
    """Run a case from start to end; return what is on record."""
    store = MemoryStore()
    engine = engine_on(store)
    engine.start(CASE, DEFINITION, begin(who="سارا", days=Decimal("1.5")))
    engine.perform(CASE, assign(task(store, "approve"), "reza", after(minutes=10)))
    with suppress(KartablError):
        engine.perform(CASE, complete("9.9", after(minutes=20)))
    engine.perform(CASE, complete(task(store, "approve"), after(hours=2), REZA, approved=True))
    engine.perform(CASE, complete(task(store, "create"), after(hours=3), note="ساخته شد"))
    engine.perform(CASE, complete(task(store, "remind"), after(hours=4)))
    return history(store, CASE)


def task(store: MemoryStore, element: str) -> str:
    """Return the open task of an element."""
    return next(open.id for open in state_of(store, CASE).tasks.values() if open.element == element)
