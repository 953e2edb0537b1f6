"""Keeping units, people, the positions they hold and their roles; each change checked and on record.

Nobody is deleted: who leaves has his or her positions and roles ended, and no longer signs in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Literal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.errors import BadInput, Conflict
from processes.keeping.record import By, add, change
from processes.keeping.rules import IsTaken, crosses, crossing, ending, new_key, period, row, words
from processes.mobile import mobile_number
from processes.organisation import ROLES
from processes.sign_ins import end_all
from processes.tables import DbHolding, DbPerson, DbPosition, DbRole, DbUnit

OF_A_UNIT = frozenset({"unit_expert", "unit_deputy", "unit_director", "contractor_expert"})
"""Roles that somebody holds of a unit; the others are the organisation's."""
HELD_BY_ONE = frozenset({"unit_director", "hr_director", "it_director"})
"""Roles that one person holds at a time: who is away has a substitute."""
UnitKind = Literal["directorate", "office", "contractor"]


class NotARole(BadInput):
    en = "Expected a role of {whose}, but found “{found}”. Choose one that is."
    fa = "نقش «{found}» از نقش‌های {whose_fa} نیست. نقش دیگری انتخاب کنید."


class LastAdministrator(Conflict):
    en = "Expected somebody to be administrator after that, but this is the last one. Name another first."
    fa = "این تنها راهبر سامانه است. نخست راهبر دیگری تعیین کنید."


class AuditsAlone(Conflict):
    en = (
        "Expected an auditor to have no other role in that time, but found {other}: who audits cases takes no part in them. "
        "End that role first, or name somebody else."
    )
    fa = "حسابرس نباید هم‌زمان نقش دیگری داشته باشد، ولی {other_fa} نیز هست: حسابرس در پرونده‌ها کاری نمی‌کند. نخست آن نقش را پایان دهید یا شخص دیگری را نام ببرید."


class HoldsWhatIsOfThere(Conflict):
    en = "Expected {person} to hold neither role nor position before moving between the organisation and a company, but {held} goes on. End it first."
    fa = "جابه‌جایی {person_fa} میان سازمان و شرکت پیمانکار پس از پایان نقش‌ها و جایگاه‌ها شدنی است، ولی «{held_fa}» هنوز برقرار است. نخست آن را پایان دهید."


class NoReasonToLeave(BadInput):
    en = "Expected a reason why {person} leaves, but found none. Write it; it stays on record."
    fa = "دلیل جدا شدن از سازمان برای {person_fa} نوشته نشده است. آن را بنویسید؛ در سابقه می‌ماند."


# -- units


def add_unit(
    session: Session, by: By, key: str, *, code: str, kind: UnitKind, name_fa: str, name_en: str, head_fa: str, head_en: str
) -> DbUnit:  # fmt: skip
    """Add a unit, or a contractor's company; `code` stands in the numbers of its letters."""
    texts = words({"code": code, "name_fa": name_fa, "name_en": name_en, "head_fa": head_fa, "head_en": head_en})
    if session.scalar(select(DbUnit.id).where(DbUnit.code == texts["code"])) is not None:
        raise IsTaken(key=texts["code"])
    unit = DbUnit(id=new_key(session, DbUnit, key), kind=kind, **texts)
    add(session, by, unit)
    return unit


def change_unit(session: Session, by: By, key: str, *, name_fa: str, name_en: str, head_fa: str, head_en: str) -> None:
    """Change a unit's names, and how a letter addresses its head; its code and kind stand in letters and stay."""
    texts = words({"name_fa": name_fa, "name_en": name_en, "head_fa": head_fa, "head_en": head_en})
    change(session, by, _unit(session, key), texts)


# -- people


def add_person(
    session: Session, by: By, key: str, *, name_fa: str, name_en: str, unit: str, mobile: str | None = None
) -> DbPerson:
    """Add a person, who has neither position nor role yet, and cannot sign in before a password is set."""
    person = DbPerson(
        id=new_key(session, DbPerson, key), unit_id=_unit(session, unit).id,
        mobile=mobile_number(mobile) if mobile else None, **words({"name_fa": name_fa, "name_en": name_en}),
    )  # fmt: skip
    add(session, by, person)
    return person


