"""The register of site experts, held against what a case's history projects to when it is projected again in memory.

A case's history proves the places it gave, but not how another case ended one of them: that is proven with the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from sqlalchemy import RowMapping, or_, select
from sqlalchemy.orm import Session

from engine.instance.state import InstanceId
from engine.store.port import Astray, Unit
from engine.store.sql_rows import compare
from processes.host import done
from processes.parts import parts_of
from processes.parts.part import Done
from processes.proof.again import Again
from processes.site_experts import Register
from processes.tables import DbSiteExpert

Rows = Mapping[str, Mapping[str, Any]]
GIVEN = ("unit_id", "person_id", "introduced_at", "since", "until", "ended_by")
ENDED = ("until", "ended_by")


@runtime_checkable
class Registrar(Protocol):
    """A part whose steps write the register."""

    def register(self, done: Done, register: Register) -> None:
        """Write the register's next state, from the step alone."""


@dataclass(kw_only=True, slots=True)
class MemoryRegister:
    """The register in memory, as one case writes it: what it gave, and the ends it made of what other cases gave."""

    instance: str
    given: list[DbSiteExpert] = field(default_factory=list)
    ended: list[DbSiteExpert] = field(default_factory=list)

    def place_of(self, case: str) -> DbSiteExpert | None:
        """Return the row that a case introduced and that has not ended; of another case, one that says no more."""
        if case == self.instance:
            return next((row for row in reversed(self.given) if row.until is None), None)
        self.ended.append(DbSiteExpert(instance=case))
        return self.ended[-1]

    def enter(self, row: DbSiteExpert) -> None:
        """Put in a row."""
        self.given.append(row)

    def settle(self) -> None:
        """Memory has no other cases."""


def experts_astray(unit: Unit, instance: InstanceId, again: Again) -> list[Astray]:
    """Return where the register is not as a case's history has it; raise what reading raises."""
    if unit.session is None:
        return []
    register = _projected(unit.session, instance, again)
    rows = _standing(unit.session, instance)
    mine, others = (
        [row for row in rows if row["instance"] == instance],
        [row for row in rows if row["instance"] != instance],
    )
    given = [{name: getattr(row, name) for name in GIVEN} for row in register.given]
    return [
        *compare("site_expert", _placed(_left_to_others(given, mine, instance)), _placed(mine)),
        *compare("site_expert", _by_case(map(_end, register.ended)), _by_case(others)),
    ]


def _projected(session: Session, instance: InstanceId, again: Again) -> MemoryRegister:
    register = MemoryRegister(instance=instance)
    registrars = [part for part in parts_of(again.definition) if isinstance(part, Registrar)]
    for moved in again.moves:
        for part in registrars:
            part.register(done(session, part, moved, moved.command.values, again.definition.time_zone), register)
    return register


def _standing(session: Session, instance: InstanceId) -> list[RowMapping]:
    concerned = or_(DbSiteExpert.instance == instance, DbSiteExpert.ended_by == instance)
    return list(session.execute(select(DbSiteExpert.__table__).where(concerned).order_by(DbSiteExpert.id)).mappings())


def _left_to_others(given: list[dict[str, Any]], found: list[RowMapping], instance: str) -> Iterator[dict[str, Any]]:
    """Yield the rows that are expected, without an end where another case made it."""
    for place, row in enumerate(given):
        by = found[place]["ended_by"] if place < len(found) else None
        theirs = row["until"] is None and by not in (None, instance)
        yield {name: value for name, value in row.items() if not (theirs and name in ENDED)}


def _end(row: DbSiteExpert) -> dict[str, Any]:
    return {"instance": row.instance, **{name: getattr(row, name) for name in ENDED}}


def _placed(rows: Any) -> Rows:
    return {str(place): row for place, row in enumerate(rows, 1)}


def _by_case(rows: Any) -> Rows:
    """Return rows by the case that gave the place, one that gave several by their order."""
    count, told = Counter[str](), dict[str, Mapping[str, Any]]()
    for row in rows:
        case = row["instance"]
        count[case] += 1
        told[f"of {case}/{count[case]}"] = row
    return told
