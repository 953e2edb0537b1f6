"""What is deployed, as people read it: services with their files and versions, and what differs between two of these."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from engine.definition import Definition, Source, SourceKind
from engine.difference import Difference, difference
from engine.errors import NotFound
from engine.form import Words
from engine.store.port import Unit
from engine.store.tables import DbDefinition, DbInstance, DbSource
from processes import deployment
from processes.deployment import NotOffered
from processes.organisation import Member, members
from processes.shelf import file_name
from processes.tables import DbDeployment
from processes.words import person_name, service_name

FileKey = tuple[SourceKind, str]
KIND_WORDS: Mapping[SourceKind, Words] = {
    "diagram": Words(fa="نمودار", en="Diagram"),
    "form": Words(fa="فرم", en="Form"),
    "decision": Words(fa="تصمیم", en="Decision"),
}


class NoSuchVersion(NotFound):
    en = "Expected “{service}” to have a version {version}, but it has none. Choose one of its versions."
    fa = "«{service}» نسخهٔ {version} ندارد. یکی از نسخه‌های آن را انتخاب کنید."


class NoSuchFile(NotFound):
    en = "Expected version {version} of “{service}” to have the file {file}, but it has none of that name. Choose one of its files."
    fa = "نسخهٔ {version} از «{service}» فایلی به نام {file} ندارد. یکی از فایل‌های آن را انتخاب کنید."


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """A version of a service: since when, by whom, why, and how many cases run on it."""

    number: int
    at: datetime
    by: Words
    reason: Words
    running: int
    newest: bool


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A file of a service, and the version with which its content came."""

    kind: SourceKind
    kind_words: Words
    name: str
    download: str
    """Its name when it is downloaded."""
    since: VersionLine
    own: bool
    """Whether it is the service's own diagram."""
    also_of: Sequence[Words]
    """Other services that use it too."""


@dataclass(frozen=True, kw_only=True)
class ServiceLine:
    """A service as it is deployed now."""

    service: str
    name: Words
    version: VersionLine
    """The one whose files are told: the newest, unless another was asked for."""
    running: int
    """On whatever version."""
    files: Sequence[FileLine]
    versions: Sequence[VersionLine]
    """The newest first."""


@dataclass(frozen=True, kw_only=True)
class FileDifference:
    """What differs in one file between two versions; a file that only one of them has has no `difference`."""

    kind: SourceKind
    kind_words: Words
    name: str
    before: Source | None
    after: Source | None
    difference: Difference | None

    @property
    def download(self) -> str:
        """Its name when it is downloaded."""
        return file_name(self.kind, self.name)


def service_lines(unit: Unit, reader: Member) -> list[ServiceLine]:
    """Return all services, by name."""
    return sorted(_lines(unit, reader).values(), key=lambda line: line.name.fa)


def service_line(unit: Unit, reader: Member, service: str, version: int | None = None) -> ServiceLine:
    """Return a service, its files as of a version (None: the newest); raise `NotOffered` or `NoSuchVersion`."""
    found = _lines(unit, reader, {service: version} if version else {})
    if service not in found:
        raise NotOffered(service=service)
    return found[service]


def definition_at(unit: Unit, service: str, version: int) -> Definition:
    """Return a version of a service; raise `NoSuchVersion`."""
    query = select(DbDeployment.definition).where(DbDeployment.service == service, DbDeployment.version == version)
    digest = unit.session.scalar(query) if 0 < version < 10**9 else None
    if digest is None:
        raise NoSuchVersion(service=service, version=version)
    return unit.definition(digest)


def file_at(unit: Unit, service: str, version: int, kind: str, name: str) -> Source:
    """Return a file of a version of a service; raise `NoSuchVersion` or `NoSuchFile`."""
    definition = definition_at(unit, service, version)
    found = next((src for src in definition.sources if (src.kind, src.name) == (kind, name)), None)
    if found is None:
        raise NoSuchFile(service=service, version=version, file=name)
    return found


def own_diagram(definition: Definition) -> str:
    """Return the name of the file in which a service's process stands."""
    return next(found.file for found in definition.diagrams if definition.process in found.processes)


def version_differences(unit: Unit, service: str, before: int, after: int) -> list[FileDifference]:
    """Return the files in which two versions of a service differ, its own diagram first."""
    definition = definition_at(unit, service, after)
    old, new = files_of(definition_at(unit, service, before)), files_of(definition)
    first = ("diagram", own_diagram(definition))
    keys = sorted(old.keys() | new.keys(), key=lambda key: (key != first, key))
    return [
        file_difference(key, old.get(key), new.get(key))
        for key in keys
        if old.get(key) is None or new.get(key) is None or old[key].digest != new[key].digest
    ]


def files_of(definition: Definition) -> dict[FileKey, Source]:
    """Return the files of a definition by kind and name."""
    return {(source.kind, source.name): source for source in definition.sources}


def version_of(unit: Unit, reader: Member, source: Source) -> VersionLine | None:
    """Return the latest version of any service with which the newest content of a file came."""
    since = [
        file.since
        for line in _lines(unit, reader).values()
        for file in line.files
        if (file.kind, file.name) == (source.kind, source.name)
    ]
    return max(since, key=lambda version: version.at, default=None)


