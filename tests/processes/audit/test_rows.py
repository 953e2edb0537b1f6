"""What the audit finds cases by is written in the transaction of each step, and is what follows from the history."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy import select

from engine.errors import KartablError
from engine.store.tables import DbInstance
from processes.tables import ACTOR, OWNER, PRINCIPAL, DbActor
from tests.processes.build import STRANGER, Bench, Case, actor

pytestmark = pytest.mark.databases


def refused(case: Case) -> int:
    with case.office.store.reading() as unit:
        return int(unit.session.get_one(DbInstance, case.instance).refused)


def actors(case: Case) -> dict[str, int]:
    query = select(DbActor.person_id, DbActor.capacities).where(DbActor.instance == case.instance)
    with case.office.store.reading() as unit:
        return {row.person_id: row.capacities for row in unit.session.execute(query)}


def test_a_desk_that_is_late_and_a_missed_time_are_kept_with_the_moment_they_were_first(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    assert (case.row.delayed_at, case.row.breached_at) == (None, None)
    case.work("PT8H")
    late = case.row.delayed_at
    assert late is not None
    case.go_on("paraph_letter")
    case.work("PT9H")
    assert (case.row.delayed_at, case.row.breached_at) == (late, None)
    case.go_on("sign_letter", "refer_to_admin", "approve_admin", "refer_to_it", "order_creation")
    case.work("PT3H")
    assert case.row.breached_at is not None
    assert case.row.breached_at > late
    assert case.difference is None


def test_who_acted_is_kept_with_the_capacity_in_which(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    bench.absent("moradi", "akbari")
    assert actors(case) == {"sarabi": ACTOR}
    task = case.task("paraph_letter")
    bench.office.claim(actor("akbari"), case.instance, task.id)
    assert actors(case) == {"sarabi": ACTOR, "akbari": ACTOR, "moradi": PRINCIPAL}
    case.work("PT9H")
    assert len(actors(case)) == 3, "the clock is nobody"
    assert case.difference is None


def test_who_has_a_task_and_then_acts_is_both(bench: Bench) -> None:
    case = bench.at_desk("create_inbox")
    [expert] = {task.assignee for task in case.state.tasks.values() if task.assignee}
    assert actors(case)[expert] == OWNER
    case.go_on("create_inbox")
    assert actors(case)[expert] == OWNER | ACTOR
    assert case.difference is None


def test_refused_commands_are_counted_and_make_nobody_an_actor(bench: Bench) -> None:
    case = bench.at_desk("paraph_letter")
    assert refused(case) == 0
    for _ in range(2):
        with suppress(KartablError):
            bench.office.claim(actor(STRANGER), case.instance, case.task("paraph_letter").id)
    case.go_on("paraph_letter")
    assert refused(case) == 2
    assert STRANGER not in actors(case)
    assert case.difference is None
