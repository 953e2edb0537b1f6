"""What was remarked on a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.tables import DbComment

_REMARKS = select(DbComment).where(DbComment.instance == bindparam("instance")).order_by(DbComment.seq)


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A comment on a case."""

    at: datetime
    who: Words
    on_behalf_of: Words | None
    text: str


def remarks(session: Session, instance: str, name: Callable[[str], Words]) -> list[Remark]:
    """Return the comments on a case, the oldest first; `name` gives the name of a person."""
    return [
        Remark(
            at=row.at,
            who=name(row.person_id),
            text=row.text,
            on_behalf_of=name(row.on_behalf_of) if row.on_behalf_of else None,
        )
        for row in session.scalars(_REMARKS, {"instance": instance})
    ]
