"""What would follow from an upload: faults of everything that uses it, differences, and the services that get a new version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import func, select

from engine.definition import Definition, Source, define
from engine.diagram.check import errors
from engine.diagram.fault import Fault
from engine.difference import Difference, difference
from engine.examine import Examiner, File
from engine.form import Words
from engine.store.port import Unit
from engine.store.tables import DbInstance
from processes import deployment
from processes.change.refusals import NotUsed, StillCalled
from processes.change.upload import Placed, Upload, gone, place, unreadable
from processes.deployment import Deployment
from processes.shelf import Shelf, file_name, service_of
from processes.words import service_name


@dataclass(frozen=True, kw_only=True)
class PlannedFile:
    """One file of a plan. `difference` is to what stands on the shelf now; None of a new file."""

    upload: Upload
    source: Source
    before: Source | None
    difference: Difference | None

    @property
    def key(self) -> str:
        """Kind and name of the file."""
        return f"{self.source.kind}/{self.source.name}"

    @property
    def download(self) -> str:
        """Its name when it is downloaded."""
        return file_name(self.source.kind, self.source.name)


@dataclass(frozen=True, kw_only=True)
class NewVersion:
    """A version that a service would get. `running` cases stay on theirs."""

    service: str
    name: Words
    before: Deployment | None
    definition: Definition
    running: int


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What would follow from an upload onto a shelf that is known by `basis`."""

    uploads: tuple[Upload, ...]
    files: tuple[PlannedFile, ...] = ()
    """Empty where a file could not be read."""
    faults: tuple[Fault, ...] = ()
    versions: tuple[NewVersion, ...] = ()
    basis: Mapping[str, str]

    @property
    def errors(self) -> list[Fault]:
        """The faults for which nothing of it may be deployed."""
        return errors(self.faults)

    @property
    def nothing(self) -> bool:
        """Whether all of it is deployed already."""
        return bool(self.files) and all(file.difference is not None and file.difference.same for file in self.files)

    @property
    def seen(self) -> Mapping[str, str]:
        """What stands on the shelf in the place of each file, as `newer` wants it."""
        return {file.key: file.before.digest if file.before else "" for file in self.files}

    def newer(self, started_from: Mapping[str, str]) -> list[PlannedFile]:
        """Return the files that stand in another version on the shelf than the one that was started from."""
        return [file for file in self.files if started_from.get(file.key, self.seen[file.key]) != self.seen[file.key]]


def basis_of(shelf: Shelf) -> Mapping[str, str]:
    """Return what tells whether a shelf is still the same."""
    return {service: definition.digest for service, definition in shelf.services.items()}


def plan(unit: Unit, uploads: Sequence[Upload], examiner: Examiner, *, time_zone: str) -> Plan:
    """Return what would follow from uploads; raise where one is not a file that the shelf can take."""
    shelf = deployment.on_shelf(unit)
    cannot = unreadable(uploads, examiner)
    if cannot:
        return Plan(uploads=tuple(uploads), faults=tuple(cannot), basis=basis_of(shelf))
    placed = place(shelf, uploads)
    changed = [each for each in placed if each.differs]
    after = shelf.changed(each.source for each in changed)
    _refuse_gone(changed, after)
    affected = _affected(shelf, after, changed)
    bundles = {service: after.bundle(service) or [] for service in affected}
    faults = _faults(bundles.values(), examiner)
    if not errors(faults):  # a decision that vanished is at fault where it was asked for, not unused
        _refuse_unused(changed, bundles.values())
    return Plan(
        uploads=tuple(uploads),
        files=tuple(_file(each, upload) for each, upload in zip(placed, uploads, strict=True)),
        faults=faults,
        versions=_versions(
            unit, {service: define(service, files, time_zone=time_zone) for service, files in bundles.items()}
        ),
        basis=basis_of(shelf),
    )


def _refuse_gone(changed: Sequence[Placed], after: Shelf) -> None:
    for each in changed:
        for process, callers in gone(each, after).items():
            raise StillCalled(file=each.source.name, gone=process, callers=", ".join(sorted(set(callers))))


def _affected(shelf: Shelf, after: Shelf, changed: Sequence[Placed]) -> list[str]:
    """Return the services that have one of the changed files, and those that come with one."""
    keys = {each.key for each in changed}
    found = [
        service
        for service, definition in shelf.services.items()
        if any((source.kind, source.name) in keys for source in definition.sources)
    ]
    brought = (service_of([each.source]) for each in changed if each.source.kind == "diagram")
    return [*found, *(service for service in brought if service and service not in found)]


def _refuse_unused(changed: Sequence[Placed], bundles: Iterable[Sequence[Source]]) -> None:
    inside = {(source.kind, source.name) for bundle in bundles for source in bundle}
    for each in changed:
        if each.key not in inside:
            raise NotUsed(file=each.source.name)


def _faults(bundles: Iterable[Sequence[Source]], examiner: Examiner) -> tuple[Fault, ...]:
    """Return the faults of services with all their files, each once, by file and line."""
    found: dict[Fault, None] = {}
    for own, *beside in bundles:
        files = [_examined(own, "diagram"), *(_examined(source, "called") for source in beside)]
        found |= dict.fromkeys(examiner.examine(files))
    return tuple(sorted(found, key=lambda fault: (fault.severity, fault.file, fault.line)))


def _examined(source: Source, kind: Literal["diagram", "called"]) -> File:
    return File(kind=kind if source.kind == "diagram" else source.kind, name=source.name, content=source.content)


def _file(placed: Placed, upload: Upload) -> PlannedFile:
    before, after = placed.before, placed.source
    found = None if before is None else difference(after.kind, after.name, before.content, after.content)
    return PlannedFile(upload=upload, source=after, before=before, difference=found)


def _versions(unit: Unit, definitions: Mapping[str, Definition]) -> tuple[NewVersion, ...]:
    newest, running = deployment.offered(unit.session), running_of(unit, definitions)
    return tuple(
        NewVersion(
            service=service,
            name=service_name(definition),
            before=newest.get(service),
            definition=definition,
            running=running.get(service, 0),
        )
        for service, definition in definitions.items()
        if service not in newest or newest[service].definition != definition.digest
    )


def running_of(unit: Unit, services: Iterable[str]) -> Mapping[str, int]:
    """Return how many cases of each service run, on whatever version."""
    query = (
        select(DbInstance.process, func.count())
        .where(DbInstance.status == "running", DbInstance.process.in_(list(services)))
        .group_by(DbInstance.process)
    )
    return {str(row[0]): int(row[1]) for row in unit.session.execute(query)}
