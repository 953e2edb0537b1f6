"""Takes every service along every path of its diagram, and says what was covered and whether replay agrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce

from engine.definition import Definition
from engine.diagram.model import Process
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes import deployment
from processes.demo import people
from processes.demo.hours import begin
from processes.demo.paths import PATHS
from processes.demo.play import Path, Player, Telling
from processes.demo.service_hours import add_service_hours
from processes.office import Office
from processes.parts.part import split
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
class Covered:
    """How far the paths of all services went over one process. `missing` are ids of elements and flows no path went over."""

    process: str
    elements: int
    flows: int
    missing: Sequence[str]

    @property
    def of(self) -> int:
        """How many elements and flows there are."""
        return self.elements + self.flows


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A service that was taken along its paths."""

    service: str
    played: Sequence[Played]

    @property
    def equal(self) -> bool:
        """Whether every case replays as it was recorded."""
        return all(played.difference is None for played in self.played)


@dataclass(frozen=True, kw_only=True, slots=True)
class Demonstration:
    """All services taken along all paths, and how far that went over each diagram, those that are called too."""

    services: Sequence[Shown]
    diagrams: Sequence[Covered]

    @property
    def whole(self) -> bool:
        """Whether every diagram was covered and every case replays."""
        return all(shown.equal for shown in self.services) and not any(one.missing for one in self.diagrams)


def prepare(office: Office) -> bool:
    """Fill an empty office with people and the shipped services; return whether it was empty."""
    with office.store.writing() as unit:
        empty = people.seed(unit.session, on=office.day(unit.session))
    office.ship()
    if empty:
        with office.store.writing() as unit:
            add_service_hours(unit, at=office.now(unit.session))
    return empty


def show(office: Office) -> Demonstration:
    """Play all paths of all services, the last of each ending about now."""
    played = {service: _play(office, paths()) for service, paths in PATHS.items()}
    with office.store.reading() as unit:
        return Demonstration(
            services=[
                Shown(service=service, played=[_played(office, unit, *one) for one in found])
                for service, found in played.items()
            ],
            diagrams=_covered(
                unit, {service: [instance for _, instance in found] for service, found in played.items()}
            ),
        )


def _play(office: Office, paths: Sequence[Path]) -> list[tuple[Path, InstanceId]]:
    """Play paths one after the other: what one leaves behind, the next may need."""
    player = Player(office, office.time())
    tellings = [Telling(player, path, player.hands.time) for path in paths]

    def ends(start: datetime) -> datetime:
        return reduce(lambda at, telling: telling.ends(at) + APART, tellings, start)

    player.hands.time = begin(office.time(), ends)
    played = []
    for path in paths:
        played.append((path, player.play(path)))
        player.hands.time += APART
    return played


def _played(office: Office, unit: Unit, path: Path, instance: InstanceId) -> Played:
    case = unit.session.get_one(DbCase, instance)
    state = unit.load(instance).state
    wrong = prove(unit, instance, origin=office.engine.origin, files=office.files.store).first
    return Played(
        path=path.name,
        instance=instance,
        tracking=case.tracking,
        status=state.status if state else "refused",
        outcome=case.outcome,
        records=len(unit.records(instance)),
        difference=str(wrong) if wrong else None,
    )


def _covered(unit: Unit, instances: Mapping[str, Sequence[InstanceId]]) -> list[Covered]:
    """Return the coverage of every process that the services' newest versions have, their own first."""
    processes: dict[str, Process] = {}
    seen: set[tuple[str, str]] = set()
    for service, found in instances.items():
        definition = unit.definition(deployment.newest(unit.session, service).definition)
        processes = {service: definition.main, **processes, **definition.processes}
        seen |= {place for instance in found for place in _places(definition, unit.records(instance))}
    return [_coverage(processes[id], seen) for id in dict.fromkeys([*instances, *processes])]


def _places(definition: Definition, records: Iterable[Record]) -> Iterable[tuple[str, str]]:
    """Yield process and id of every element that was entered and every flow that was taken."""
    for record in records:
        for happening in record.derived:
            if happening["what"] in ("entered", "taken"):
                yield split(definition, happening["element"] if happening["what"] == "entered" else happening["flow"])


def _coverage(process: Process, seen: set[tuple[str, str]]) -> Covered:
    elements, flows = set(process.elements()), {flow for scope in process.scopes.values() for flow in scope.flows}
    missing = [id for id in sorted(elements | flows) if (process.id, id) not in seen]
    return Covered(process=process.id, elements=len(elements), flows=len(flows), missing=missing)
