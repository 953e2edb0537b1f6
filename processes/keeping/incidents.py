"""Incidents: what failed by itself until it was tried no more, is seen to, and is then tried again, by whom is on record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from engine.instance.failure import TOKENS
from engine.store.tables import DbFailure, DbInstance, DbJob
from processes.keeping.record import By, change
from processes.keeping.rules import NoSuchRow
from processes.tables import DbCase

OPEN = (DbFailure.next_at.is_(None), DbInstance.status == "running")
"""What makes a failure an incident: nobody tries it by itself any more, and its case has not ended otherwise."""
INCIDENTS = select(DbFailure.instance).join(DbInstance, DbInstance.id == DbFailure.instance).where(*OPEN)
"""All of them, to be counted."""


def retry(session: Session, by: By, tracking: str, subject: str | None = None) -> int:
    """Let the incidents of a case be tried again, or one of them; return how many. Raises `NoSuchRow` where there is none."""
    where = [DbCase.tracking == tracking, *([DbFailure.subject == subject] if subject else [])]
    found = _incidents(session, *where)
    if not found:
        raise NoSuchRow(what="incident of case", what_fa="رخداد پرونده", key=tracking)
    return _again(session, by, found)


def retry_all(session: Session, by: By) -> int:
    """Let all incidents be tried again; return how many."""
    return _again(session, by, _incidents(session))


def _incidents(session: Session, *where: ColumnElement[bool]) -> Sequence[DbFailure]:
    """Return incidents that another attempt may mend, and keep other writers away from their cases."""
    query = (
        select(DbFailure)
        .join(DbInstance, DbInstance.id == DbFailure.instance)
        .join(DbCase, DbCase.instance == DbFailure.instance)
        .where(*OPEN, DbFailure.subject != TOKENS, *where)
        .order_by(DbFailure.instance, DbFailure.subject)
    )
    return session.scalars(query.with_for_update(of=DbInstance)).all()


def _again(session: Session, by: By, found: Sequence[DbFailure]) -> int:
    for row in found:
        change(session, by, row, {"next_at": by.at})
        at_once = update(DbJob).where(DbJob.instance == row.instance, DbJob.id == row.subject).values(try_at=by.at)
        session.execute(at_once)
    return len(found)
