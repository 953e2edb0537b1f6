"""What was read along with a case that a page is about, in the statement that found it: what the page asks next of it.

Beside the sentence: `reading.find` keeps it for as long as its unit, and who would ask for it looks here first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from engine.form import Words

_KEPT, _ACTORS = "what was read along with cases", "who took part in cases"
BETWEEN = "\n"
"""What stands between the people who acted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Along:
    """What stands beside one case."""

    unit: Words
    requester: Words
    """The name of whose it is."""
    untils: Mapping[tuple[str, str], datetime]
    """Until when its open tasks should be done, by case and task, where something says so."""
    has_files: bool
    """Whether anybody ever gave a file in it."""


def along(session: Session, instance: str) -> Along | None:
    """Return what was read along with a case in this unit; None where nothing was."""
    return _kept(session).get(instance)


def actors(session: Session, instance: str) -> Collection[str]:
    """Return who is known to have taken part in a case, of those in whose right the reader may act."""
    found: Mapping[str, Collection[str]] = session.info.get(_ACTORS, {})
    return found.get(instance, ())


def keep_actors(session: Session, instance: str, people: Collection[str]) -> None:
    """Keep who took part in a case."""
    session.info.setdefault(_ACTORS, {})[instance] = people


def keep(session: Session, rows: Sequence[Any]) -> None:
    """Keep what the rows say that find a case: one a task of it that should be done by some time."""
    first = rows[0]
    keep_actors(session, first.instance, first.acted.split(BETWEEN) if first.acted else ())
    _kept(session)[first.instance] = Along(
        unit=Words(fa=first.unit_fa, en=first.unit_en),
        requester=Words(fa=first.requester_fa, en=first.requester_en),
        untils=dict(_untils(rows)),
        has_files=bool(first.has_files),
    )


def _untils(rows: Sequence[Any]) -> Iterator[tuple[tuple[str, str], datetime]]:
    return (((row.instance, row.late_task), row.late_at) for row in rows if row.late_task is not None)


def _kept(session: Session) -> dict[str, Along]:
    return cast("dict[str, Along]", session.info.setdefault(_KEPT, {}))
