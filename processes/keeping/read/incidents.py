"""The incidents as administrators read them: in which case, where in it, why, since when, and how often it was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.form import Words
from engine.instance.failure import TOKENS
from engine.store.port import Unit
from engine.store.tables import DbFailure, DbInstance
from processes.keeping.incidents import OPEN
from processes.keeping.read.listed import PAGE, Listed, first_line
from processes.tables import DbCase
from processes.words import failed_name, present_service


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """A line of the list."""

    tracking: str
    instance: str
    service: Words
    subject: str
    """What failed: a job's id, or what else it may be."""
    element: str
    where: Words
    """The name of the element, or what failed that is no element's."""
    since: datetime
    attempts: int
    code: str
    cause: Words

    @property
    def can_retry(self) -> bool:
        """Return whether another attempt may mend it: tokens that nothing moves are no attempt's matter."""
        return self.subject != TOKENS


def incident_list(unit: Unit, number: int) -> Listed[Incident]:
    """Return a page of the incidents, the longest there first."""
    session: Session = unit.session
    joined = (
        select(DbFailure, DbCase.tracking, DbCase.service, DbInstance.definition)
        .join(DbInstance, DbInstance.id == DbFailure.instance)
        .join(DbCase, DbCase.instance == DbFailure.instance)
        .where(*OPEN)
    )
    total = session.scalar(select(func.count()).select_from(joined.subquery())) or 0
    page = joined.order_by(DbFailure.since, DbFailure.instance, DbFailure.subject)
    rows = session.execute(page.offset(first_line(number, total)).limit(PAGE)).all()
    return Listed(lines=[_line(unit, *row) for row in rows], total=total)


def held_back(session: Session) -> int:
    """Return how much failed and is still tried again by itself."""
    query = select(func.count()).select_from(DbFailure).join(DbInstance, DbInstance.id == DbFailure.instance)
    return session.scalar(query.where(DbFailure.next_at.is_not(None), DbInstance.status == "running")) or 0


def _line(unit: Unit, failure: DbFailure, tracking: str, service: str, digest: str) -> Incident:
    definition = unit.definition(digest)
    return Incident(
        tracking=tracking, instance=failure.instance, service=present_service(definition, service),
        subject=failure.subject, element=failure.element,
        where=failed_name(definition, failure.subject, failure.element),
        since=failure.since, attempts=failure.attempts, code=failure.code,
        cause=Words(fa=failure.fa, en=failure.en),
    )  # fmt: skip