def change_person(
    session: Session, by: By, key: str, *, name_fa: str, name_en: str, unit: str, mobile: str | None
) -> None:
    """Change what is known of a person."""
    person, home = the_person(session, key), _unit(session, unit)
    _demand_free_to_move(session, person, home, by.at.date())
    values = {**words({"name_fa": name_fa, "name_en": name_en}), "unit_id": home.id}
    change(session, by, person, {**values, "mobile": mobile_number(mobile) if mobile else None})


def _demand_free_to_move(session: Session, person: DbPerson, home: DbUnit, today: date) -> None:
    """Raise where somebody goes over to a company, or comes from one, with what he or she holds there."""
    before = session.get_one(DbUnit, person.unit_id)
    if (before.kind == "contractor") == (home.kind == "contractor"):
        return
    who = {"person": person.name_en, "person_fa": person.name_fa}
    role = session.scalar(
        select(DbRole.name).where(DbRole.person_id == person.id, *crossing(DbRole, today, None)).limit(1)
    )
    if role is not None:
        raise HoldsWhatIsOfThere(held=ROLES[role][1], held_fa=ROLES[role][0], **who)
    held = select(DbPosition).join(DbHolding, DbHolding.position_id == DbPosition.id)
    post = session.scalar(held.where(DbHolding.person_id == person.id, *crossing(DbHolding, today, None)).limit(1))
    if post is not None:
        raise HoldsWhatIsOfThere(held=post.title_en, held_fa=post.title_fa, **who)


def set_password(session: Session, by: By, key: str, hashed: str | None, *, but: str | None = None) -> None:
    """Set a person's password, as its Argon2 hash; None: the person signs in no more. The record does not hold it.

    Whoever is signed in with the old one is not any more, but by the sign-in of the secret `but`. Who had left is back with it.
    """
    person = the_person(session, key)
    back = hashed is not None and person.last_day is not None and person.last_day < by.at.date()
    change(session, by, person, {"password": hashed} | ({"last_day": None, "leaves_because": None} if back else {}))
    end_all(session, key, at=datetime.now(UTC), but=but)


def leave(session: Session, by: By, key: str, *, last_day: date, reason: str, today: date) -> None:
    """End what a person holds with a last day, for a reason that stays on record; after that day he or she signs in no more."""
    person = the_person(session, key)
    if not reason.strip():
        raise NoReasonToLeave(person=person.name_en, person_fa=person.name_fa)
    roles = session.scalars(select(DbRole).where(DbRole.person_id == key, *crossing(DbRole, last_day, None))).all()
    posts = select(DbHolding).where(DbHolding.person_id == key, *crossing(DbHolding, last_day, None))
    for role in roles:
        _demand_administrator_left(session, role, last_day)
    for held in [*roles, *session.scalars(posts)]:
        change(session, by, held, ending(held, max(last_day, held.since), today))
    change(session, by, person, {"last_day": last_day, "leaves_because": reason.strip()})
    if last_day < today:
        change(session, by, person, {"password": None})
        end_all(session, key, at=datetime.now(UTC))


# -- positions


def add_position(session: Session, by: By, unit: str, *, title_fa: str, title_en: str) -> DbPosition:
    """Add a position to a unit."""
    position = DbPosition(unit_id=_unit(session, unit).id, **words({"title_fa": title_fa, "title_en": title_en}))
    add(session, by, position)
    return position


def change_position(session: Session, by: By, key: int, *, title_fa: str, title_en: str) -> None:
    """Change a position's title: how its holder signs from now on."""
    post = row(session, DbPosition, key, "a position", "جایگاه سازمانی")
    change(session, by, post, words({"title_fa": title_fa, "title_en": title_en}))


