"""The first administrator. A real office begins with nobody, and only an administrator adds somebody: so its operator names one.

Whoever reaches the database may do that at any time; here it is at least on record, and done rightly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import Conflict
from processes.keeping.people import give_role, set_password
from processes.keeping.record import By, add
from processes.keeping.rules import crossing, proper_key, words
from processes.tables import DbPerson, DbRole, DbUnit

ADMINISTRATOR = "administrator"
UNIT = "it"
NAMES: Mapping[str, str] = {
    "name_fa": "دفتر فناوری اطلاعات",
    "name_en": "IT Office",
    "head_fa": "مدیرکل محترم دفتر فناوری اطلاعات",
    "head_en": "The Director-General of the IT Office",
}
"""Of the unit that a new office begins with; an administrator may change them."""


class HasAdministrator(Conflict):
    en = "Expected an office without administrator, but {found} is one. Ask him or her to add {person}, or name him or her here for a new password."
    fa = "این سامانه راهبر دارد: {found}. از او بخواهید {person} را بیفزاید، یا برای رمز تازه نام خود او را بدهید."


@dataclass(frozen=True, kw_only=True)
class Named:
    """Whom the operator names. Names count where there is no such person yet, `code` where there is no unit yet."""

    person: str
    name_fa: str
    name_en: str
    code: str
    """Of the IT office, in the numbers of its letters; it stays."""


def administrators(session: Session, today: date) -> list[str]:
    """Return who is administrator today."""
    query = select(DbRole.person_id).where(DbRole.name == ADMINISTRATOR, *crossing(DbRole, today, today))
    return sorted(session.scalars(query))


def appoint(session: Session, named: Named, hashed: str, *, at: datetime, today: date) -> None:
    """Make somebody administrator of an office that has none, or only set the password of one who is; on record as done by that person."""
    there = administrators(session, today)
    if there and named.person not in there:
        raise HasAdministrator(found=there[0], person=named.person)
    by = By(person=named.person, at=at)
    if not there:
        if session.get(DbPerson, named.person) is None:
            _add(session, by, named)
        give_role(session, by, named.person, ADMINISTRATOR, since=today)
    set_password(session, by, named.person, hashed)


def _add(session: Session, by: By, named: Named) -> None:
    """Add the person, and a unit to belong to; both before their records, which name the person."""
    person = DbPerson(id=proper_key(named.person), **words({"name_fa": named.name_fa, "name_en": named.name_en}))
    new: list[DbUnit | DbPerson] = [person]
    if (unit := session.get(DbUnit, UNIT)) is None:
        unit = DbUnit(id=UNIT, kind="office", **words({"code": named.code}), **NAMES)
        new.insert(0, unit)
    person.unit = unit
    session.add_all(new)
    session.flush()
    for row in new:
        add(session, by, row)
