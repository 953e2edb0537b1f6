"""What failed is kept beside the history, and its job held back; who takes a job has its instance alone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime

import pytest
from sqlalchemy import text

from engine.instance.failure import CORRECTION, Cause, Claim, Failure
from engine.instance.state import InstanceId
from engine.store.port import Store
from engine.store.sql import SqlStore
from tests.engine.cases import EIGHT, after
from tests.store.moves import head_of, job, move, put, state
from tests.store.plans import is_scanned, plan_of

CASE = InstanceId("c1")
CAUSE = Cause(code="Broken", en="It is broken.", fa="خراب است.")


def failure(subject: str, next_at: datetime | None, attempts: int = 1) -> Failure:
    return Failure(
        instance=CASE, subject=subject, element="wait", since=EIGHT, attempts=attempts, next_at=next_at, cause=CAUSE
    )


def hold(store: Store, *failures: Failure) -> list[bool]:
    with store.writing() as unit:
        return [unit.hold(each) for each in failures]


def kept(store: Store, subject: str) -> Failure | None:
    with store.writing() as unit:
        return unit.failure(CASE, subject)


def claimed(store: Store, at: datetime) -> Claim | None:
    with store.writing() as unit:
        return unit.claim(at)


def jobs(store: Store, at: datetime) -> Sequence[str]:
    with store.reading() as unit:
        return [found.job for found in unit.due(at, 10)]


def test_what_failed_is_kept_and_kept_again(store: Store) -> None:
    put(store, move("c1", state(job("1.1", EIGHT))))
    assert kept(store, "1.1") is None
    assert hold(store, failure("1.1", after(minutes=1)), failure("1.1", after(minutes=2), 2)) == [True, True]
    assert kept(store, "1.1") == failure("1.1", after(minutes=2), 2)
    assert hold(store, failure(CORRECTION, None)) == [True]
    assert kept(store, CORRECTION) == failure(CORRECTION, None)


def test_a_job_that_is_held_back_is_not_taken_before_its_time_and_an_incident_never(store: Store) -> None:
    put(store, move("c1", state(job("1.1", EIGHT), job("1.2", after(minutes=1)))))
    assert claimed(store, after(hours=1)) == Claim(instance=CASE, subject="1.1")
    hold(store, failure("1.1", after(minutes=30)))
    assert claimed(store, after(minutes=29)) == Claim(instance=CASE, subject="1.2")
    hold(store, failure("1.2", None))
    assert claimed(store, after(minutes=29)) is None
    assert jobs(store, after(minutes=30)) == ["1.1"]
    with store.reading() as unit:
        assert unit.next_due() == after(minutes=30)
        assert unit.held(CASE, after(minutes=29)) == {"1.1", "1.2"}
        assert unit.held(CASE, after(minutes=30)) == {"1.2"}


def test_with_its_job_a_failure_goes(store: Store) -> None:
    first = move("c1", state(job("1.1", EIGHT), job("1.2", EIGHT)))
    put(store, first)
    hold(store, failure("1.1", after(minutes=1)), failure("1.2", None))
    put(store, move("c1", state(job("1.2", EIGHT)), expected=head_of(first)))
    assert (kept(store, "1.1"), kept(store, "1.2")) == (None, failure("1.2", None))


def test_a_job_that_gets_another_time_begins_anew(store: Store) -> None:
    first = move("c1", state(job("1.1", EIGHT)))
    put(store, first)
    hold(store, failure("1.1", None))
    put(store, move("c1", state(job("1.1", after(hours=1))), expected=head_of(first)))
    assert kept(store, "1.1") is None
    assert claimed(store, after(hours=1)) == Claim(instance=CASE, subject="1.1")


def test_a_job_that_is_gone_did_not_fail(store: Store) -> None:
    put(store, move("c1", state()))
    assert hold(store, failure("1.1", None)) == [False]
    assert kept(store, "1.1") is None


def test_what_is_mended_is_forgotten(store: Store) -> None:
    put(store, move("c1", state()))
    hold(store, failure(CORRECTION, None))
    with store.writing() as unit:
        unit.mend(CASE, CORRECTION)
    assert kept(store, CORRECTION) is None


@pytest.mark.parametrize("database", [pytest.param("postgres", marks=pytest.mark.postgres)])
def test_who_takes_a_job_passes_over_the_instances_that_others_have(sql_store: SqlStore) -> None:
    put(sql_store, *(move(f"c{n}", state(job("1.1", after(minutes=n)), job("1.2", EIGHT))) for n in (1, 2, 3)))
    with ExitStack() as open_units:
        first, second, third = (open_units.enter_context(sql_store.writing()) for _ in range(3))
        first.load(InstanceId("c1"), lock=True)  # somebody's command
        assert second.claim(after(hours=1)) == Claim(instance=InstanceId("c2"), subject="1.2")
        assert third.claim(after(hours=1)) == Claim(instance=InstanceId("c3"), subject="1.2")
        with sql_store.writing() as fourth:
            assert fourth.claim(after(hours=1)) is None


def test_what_is_to_be_tried_is_found_by_its_index(sql_store: SqlStore) -> None:
    plan = plan_of(sql_store, lambda unit: unit.claim(EIGHT))
    assert "ix_job_try_at" in plan
    assert not is_scanned(plan, "job")
    assert not is_scanned(plan, "instance")
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan


def test_a_job_that_somebody_keeps_back_is_named(sql_store: SqlStore) -> None:
    first = move("c1", state(job("1.1", EIGHT), job("1.2", EIGHT)))
    put(sql_store, first)
    hold(sql_store, failure("1.1", None))
    with sql_store.reading() as unit:
        assert unit.astray(first) == []
    with sql_store.writing() as unit:
        unit.session.execute(text("UPDATE job SET try_at = NULL"))
    with sql_store.reading() as unit:
        [found] = unit.astray(first)
    assert (found.table, found.row, found.field, found.found) == ("job", "1.2", "try_at", "None")
