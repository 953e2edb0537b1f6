"""What somebody was told, as lines that lead to what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, literal, select

from engine.definition import Definition
from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.port import Unit
from processes import told
from processes.contracts import contract_names
from processes.organisation import Member
from processes.tables import DbWaiting
from processes.told import Notice, Wanted
from processes.waiting.names import holds
from processes.words import present_service, subject_name

_HIS_TASKS = select(DbWaiting.task).where(
    DbWaiting.instance == bindparam("instance"), DbWaiting.name == literal(holds("")) + bindparam("person")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeLine:
    """A notice as a line: of a case, or of a contract."""

    id: int
    tracking: str
    """Of a case; empty of a contract."""
    of: Words
    """The service of the case, or the contract's company and number."""
    kind: str
    about: Words
    """The activity it is about; empty where it is about none."""
    day: date | None
    """Of a contract: its last day as it was told."""
    at: datetime
    read: bool


def notice_lines(unit: Unit, member: Member, wanted: Wanted | None = None, *, page: int = 1) -> list[NoticeLine]:
    """Return a page of what a person was told, the unread first."""
    found = told.notices(unit.session, member, wanted, page=page)
    summaries = unit.summaries([InstanceId(notice.instance) for notice in found if notice.instance is not None])
    definitions = {line.instance: unit.definition(line.definition) for line in summaries}
    contracts = contract_names(unit.session, [notice.contract for notice in found if notice.contract is not None])
    return [
        _of_contract(notice, contracts[notice.contract])
        if notice.contract is not None
        else _of_case(notice, definitions[InstanceId(str(notice.instance))])
        for notice in found
    ]


def _of_case(notice: Notice, definition: Definition) -> NoticeLine:
    return NoticeLine(
        id=notice.id, tracking=notice.tracking, of=present_service(definition, notice.service), kind=notice.kind,
        about=subject_name(definition, notice.element), day=None, at=notice.at, read=notice.read,
    )  # fmt: skip


def _of_contract(notice: Notice, named: Words) -> NoticeLine:
    return NoticeLine(
        id=notice.id, tracking="", of=named, kind=notice.kind, about=Words(fa="", en=""), day=notice.day, at=notice.at,
        read=notice.read,
    )  # fmt: skip


def by_days(lines: Sequence[NoticeLine], zone: ZoneInfo) -> list[tuple[bool, date, Sequence[NoticeLine]]]:
    """Return lines in their order, by whether they are read and by the day on which each was told."""
    days = groupby(lines, key=lambda line: (line.read, line.at.astimezone(zone).date()))
    return [(read, day, list(found)) for (read, day), found in days]


def task_of(unit: Unit, member: Member, notice: Notice) -> str | None:
    """Return the open task that a person has in the case of a notice, where it is the only one."""
    tasks = unit.session.scalars(_HIS_TASKS, {"instance": notice.instance, "person": member.id}).all()
    return tasks[0] if len(tasks) == 1 else None
