"""The records of a case as an auditor reads them: in words, with all that proves them and what they rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from engine.form import Words
from engine.history.record import Record
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes.audit.reader import CaseReader, case_reader
from processes.audit.standing import Standing, standing_of
from processes.casefile.history import Entry
from processes.files import FileStore
from processes.organisation import Member
from processes.proof import Verdict, prove
from processes.proof.guard import attempt
from processes.tables import DbCase, DbDeployment
from processes.words import element_name, present_service


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordLine:
    """A record: what it says in words (None where it cannot be read), and what stands in it for machines."""

    seq: int
    entry: Entry | None
    actor: str
    """The account's id."""
    authn: str
    """How the actor was signed in: `password`, …; `engine` where it was the clock."""
    request: str
    """Id of the request it came with, as the server's log has it."""
    command: str
    element: str
    """The key of the element it is about."""
    refused_by: str
    """Who refused it: the engine, the host (the office's rules), or the order of times."""
    code: str
    hash: str
    derived: str
    state: str
    """The digests of what followed and of the state after it."""
    definition: str
    engine: str
    followed: Sequence[str]
    """What followed, in the engine's words: a line each."""
    chained: Standing
    again: Standing
    """How it stands in the chain, and when it is run again."""

    @property
    def proven(self) -> bool:
        """Whether chain and running it again agree up to it."""
        return (self.chained, self.again) == ("good", "good")


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionUsed:
    """A definition on which a case ran, and the version of a service that it is; None where it was never one."""

    digest: str
    service: str
    version: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseRecords:
    """All records of a case with their verdicts; none where they cannot be read, which the verdict says."""

    tracking: str
    service: Words
    outcome: Words | None
    records: Sequence[RecordLine]
    verdict: Verdict
    versions: Sequence[VersionUsed]
    head: str


def case_records(
    unit: Unit, reader: Member, case: DbCase, *, origin: str, files: FileStore | None = None
) -> CaseRecords:
    """Return the records of a case; with `files` its files are read too and held against the history."""
    instance = InstanceId(case.instance)
    verdict = prove(unit, instance, origin=origin, files=files)
    records, _ = attempt(lambda: unit.records(instance), 0, "chain", "records that can be read")
    words = case_reader(unit, reader, instance)
    return CaseRecords(
        tracking=case.tracking,
        service=present_service(words.definition, case.service),
        outcome=element_name(words.definition, case.outcome) if case.outcome else None,
        records=[_line(record, place, verdict, words) for place, record in enumerate(records or (), 1)],
        verdict=verdict,
        versions=_versions(unit, [str(record.body.get("deps_sha256")) for record in records or ()]),
        head=words.head.hash,
    )


def _line(record: Record, place: int, verdict: Verdict, words: CaseReader) -> RecordLine:
    """Return a record as a line, whatever somebody made of it; `place`: where it stands."""
    entry, _ = attempt(lambda: words.history.entry(record), place, "command", "a record that can be read")
    body: Mapping[str, Any] = record.body
    command, actor, refusal, engine = (_within(body, name) for name in ("command", "actor", "refusal", "engine"))
    about = words.history.elements.get(str(command.get("task") or command.get("job"))) or command.get("message")
    return RecordLine(
        seq=place,
        entry=entry,
        actor=_text(actor.get("id")),
        authn=_text(actor.get("authn")),
        request=_text(body.get("request_id")),
        command=_text(command.get("type")),
        element=_text(about),
        refused_by=_text(refusal.get("by")),
        code=_text(refusal.get("code")),
        hash=record.hash,
        derived=_text(body.get("derived_sha256")),
        state=_text(body.get("state_sha256")),
        definition=_text(body.get("deps_sha256")),
        engine=f"{_text(engine.get('name'))} {_text(engine.get('version'))}",
        followed=[_said(happening) for happening in record.derived],
        chained=standing_of(place, verdict.chain),
        again=standing_of(place, verdict.replay),
    )


def _within(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = body.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _said(happening: Mapping[str, Any]) -> str:
    facts = (f"{name}={value}" for name, value in happening.items() if name != "what")
    return " ".join([str(happening.get("what")), *facts])


def _versions(unit: Unit, digests: Sequence[str]) -> list[VersionUsed]:
    used = dict.fromkeys(digests)
    query = select(DbDeployment).where(DbDeployment.definition.in_(used)).order_by(DbDeployment.version)
    deployed = {row.definition: row for row in unit.session.scalars(query)}
    return [
        VersionUsed(
            digest=digest,
            service=deployed[digest].service if digest in deployed else "",
            version=deployed[digest].version if digest in deployed else None,
        )
        for digest in used
    ]
