"""Takes every service along every path of its diagram, and says what was covered and whether replay agrees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from engine.definition import Definition
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes import deployment
from processes.demo import inbox_paths, people
from processes.demo.play import Path, Player
from processes.office import Office
from processes.proof import prove
from processes.tables import DbCase

APART = timedelta(hours=20)
"""Between the requests of two paths."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """A path that was played."""

    path: str
    instance: InstanceId
    tracking: str
    status: str
    outcome: str | None
    records: int
    difference: str | None
    """What chain or replay found; None where both agree."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A service that was taken along its paths. `missing` are keys of elements and ids of flows no path went over."""

    service: str
    played: Sequence[Played]
    elements: int
    flows: int
    missing: Sequence[str]

    @property
    def equal(self) -> bool:
        """Whether every case replays as it was recorded."""
        return all(played.difference is None for played in self.played)


def prepare(office: Office) -> bool:
    """Fill an empty office with people and the shipped services; return whether it was empty."""
    with office.store.writing() as unit:
        empty = people.seed(unit.session, on=office.day(unit.session))
    office.ship()
    return empty


def play_open(office: Office) -> list[InstanceId]:
    """Play the paths that stop half-way, all of them begun this day."""
    return [Player(office, office.time() - timedelta(minutes=80)).play(path) for path in inbox_paths.open_paths()]


def show(office: Office) -> list[Shown]:
    """Play all paths of all services, the last of them ending about now."""
    return [_show(office, inbox_paths.SERVICE, inbox_paths.paths())]


def _show(office: Office, service: str, paths: Sequence[Path]) -> Shown:
    start = office.time() - APART * (len(paths) + 4)
    played = [Player(office, start + APART * place).play(path) for place, path in enumerate(paths)]
    with office.store.reading() as unit:
        definition = unit.definition(deployment.newest(unit.session, service).definition)
        records = {instance: unit.records(instance) for instance in played}
        return Shown(
            service=service,
            played=[
                _played(office, unit, path, instance, len(records[instance]))
                for path, instance in zip(paths, played, strict=True)
            ],
            elements=len(definition.elements),
            flows=len(flows(definition)),
            missing=missing(definition, (record for own in records.values() for record in own)),
        )


def _played(office: Office, unit: Unit, path: Path, instance: InstanceId, records: int) -> Played:
    case = unit.session.get_one(DbCase, instance)
    state = unit.load(instance).state
    wrong = prove(unit, instance, origin=office.engine.origin).first
    return Played(
        path=path.name,
        instance=instance,
        tracking=case.tracking,
        status=state.status if state else "refused",
        outcome=case.outcome,
        records=records,
        difference=str(wrong) if wrong else None,
    )


def flows(definition: Definition) -> set[str]:
    """Return the ids of all sequence flows, those of called processes as `process/flow`."""
    return {
        flow if process is definition.main else f"{process.id}/{flow}"
        for process in definition.processes.values()
        for scope in process.scopes.values()
        for flow in scope.flows
    }


def missing(definition: Definition, records: Iterable[Record]) -> list[str]:
    """Return the elements and flows of a definition that no record went over."""
    seen = {
        happening["element"] if happening["what"] == "entered" else happening["flow"]
        for record in records
        for happening in record.derived
        if happening["what"] in ("entered", "taken")
    }
    return sorted((set(definition.elements) | flows(definition)) - seen)
