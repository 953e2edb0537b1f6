"""`kartabl replay`: verify the chain, run the history again, and hold what stands beside it against it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import click
from sqlalchemy import func, or_, select, union

from engine.instance.state import InstanceId
from engine.store.port import NoSuchInstance, Unit
from engine.store.tables import DbInstance, DbRecord
from processes.office import Office
from processes.proof import Verdict, prove
from processes.tables import DbCase


@dataclass(frozen=True, kw_only=True, slots=True)
class Proven:
    """A case and what proving it gave; a case without its line in the office's list goes by its instance."""

    name: str
    records: int
    verdict: Verdict

    def lines(self) -> list[str]:
        """Return what is printed of it: every difference; of an equal case only that values were erased."""
        told = [f"{self.name}: {difference}" for difference in self.verdict.differences]
        if not told and self.verdict.erased:
            told = [f"{self.name}: proven, erased {self.verdict.erased}"]
        return told

    def to_json(self) -> dict[str, object]:
        """Return its verdict as JSON."""
        first = self.verdict.first
        return {
            "tracking": self.name,
            "records": self.records,
            "verdict": "equal" if first is None else str(first),
            "differences": [str(difference) for difference in self.verdict.differences],
            "erased": self.verdict.erased,
        }


def run(office: Office, case: str | None, *, as_json: bool) -> int:
    """Replay one case, or all; return 1 where there is a difference."""
    with office.store.reading() as unit:
        found = [_proven(office, unit, instance, name) for instance, name in _cases(unit, case)]
    different = [one for one in found if not one.verdict.ok]
    if as_json:
        told = {"cases": [one.to_json() for one in found], "verdict": "different" if different else "equal"}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in (line for one in found for line in one.lines()):
            click.echo(line)
        count = sum(one.records for one in found)
        click.echo(
            f"{len(found)} cases, {count} records: {f'{len(different)} different' if different else 'all equal'}"
        )
    return 1 if different else 0


def _cases(unit: Unit, case: str | None) -> Sequence[tuple[str, str]]:
    """Return instance and name of one case or of all of which any row is left, in the order in which they were asked for."""
    left = union(select(DbInstance.id), select(DbRecord.instance), select(DbCase.instance)).subquery()
    query = select(left.c.id, DbCase.tracking).outerjoin(DbCase, DbCase.instance == left.c.id)
    if case is not None:
        query = query.where(or_(DbCase.tracking == case, left.c.id == case))
    rows = [
        (row.id, row.tracking or row.id) for row in unit.session.execute(query.order_by(DbCase.asked_at, left.c.id))
    ]
    if case is not None and not rows:
        raise NoSuchInstance(instance=case)
    return rows


def _proven(office: Office, unit: Unit, instance: str, name: str) -> Proven:
    query = select(func.count()).select_from(DbRecord).where(DbRecord.instance == instance)
    verdict = prove(unit, InstanceId(instance), origin=office.engine.origin, files=office.files.store)
    return Proven(name=name, records=unit.session.scalar(query), verdict=verdict)