def give_position(
    session: Session, by: By, person: str, position: int, *, since: date, until: date | None = None
) -> DbHolding:
    """Let a person hold a position; a position has one holder at a time."""
    since, until = period(since, until)
    post = row(session, DbPosition, position, "a position", "جایگاه سازمانی")
    same = select(DbHolding).where(DbHolding.position_id == post.id, *crossing(DbHolding, since, until))
    other = session.scalars(same.limit(1)).one_or_none()
    if other is not None:
        raise crosses(other, "holder of the position", "دارندهٔ این جایگاه")
    holding = DbHolding(person_id=the_person(session, person).id, position_id=post.id, since=since, until=until)
    add(session, by, holding)
    return holding


def end_position(session: Session, by: By, holding: int, *, until: date, today: date) -> None:
    """End that a person holds a position, with its last day."""
    held = row(session, DbHolding, holding, "a holding", "انتصاب")
    change(session, by, held, ending(held, until, today))


# -- roles


def give_role(session: Session, by: By, person: str, role: str, *, since: date, until: date | None = None) -> DbRole:
    """Give a person a role, written as a group: `it_expert`, `unit_expert@roads`."""
    since, until = period(since, until)
    name, _, unit_key = role.partition("@")
    holder, unit = the_person(session, person), _unit(session, unit_key) if unit_key else None
    _demand_role(session, name, unit, holder)
    same = select(DbRole).where(
        DbRole.name == name, DbRole.unit_id == (unit.id if unit else None), *crossing(DbRole, since, until)
    )
    whoever = same if name in HELD_BY_ONE else same.where(DbRole.person_id == holder.id)
    other = session.scalars(whoever.limit(1)).one_or_none()
    if other is not None:
        raise crosses(other, "holder of the role", "دارندهٔ این نقش")
    _demand_auditing_alone(session, holder, name, since, until)
    given = DbRole(person_id=holder.id, name=name, unit_id=unit.id if unit else None, since=since, until=until)
    add(session, by, given)
    return given


def end_role(session: Session, by: By, role: int, *, until: date, today: date) -> None:
    """End that a person has a role, with its last day; somebody stays administrator."""
    held = row(session, DbRole, role, "a role", "نقش")
    _demand_administrator_left(session, held, until)
    change(session, by, held, ending(held, until, today))


def _demand_role(session: Session, name: str, unit: DbUnit | None, holder: DbPerson) -> None:
    """Raise where there is no such role, or it is not one of that unit, or not one for a person of there."""
    if name not in ROLES or (name in OF_A_UNIT) != (unit is not None):
        whose, whose_fa = (unit.name_en, unit.name_fa) if unit else ("the organisation", "سازمان")
        raise NotARole(found=name, whose=whose, whose_fa=whose_fa)
    home = session.get_one(DbUnit, holder.unit_id)
    outside = home.kind == "contractor" or (unit is not None and unit.kind == "contractor")
    if outside and (name != "contractor_expert" or unit is not home):
        raise NotARole(found=name, whose=home.name_en, whose_fa=home.name_fa)
    if not outside and name == "contractor_expert":
        raise NotARole(found=name, whose=home.name_en, whose_fa=home.name_fa)


def _demand_auditing_alone(session: Session, holder: DbPerson, name: str, since: date, until: date | None) -> None:
    """Raise where an auditor would have another role, or somebody with a role become auditor."""
    query = select(DbRole.name).where(DbRole.person_id == holder.id, *crossing(DbRole, since, until))
    others = query.where((DbRole.name != "auditor") if name == "auditor" else (DbRole.name == "auditor"))
    other = session.scalars(others.limit(1)).one_or_none()
    if other is not None:
        raise AuditsAlone(other=ROLES[other][1], other_fa=ROLES[other][0])


def _demand_administrator_left(session: Session, held: DbRole, until: date) -> None:
    if held.name != "administrator":
        return
    longer = or_(DbRole.until.is_(None), DbRole.until > until)
    others = select(func.count()).where(
        DbRole.name == held.name, DbRole.person_id != held.person_id, DbRole.since <= until, longer
    )
    if not session.scalar(others):
        raise LastAdministrator


def _unit(session: Session, key: str) -> DbUnit:
    return row(session, DbUnit, key, "a unit", "واحد")


def the_person(session: Session, key: str) -> DbPerson:
    """Return the row of a person; raise `NoSuchRow`."""
    return row(session, DbPerson, key, "a person", "شخص")
