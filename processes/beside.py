"""What stands beside cases wherever they are told of: until when their tasks should be done, who called, who is named.

Beside the sentence: lists and pages read it once for all their cases, each part in one statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.form import Words
from processes.along import along
from processes.organisation import Member, members
from processes.tables import DbCaller, DbCase
from processes.waiting.rows import untils

_CALLERS = select(DbCaller.instance, DbCaller.name).where(DbCaller.instance.in_(bindparam("instances", expanding=True)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """What stands beside some cases."""

    untils: Mapping[tuple[str, str], datetime]
    """Until when open tasks should be done, by case and task."""
    callers: Mapping[str, str]
    """The names of callers, by case."""
    people: Mapping[str, Member]
    requesters: Mapping[str, Words]
    """The names of those whose cases they are, by case, where they were read along with it."""

    @classmethod
    def of(
        cls,
        session: Session,
        member: Member,
        cases: Sequence[DbCase],
        *,
        named: Iterable[str] = (),
        people: Mapping[str, Member] | None = None,
    ) -> Beside:
        """Read it for somebody; `named`: who is named, unless these `people` are known already."""
        going_on = [case.instance for case in cases if case.ended_at is None]
        by_another = [case.instance for case in cases if case.registered_by is not None]  # a caller's always is
        return cls(
            untils=_untils(session, going_on),
            callers=dict(session.execute(_CALLERS, {"instances": by_another}).all()) if by_another else {},
            people=_people(session, member, named) if people is None else people,
            requesters=_requesters(session, cases),
        )


def _people(session: Session, member: Member, named: Iterable[str]) -> Mapping[str, Member]:
    """Return who is named; where nobody is but the reader, nobody is looked up."""
    others = sorted({*named} - {member.id})
    return {member.id: member, **(members(session, others, on=member.on) if others else {})}


def _requesters(session: Session, cases: Sequence[DbCase]) -> Mapping[str, Words]:
    found = ((case.instance, along(session, case.instance)) for case in cases)
    return {instance: read.requester for instance, read in found if read is not None}


def _untils(session: Session, instances: Sequence[str]) -> Mapping[tuple[str, str], datetime]:
    known = {instance: read.untils for instance in instances if (read := along(session, instance)) is not None}
    asked = [instance for instance in instances if instance not in known]
    found = untils(session, asked) if asked else {}
    return {**found, **{key: until for each in known.values() for key, until in each.items()}}