def since(unit: Unit, now: Source | None, digest: str) -> Difference | None:
    """Return what differs between a content that was deployed once and the file as it is now; None where it is not kept."""
    row = unit.session.get(DbSource, digest)
    return difference(now.kind, now.name, row.content, now.content) if row and now else None


def file_difference(key: FileKey, before: Source | None, after: Source | None) -> FileDifference:
    """Return what differs between two contents of a file, either of which may be missing."""
    kind, name = key
    both = difference(kind, name, before.content, after.content) if before and after else None
    return FileDifference(
        kind=kind, kind_words=KIND_WORDS[kind], name=name, before=before, after=after, difference=both
    )


def _lines(unit: Unit, reader: Member, wanted: Mapping[str, int] | None = None) -> dict[str, ServiceLine]:
    rows: dict[str, list[DbDeployment]] = {}
    for row in unit.session.scalars(select(DbDeployment).order_by(DbDeployment.service, DbDeployment.version)):
        rows.setdefault(row.service, []).append(row)
    people, counts, contents = members(unit.session, on=reader.on), _running(unit), _contents(unit)
    names = {service: service_name(unit.definition(own[-1].definition)) for service, own in rows.items()}
    used_by = [(key, service) for service, own in rows.items() for key in contents[own[-1].definition]]
    lines = {}
    for service, own in rows.items():
        versions = _versions(own, people, counts)
        shown = (wanted or {}).get(service, versions[0].number)
        upto = [row for row in own if row.version <= shown]
        if not upto or upto[-1].version != shown:
            raise NoSuchVersion(service=service, version=shown)
        definition = unit.definition(upto[-1].definition)
        lines[service] = ServiceLine(
            service=service,
            name=names[service],
            version=versions[len(own) - len(upto)],
            running=sum(version.running for version in versions),
            versions=versions,
            files=[
                _file(
                    definition,
                    key,
                    _since(key, upto, versions[len(own) - len(upto) :], contents),
                    [names[other] for found, other in used_by if found == key and other != service],
                )
                for key in _ordered(definition)
            ],
        )
    return lines


def _ordered(definition: Definition) -> list[FileKey]:
    """Return the files of a definition: its own diagram, those it calls, decisions, forms."""
    kinds = ("diagram", "decision", "form")
    own = own_diagram(definition)
    return sorted(files_of(definition), key=lambda key: (key[1] != own, kinds.index(key[0]), key[1]))


def _versions(
    rows: Sequence[DbDeployment], people: Mapping[str, Member], counts: Mapping[str, int]
) -> list[VersionLine]:
    """Return the versions of a service, the newest first; cases on a definition that came twice run on the later one."""
    left = dict(counts)
    return [
        VersionLine(
            number=row.version,
            at=row.at,
            by=by_words(row.by, people),
            reason=reason_words(row.by, row.reason),
            running=left.pop(row.definition, 0),
            newest=row is rows[-1],
        )
        for row in reversed(rows)
    ]


def by_words(by: str, people: Mapping[str, Member]) -> Words:
    """Return who brought a version: a person, or the house."""
    return Words(fa="کارتابل", en="Kartabl") if by == deployment.SHIPPER else person_name(people.get(by), by)


def reason_words(by: str, reason: str) -> Words:
    """Return why a version came, as it was written."""
    return Words(fa="نسخهٔ همراه کارتابل", en=reason) if by == deployment.SHIPPER else Words(fa=reason, en=reason)


def _file(definition: Definition, key: FileKey, since: VersionLine, also_of: Sequence[Words]) -> FileLine:
    kind, name = key
    return FileLine(
        kind=kind,
        kind_words=KIND_WORDS[kind],
        name=name,
        download=file_name(kind, name),
        since=since,
        own=kind == "diagram" and name == own_diagram(definition),
        also_of=also_of,
    )


def _since(
    key: FileKey,
    rows: Sequence[DbDeployment],
    versions: Sequence[VersionLine],
    contents: Mapping[str, Mapping[FileKey, str]],
) -> VersionLine:
    """Return the version since which a file has its content of today."""
    newest_first = list(zip(reversed(rows), versions, strict=True))
    today = contents[rows[-1].definition][key]
    found = versions[0]
    for row, version in newest_first:
        if contents[row.definition].get(key) != today:
            break
        found = version
    return found


def _contents(unit: Unit) -> Mapping[str, Mapping[FileKey, str]]:
    """Return the digests of the files of all deployed definitions, without reading the files."""
    query = select(DbDefinition.digest, DbDefinition.sources).where(
        DbDefinition.digest.in_(select(DbDeployment.definition))
    )
    return {
        str(row[0]): {(kind, name): digest for kind, name, digest in json.loads(row[1])}
        for row in unit.session.execute(query)
    }


def _running(unit: Unit) -> Mapping[str, int]:
    query = select(DbInstance.definition, func.count()).where(DbInstance.status == "running")
    return {str(row[0]): int(row[1]) for row in unit.session.execute(query.group_by(DbInstance.definition))}
