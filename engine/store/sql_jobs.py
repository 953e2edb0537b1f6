"""Jobs and failures in SQL: what is to be tried next, taken by one worker at a time, and what failed, held back.

On PostgreSQL an instance that another worker or somebody's command has locked is passed over (`SKIP LOCKED`), so that nobody
waits for anybody. SQLite has one writer at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from engine.instance.failure import Cause, Claim, Failure
from engine.instance.state import InstanceId
from engine.store.port import Astray
from engine.store.tables import DbFailure, DbInstance, DbJob, table_of
from engine.task import DueJob

# Made once: making a statement costs several times what running it does.
_TRIED = (DbJob.try_at, DbJob.instance, DbJob.id)
_DUE = select(DbJob.instance, DbJob.id, DbJob.try_at).where(DbJob.try_at <= bindparam("at")).order_by(*_TRIED)
_CLAIM = (
    select(DbJob.instance, DbJob.id)
    .join(DbInstance, DbInstance.id == DbJob.instance)
    .where(DbJob.try_at <= bindparam("at"))
    .order_by(*_TRIED)
    .limit(1)
    .with_for_update(of=DbInstance, skip_locked=True)
)
_NEXT_DUE = select(DbJob.try_at).where(DbJob.try_at.is_not(None)).order_by(DbJob.try_at).limit(1)
_HELD = select(DbJob.id).where(
    DbJob.instance == bindparam("instance"),
    DbJob.due <= bindparam("at"),
    or_(DbJob.try_at.is_(None), DbJob.try_at > bindparam("at")),
)
_LOCK = select(DbInstance.id).where(DbInstance.id == bindparam("instance")).with_for_update()
_JOB = table_of(DbJob)
_HOLD = (
    update(_JOB)
    .where(_JOB.c.instance == bindparam("of"), _JOB.c.id == bindparam("job_id"))
    .values(try_at=bindparam("next"))
)


def claim(session: Session, at: datetime) -> Claim | None:
    """Lock an instance in which something is to be tried, the longest due first; None where there is none that nobody has locked."""
    row = session.execute(_CLAIM, {"at": at}).first()
    return None if row is None else Claim(instance=InstanceId(row.instance), subject=row.id)


def due(session: Session, at: datetime, limit: int) -> list[DueJob]:
    """Return jobs that are to be tried at or before `at`, the earliest first."""
    rows = session.execute(_DUE.limit(limit), {"at": at})
    return [DueJob(instance=InstanceId(row.instance), job=row.id, due=row.try_at) for row in rows]


def next_due(session: Session) -> datetime | None:
    """Return when the next job is to be tried."""
    return session.scalar(_NEXT_DUE)


def held(session: Session, instance: InstanceId, at: datetime) -> set[str]:
    """Return the jobs of an instance that are due and not to be tried yet."""
    return set(session.scalars(_HELD, {"instance": instance, "at": at}))


def failure(session: Session, instance: InstanceId, subject: str) -> Failure | None:
    """Return what failed in an instance, if it did; nobody else writes in the instance until the transaction ends."""
    session.execute(_LOCK, {"instance": instance})
    row = session.get(DbFailure, (instance, subject), populate_existing=True)
    return None if row is None else read(row)


def read(row: DbFailure) -> Failure:
    """Return a failure from its row."""
    return Failure(
        instance=InstanceId(row.instance), subject=row.subject, element=row.element, since=row.since,
        attempts=row.attempts, next_at=row.next_at, cause=Cause(code=row.code, en=row.en, fa=row.fa),
    )  # fmt: skip


def hold(session: Session, failed: Failure) -> bool:
    """Keep a failure, and its job back until it is tried again; return False where that is gone meanwhile."""
    if failed.is_job and not _put_off(session, failed):
        return False
    row = session.get(DbFailure, (failed.instance, failed.subject)) or DbFailure(
        instance=failed.instance, subject=failed.subject, job=failed.subject if failed.is_job else None
    )
    row.element, row.since, row.attempts, row.next_at = failed.element, failed.since, failed.attempts, failed.next_at
    row.code, row.en, row.fa = failed.cause.code, failed.cause.en, failed.cause.fa
    session.add(row)
    session.flush()
    return True


def _put_off(session: Session, failed: Failure) -> bool:
    given = {"of": failed.instance, "job_id": failed.subject, "next": failed.next_at}
    return bool(cast(Any, session.execute(_HOLD, given)).rowcount)


def mend(session: Session, instance: InstanceId, subject: str) -> None:
    """Forget a failure that is none any more."""
    table = table_of(DbFailure)
    session.execute(delete(table).where(table.c.instance == instance, table.c.subject == subject))


def astray(session: Session, instance: InstanceId) -> Sequence[Astray]:
    """Return the jobs of an instance that somebody keeps back though nothing failed."""
    nothing_failed = (
        ~select(DbFailure.subject).where(DbFailure.instance == DbJob.instance, DbFailure.subject == DbJob.id).exists()
    )
    query = select(DbJob.id, DbJob.due, DbJob.try_at).where(
        DbJob.instance == instance, DbJob.try_at.is_distinct_from(DbJob.due), nothing_failed
    )
    return [
        Astray(table="job", row=row.id, field="try_at", expected=str(row.due), found=str(row.try_at))
        for row in session.execute(query.order_by(DbJob.id))
    ]
