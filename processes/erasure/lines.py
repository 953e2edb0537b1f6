"""What can be erased of a case, and what was, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.values import Sealed
from processes.casefile.reader import history_of
from processes.keeping.read.listed import PAGE, Listed, first_line
from processes.organisation import Member, members
from processes.recorded import command_of
from processes.tables import DbCase, DbErasure
from processes.wording import Wording
from processes.words import person_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasable:
    """A personal value of a case: what it is, what was said, by whom and when."""

    commitment: str
    label: Words
    value: Words
    by: Words
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Erased:
    """An erasure that was done: of which case, of what, by whom, why."""

    tracking: str
    fields: Words
    number: int
    by: Words
    at: datetime
    reason: str


def erasable(unit: Unit, who: Member, case: DbCase) -> list[Erasable]:
    """Return the personal values of a case that are still there, in the order in which they were said; what is empty names nobody."""
    told, personal = history_of(unit, who, case), unit.personal(InstanceId(case.instance))
    wording = Wording(people=told.people, vocabulary=told.words)
    return [
        Erasable(
            commitment=value.commitment, label=told.words.label(None, name), at=command.at,
            value=wording.value(None, name, personal[value.commitment]), by=wording.person(command.actor.id),
        )
        for command in (command_of(record) for record in told.records if not record.refused)
        for name, value in command.values.items()
        if isinstance(value, Sealed) and personal.get(value.commitment) not in (None, "", [])
    ]  # fmt: skip


def erasures(session: Session, who: Member, number: int) -> Listed[Erased]:
    """Return a page of what was erased, the latest first."""
    total = session.scalar(select(func.count()).select_from(DbErasure)) or 0
    query = select(DbErasure).order_by(DbErasure.id.desc()).limit(PAGE).offset(first_line(number, total))
    rows = session.scalars(query).all()
    people = members(session, {row.by for row in rows}, on=who.on)
    return Listed(
        total=total,
        lines=[
            Erased(
                tracking=row.tracking, fields=Words(fa=row.fields_fa, en=row.fields_en), number=row.number, at=row.at,
                by=person_name(people.get(row.by), row.by), reason=row.reason,
            )
            for row in rows
        ],
    )  # fmt: skip
