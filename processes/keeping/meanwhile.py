"""Two administrators at the same thing: who comes second is told what the first one changed, and nothing is lost silently.

A thing's version is the number of the last change on record of its row, and of rows that stand under its key (`12/…`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.errors import Conflict
from engine.store.tables import Base
from processes.keeping.names import table_words
from processes.keeping.rules import NoSuchRow
from processes.tables import DbChange


class ChangedMeanwhile(Conflict):
    en = "Somebody changed this after your page was opened; below is what is different. What you had not touched is taken over, what you wrote is kept: look at it, and send it again if it is still right."
    fa = "پس از باز کردن این صفحه، کس دیگری همین مورد را تغییر داده است؛ تفاوت‌ها در زیر آمده است. آنچه شما دست نزده بودید به‌روز شد و نوشته‌های شما ماند: بازبینی کنید و اگر هنوز درست است دوباره بفرستید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """What a form changes: a row, tables whose rows belong to it, and (`of`) what the row must say for it to be the one meant."""

    table: type[Base]
    key: Any
    parts: tuple[type[Base], ...] = ()
    of: Mapping[str, Any] = field(default_factory=dict)


def version(session: Session, thing: Thing) -> int:
    """Return the number of the last change of a thing; 0 where none is on record."""
    return session.scalar(select(func.max(DbChange.id)).where(_of(thing))) or 0


def versions(session: Session, table: type[Base], keys: Iterable[object]) -> Counter[str]:
    """Return the versions of several rows of a table, by key as the record writes it; 0 where none is on record."""
    of_these = (DbChange.table == table.__tablename__, DbChange.row.in_([str(key) for key in keys]))
    found = session.execute(
        select(DbChange.row, func.max(DbChange.id).label("version")).where(*of_these).group_by(DbChange.row)
    )
    return Counter({row.row: row.version for row in found})


def demand_unchanged(session: Session, thing: Thing, seen: int) -> None:
    """Raise `ChangedMeanwhile` where a thing is other than when it was seen; until the transaction ends nobody else changes it."""
    row = session.get(thing.table, thing.key, with_for_update=True)
    if row is None or any(getattr(row, name) != value for name, value in thing.of.items()):
        words = table_words(thing.table.__tablename__)
        raise NoSuchRow(what=words.en.lower(), what_fa=words.fa, key=thing.key)
    if version(session, thing) > seen:
        raise ChangedMeanwhile


def since(session: Session, thing: Thing, seen: int) -> Sequence[DbChange]:
    """Return the changes of a thing after one that was seen, the oldest first."""
    return session.scalars(select(DbChange).where(_of(thing), DbChange.id > seen).order_by(DbChange.id)).all()


def differences(rows: Sequence[DbChange], thing: Thing) -> dict[str, tuple[Any, Any]]:
    """Return what changes made of a thing's own row: by column, what it was before all of them and what it is after."""
    own = [
        (json.loads(row.before), json.loads(row.after))
        for row in rows
        if row.table == thing.table.__tablename__ and row.before
    ]
    if not own:
        return {}
    first, last = own[0][0], own[-1][1]
    return {name: (first.get(name), value) for name, value in last.items() if first.get(name) != value}


def _of(thing: Thing) -> Any:
    key = "/".join(map(str, thing.key)) if isinstance(thing.key, tuple) else str(thing.key)
    own = (DbChange.table == thing.table.__tablename__) & (DbChange.row == key)
    names = [part.__tablename__ for part in thing.parts]
    under = DbChange.table.in_(names) & DbChange.row.startswith(f"{key}/", autoescape=True)
    return or_(own, under) if names else own
