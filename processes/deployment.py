"""Versions of services: checked, kept with all they depend on, taken by new cases; running ones stay on theirs.

What the house ships is loaded into an empty office only; what an owner deployed is never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.definition import Definition, Source, define
from engine.diagram.check import errors
from engine.diagram.fault import Fault
from engine.errors import BadInput, NotFound
from engine.examine import Examiner, File, examine
from engine.store.port import Unit
from processes.calendars import CALENDAR, CALENDARS, UNIT_CALENDAR
from processes.measures import deployed, keep_activities
from processes.organisation import ROLES
from processes.parts import PARTS
from processes.registration import CALLER_MOBILE, CALLER_NAME
from processes.shelf import Shelf, bundle, service_of, used
from processes.tables import DbDeployment

SHIPPED = Path(__file__).parent.parent / "bpmn_diagrams"
SHIPPER = "kartabl"
"""By whom a version is that was loaded into an empty office."""
PATIENCE = 30.0
"""Seconds for which an answer is waited for. What a file costs is bounded by the time that its examination computes; a busy
server is no fault of the file."""
FACTS = frozenset(
    {
        "unit", "service", "tracking", "targets", "channel", CALLER_NAME, CALLER_MOBILE, CALENDAR, UNIT_CALENDAR, CALENDARS,
    }
).union(*(part.sets for part in PARTS.values()))  # fmt: skip
"""Variables that the office itself sets in a case."""


class FaultyDiagram(BadInput):
    en = "Expected a diagram without faults, but found {count}: {first}"
    fa = "نمودار بی‌ایراد انتظار می‌رفت، ولی {count} ایراد یافت شد: {first_fa}"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len(faults), first=faults[0].en, first_fa=faults[0].fa)


class NotOffered(NotFound):
    en = "Expected a service “{service}”, but the office does not offer one of that name. Choose one of the catalogue."
    fa = "دفتر خدمتی با شناسهٔ «{service}» ارائه نمی‌کند. خدمت را از فهرست خدمات انتخاب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Deployment:
    """A version of a service."""

    service: str
    version: int
    definition: str
    at: datetime
    by: str
    reason: str


def faults(sources: Iterable[Source]) -> list[Fault]:
    """Return all faults of files that the house itself ships, by file and line; for a stranger's use `examiner`."""
    files = [File(kind=source.kind, name=source.name, content=source.content) for source in sources]
    return examine(files, groups=ROLES, variables=FACTS)


def examiner() -> Examiner:
    """Return what examines files of strangers for this office, in a process of its own: use it in a `with`."""
    return Examiner(groups=ROLES, variables=FACTS, wall=PATIENCE)


def definition_of(sources: Sequence[Source], *, time_zone: str) -> Definition:
    """Return the definition of checked sources, with the forms and decisions its diagrams use; raise `FaultyDiagram`."""
    wrong = errors(faults(sources))
    if wrong:
        raise FaultyDiagram(wrong)
    return define(service_of(sources), used(sources), time_zone=time_zone)


def deploy(unit: Unit, definition: Definition, *, at: datetime, by: str, reason: str) -> Deployment:
    """Make a definition the version that new cases of its service take."""
    session: Session = unit.session
    unit.define(definition)
    newest = session.scalar(select(func.max(DbDeployment.version)).where(DbDeployment.service == definition.process))
    row = DbDeployment(
        service=definition.process,
        version=(newest or 0) + 1,
        definition=definition.digest,
        at=at,
        by=by,
        reason=reason,
    )
    session.add(row)
    session.flush()
    keep_activities(session, deployed(definition))
    return _deployment(row)


def deploy_shipped(unit: Unit, *, at: datetime, time_zone: str, folder: Path = SHIPPED) -> list[Deployment]:
    """Load what is shipped into an office that has nothing deployed; any other one is offered it (`processes.shipped`)."""
    if offered(unit.session):
        return []
    bundles = (bundle(path) for path in sorted(folder.glob("*.bpmn")))
    definitions = [definition_of(sources, time_zone=time_zone) for sources in bundles]
    return [deploy(unit, definition, at=at, by=SHIPPER, reason="as shipped") for definition in definitions]


def newest(session: Session, service: str) -> Deployment:
    """Return the version that new cases of a service take; raise `NotOffered`."""
    found = offered(session)
    if service not in found:
        raise NotOffered(service=service)
    return found[service]


def offered(session: Session) -> Mapping[str, Deployment]:
    """Return the newest version of every service, by service."""
    rows = session.scalars(select(DbDeployment).order_by(DbDeployment.service, DbDeployment.version))
    return {row.service: _deployment(row) for row in rows}


def on_shelf(unit: Unit) -> Shelf:
    """Return all files in use: where two services have one of the same name, the one that was deployed later."""
    session: Session = unit.session
    rows = session.scalars(select(DbDeployment).order_by(DbDeployment.id))
    newest = {row.service: row for row in rows}
    services, sources = {}, {}
    for row in sorted(newest.values(), key=lambda row: row.id):
        definition = services[row.service] = unit.definition(row.definition)
        sources.update({(source.kind, source.name): source for source in definition.sources})
    return Shelf(services=services, sources=sources)


def _deployment(row: DbDeployment) -> Deployment:
    return Deployment(
        service=row.service, version=row.version, definition=row.definition, at=row.at, by=row.by, reason=row.reason
    )
