"""Check an upload, and deploy it: every service that uses it gets a version, all in one transaction or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from processes import deployment
from processes.change.plan import Plan, basis_of, plan
from processes.change.refusals import NewerVersion, NoReason, NothingDiffers, ShelfMoved
from processes.change.upload import Upload
from processes.deployment import Deployment, FaultyDiagram, examiner
from processes.office import Office
from processes.organisation import member
from processes.permissions import Action, demand_may
from processes.tables import DbDeployment

TRIES = 5
"""How often a plan is made anew because somebody deployed while it was made."""
LONGEST_REASON = 2000


def check_files(office: Office, person: str, uploads: Sequence[Upload]) -> Plan:
    """Return what would follow from an owner's upload; nothing is changed. Raise `NotYours`, or why it is no upload."""
    with office.store.reading() as unit, examiner() as child:
        demand_may(member(unit.session, person, on=office.day(unit.session)), Action.DEPLOY)
        return plan(unit, uploads, child, time_zone=office.time_zone)


def deploy_files(
    office: Office,
    person: str,
    uploads: Sequence[Upload],
    *,
    reason: str,
    started_from: Mapping[str, str] | None = None,
) -> list[Deployment]:
    """Deploy an owner's upload with a reason; return the new versions.

    `started_from` are the digests of the files, by `kind/name`, that the owner knew when he changed them: where another
    has come since, `NewerVersion`. Also raised: `NotYours`, `NoReason`, `NothingDiffers`, `FaultyDiagram`, and why it is no upload.
    """
    for _ in range(TRIES):
        found = check_files(office, person, uploads)
        _refuse(found, reason, started_from or {})
        versions = _carry(office, person, found, reason.strip()[:LONGEST_REASON])
        if versions is not None:
            return versions
    raise ShelfMoved


def _refuse(found: Plan, reason: str, started_from: Mapping[str, str]) -> None:
    if found.errors:
        raise FaultyDiagram(found.errors)
    if found.nothing:
        raise NothingDiffers
    if not reason.strip():
        raise NoReason
    newer = found.newer(started_from)
    if newer:
        raise NewerVersion(files=", ".join(file.source.name for file in newer))


def _carry(office: Office, person: str, found: Plan, reason: str) -> list[Deployment] | None:
    """Write the versions; return None where the shelf is no longer the one that the plan was made for."""
    with office.store.writing() as unit:
        demand_may(member(unit.session, person, on=office.day(unit.session)), Action.DEPLOY)
        unit.session.execute(select(DbDeployment.id).order_by(DbDeployment.id.desc()).limit(1).with_for_update())
        if basis_of(deployment.on_shelf(unit)) != found.basis:
            return None
        at = office.now(unit.session)
        return [deployment.deploy(unit, each.definition, at=at, by=person, reason=reason) for each in found.versions]
