"""`kartabl replay`: verify the chain, run the history again, and hold what stands beside it against it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click
from sqlalchemy import func, or_, select, union

from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import DbInstance, DbRecord
from processes.office import Office
from processes.proof import Verdict, prove
from processes.tables import DbCase
from web.refused import NoSuchCase


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
    different, twice = [one for one in found if not one.verdict.ok], _given_twice(found)
    if as_json:
        verdict = "different" if different or twice else "equal"
        told = {"cases": [one.to_json() for one in found], "numbers_given_twice": twice, "verdict": verdict}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for line in (line for one in found for line in one.lines()):
            click.echo(line)
        for number, names in twice.items():
            click.echo(f"letter {number}: expected one letter of that number, but found it in {', '.join(names)}")
        count, wrong = sum(one.records for one in found), f"{len(different)} different"
        if twice:
            wrong += f", {len(twice)} numbers of letters given twice"
        click.echo(f"{len(found)} cases, {count} records: {wrong if different or twice else 'all equal'}")
    return 1 if different or twice else 0


def _given_twice(found: Sequence[Proven]) -> Mapping[str, Sequence[str]]:
    """Return the letter numbers that more than one letter has, each with the cases in which they are."""
    cases: dict[str, list[str]] = {}
    for one in found:
        for number in one.verdict.numbers:
            cases.setdefault(number, []).append(one.name)
    return {number: names for number, names in cases.items() if len(names) > 1}


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
        raise NoSuchCase(case=case)
    return rows


def _proven(office: Office, unit: Unit, instance: str, name: str) -> Proven:
    query = select(func.count()).select_from(DbRecord).where(DbRecord.instance == instance)
    verdict = prove(unit, InstanceId(instance), origin=office.engine.origin, files=office.files.store)
    return Proven(name=name, records=unit.session.scalar(query), verdict=verdict)
