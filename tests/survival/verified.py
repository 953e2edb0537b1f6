"""What must hold after whatever happened: nothing lost, nothing twice, nothing missed, and every case proves itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from engine.store.tables import DbFailure, DbInstance
from processes.office import Office
from processes.proof import prove
from processes.tables import DbCase
from tests.survival.clients import Acknowledged


def faults(office: Office, told: Acknowledged) -> list[str]:
    """Return all that is wrong."""
    with office.store.reading() as unit:
        cases = {case.tracking: InstanceId(case.instance) for case in unit.session.scalars(select(DbCase))}
        found = [f"{tracking}: was acknowledged, and is lost" for tracking in told.asked - cases.keys()]
        found += _counted(unit, cases)
        now = office.now(unit.session)
        for tracking, instance in cases.items():
            found += [
                f"{tracking}: {fault}" for fault in _of_case(office, unit, instance, tracking in told.drafted, now)
            ]
    return found


def fired(office: Office) -> int:
    """Return how many timers were fired in all."""
    with office.store.reading() as unit:
        instances = unit.session.scalars(select(DbInstance.id)).all()
        return sum(_kinds(unit.records(InstanceId(each)))["fire_timer"] for each in instances)


def _counted(unit: Unit, cases: dict[str, InstanceId]) -> Iterator[str]:
    instances = set(unit.session.scalars(select(DbInstance.id)))
    if instances != set(cases.values()):
        yield f"{len(instances)} instances, but {len(cases)} cases"
    if failures := unit.session.scalars(select(DbFailure.en)).all():
        yield f"still failing: {failures}"


def _of_case(office: Office, unit: Unit, instance: InstanceId, drafted: bool, now: datetime) -> Iterator[str]:
    verdict = prove(unit, instance, origin=office.engine.origin, files=office.files.store)
    yield from map(str, verdict.differences)
    records = unit.records(instance)
    if drafted and not any(_completes(record) for record in records):
        yield "its first task was completed, and that is lost"
    state = unit.load(instance).state
    assert state is not None
    yield from (f"{job.element} was missed" for job in state.jobs.values() if job.due <= now)
    yield from _timers(records, set(state.jobs))


def _timers(records: list[Record], still: set[str]) -> Iterator[str]:
    """Hold each timer that was set against what became of it: fired, cancelled, or still there; once, and dated when it fell due."""
    going: dict[str, datetime] = {}
    for record in records:
        for happened in record.derived:
            job = str(happened.get("job"))
            if happened["what"] in ("job_set", "job_moved"):
                going[job] = datetime.fromisoformat(happened["due"])
            elif happened["what"] == "job_fired":
                due = going.pop(job, None)
                if due is None:
                    yield f"{happened['element']} fired twice"
                elif datetime.fromisoformat(record.body["at"]) < due:
                    yield f"{happened['element']} fired early"
            elif happened["what"] == "job_cancelled":
                going.pop(job, None)
    if going.keys() != still:
        yield f"timers {sorted(going.keys() ^ still)} are neither done nor there"
    keys = [(r.body["command"].get("job"), r.body["at"]) for r in records if r.body["command"]["type"] == "fire_timer"]
    yield from (f"{key} was fired {count} times" for key, count in Counter(keys).items() if count > 1)


def _kinds(records: list[Record]) -> Counter[str]:
    return Counter(str(record.body["command"]["type"]) for record in records if not record.refused)


def _completes(record: Record) -> bool:
    return bool(record.body["command"]["type"] == "complete") and not record.refused
