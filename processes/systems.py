"""The systems the office runs, with their parts, levels of access and responsible experts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.tables import DbPart, DbSystem


def responsible(session: Session, system_id: str, parts: Sequence[str] = ()) -> str | None:
    """Return the expert responsible for the first of these parts that has one of its own, else for the system."""
    own = {part.id: part.expert_id for part in session.scalars(select(DbPart).where(DbPart.system_id == system_id))}
    system = session.get(DbSystem, system_id)
    return next((own[part] for part in parts if own.get(part)), system.expert_id if system else None)
