"""`kartabl replay`: verify the chain and run the history again."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click
from sqlalchemy import or_, select

from engine.instance.state import InstanceId
from engine.replay import Difference
from engine.store.port import NoSuchInstance, Unit
from processes.office import Office
from processes.proof import prove
from processes.tables import DbCase


def run(office: Office, case: str | None, *, as_json: bool) -> int:
    """Replay one case, or all; return 1 where there is a difference."""
    with office.store.reading() as unit:
        rows = _rows(unit, case)
        found = [(row, *_replay(office, unit, InstanceId(row.instance))) for row in rows]
    different = [entry for entry in found if entry[2] is not None]
    if as_json:
        lines = [
            {"tracking": row.tracking, "records": records, "verdict": "equal" if wrong is None else str(wrong)}
            for row, records, wrong in found
        ]
        verdict = "different" if different else "equal"
        click.echo(json.dumps({"cases": lines, "verdict": verdict}, ensure_ascii=False, indent=2))
    else:
        for row, _records, wrong in different:
            click.echo(f"{row.tracking}: {wrong}")
        count = sum(records for _row, records, _wrong in found)
        click.echo(
            f"{len(found)} cases, {count} records: {'all equal' if not different else f'{len(different)} different'}"
        )
    return 1 if different else 0


def _rows(unit: Unit, case: str | None) -> Sequence[DbCase]:
    query = select(DbCase).order_by(DbCase.asked_at, DbCase.instance)
    if case is not None:
        query = query.where(or_(DbCase.tracking == case, DbCase.instance == case))
    rows: list[DbCase] = list(unit.session.scalars(query))
    if case is not None and not rows:
        raise NoSuchInstance(instance=case)
    return rows


def _replay(office: Office, unit: Unit, instance: InstanceId) -> tuple[int, Difference | None]:
    return unit.load(instance).head.seq, prove(unit, instance, origin=office.engine.origin).first
