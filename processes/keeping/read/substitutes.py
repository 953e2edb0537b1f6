"""All substitutions as administrators read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.keeping.absences import Substitution, substitution
from processes.keeping.read.listed import Listed, matches, page_of
from processes.organisation import Member, members
from processes.tables import DbSubstitute


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """Which substitutions are asked for; what is empty is not asked. `state`: `coming`, `on` or `over`."""

    text: str = ""
    state: str = ""


def substitution_list(
    session: Session, who: Member, sought: Sought, number: int, *, at: datetime
) -> Listed[Substitution]:
    """Return a page of the substitutions that are asked for, the latest first."""
    rows = session.scalars(select(DbSubstitute).order_by(DbSubstitute.since.desc(), DbSubstitute.id.desc())).all()
    people = members(session, on=who.on)
    lines = [substitution(row, people, who, at) for row in rows]
    return page_of([line for line in lines if _is_sought(line, sought)], number)


def _is_sought(line: Substitution, sought: Sought) -> bool:
    names = [each for person in (line.absent, line.substitute) for each in (person.id, person.name_fa, person.name_en)]
    return sought.state in ("", line.state) and matches(sought.text, [*names, line.reason])
