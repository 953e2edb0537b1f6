"""What of a case should have gone on by itself and failed: for whoever looks at the case and wonders why it does not.

After the case; the causes are told where the incidents are (`processes/keeping/read/incidents.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.form import Words
from engine.instance.failure import TOKENS
from engine.store.tables import DbFailure
from processes.tables import DbCase
from processes.words import failed_name

_FAILURES = (
    select(DbFailure).where(DbFailure.instance == bindparam("instance")).order_by(DbFailure.since, DbFailure.subject)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Failing:
    """Something that failed: what, since when, how often it was tried, and when it is tried next."""

    what: Words
    since: datetime
    attempts: int
    next_at: datetime | None
    """None: not by itself any more, it is an incident."""
    stranded: bool
    """Whether nothing can move the case on from there: no attempt's matter."""


def failing_in(session: Session, definition: Definition, case: DbCase) -> list[Failing]:
    """Return what failed in a case, the longest there first."""
    return [
        Failing(
            what=failed_name(definition, row.subject, row.element), since=row.since, attempts=row.attempts,
            next_at=row.next_at, stranded=row.subject == TOKENS,
        )
        for row in session.scalars(_FAILURES, {"instance": case.instance})
    ]  # fmt: skip
