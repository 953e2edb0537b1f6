"""The systems the office runs, with their parts, levels of access and responsible experts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.definition import Definition
from engine.values import Value
from processes.organisation import holders
from processes.tables import DbPart, DbSystem


def system_of(definition: Definition, variables: Mapping[str, Value]) -> str | None:
    """Return the system that a case is about: its variable `system`, else what its service's diagram says."""
    written = variables.get("system") or definition.main.properties.get("system")
    return written if isinstance(written, str) else None


def responsible(session: Session, system_id: str, parts: Sequence[str] = (), *, on: date) -> str | None:
    """Return the expert responsible for the first of these parts that has one of its own, else for the system.

    One who is no expert of the IT office on that day is passed over: the work would be in the tray of somebody who is gone.
    """
    own = {part.id: part.expert_id for part in session.scalars(select(DbPart).where(DbPart.system_id == system_id))}
    system, there = session.get(DbSystem, system_id), {each.id for each in holders(session, "it_expert", on=on)}
    named = [*(own.get(part) for part in parts), system.expert_id if system else None]
    return next((expert for expert in named if expert in there), None)
