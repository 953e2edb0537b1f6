"""The register of site experts: one a unit (R4). Who may be introduced, and what becomes of the register's rows.

A row is projected from what its case's steps said. It is written into a `Register`, so that a proof can project it again
without touching the rows that stand. What a step must know of the register is a fact that goes into its command.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.errors import Conflict
from engine.form.digits import to_persian
from processes.dates import date_words
from processes.tables import DbCase, DbPerson, DbSiteExpert, DbUnit

Wanted = Literal["introduce", "replace", "withdraw"]


class HasExpert(Conflict):
    en = (
        "Expected {unit} to have no site expert, but {person} has been it since {since}: a unit has one. "
        "Ask for a replacement instead; it revokes the access of {person}."
    )
    fa = "«{unit_fa}» کارشناس سایت دارد ({person_fa} از {since_fa}) و هر واحد فقط یک کارشناس سایت دارد. به‌جای معرفی، جایگزینی را درخواست کنید تا دسترسی {person_fa} لغو شود."


class IsExpert(Conflict):
    en = "Expected somebody else than the present site expert, but {person} is it since {since}. Name another person."
    fa = "{person_fa} خود از {since_fa} کارشناس سایت است. شخص دیگری را نام ببرید."


class OnItsWay(Conflict):
    en = (
        "Expected no other introduction of {unit} on its way, but {person} was introduced on {since} (case {tracking}). "
        "Wait for its end, or let it be withdrawn first."
    )
    fa = "معرفی {person_fa} برای «{unit_fa}» در {since_fa} ثبت شده و هنوز در جریان است (شمارهٔ رهگیری {tracking_fa}). تا پایان آن صبر کنید یا نخست از آن انصراف دهید."


class NoExpert(Conflict):
    en = "Expected {unit} to have a site expert, but it has none. Ask for an introduction instead."
    fa = "«{unit_fa}» کارشناس سایت ندارد. به‌جای آن، معرفی کارشناس سایت را درخواست کنید."


class AtOnce(Conflict):
    en = "Expected to be the only one to introduce a site expert of this unit, but another was first. Look at the register."
    fa = "معرفی دیگری از همین واحد زودتر ثبت شد. دفتر کارشناسان سایت را ببینید."


class NoPlace(Conflict):
    en = "Expected the introduced person to have a place in the register, but {person} was replaced meanwhile. Return the request or reject it."
    fa = "{person_fa} دیگر در دفتر کارشناسان سایت جایی ندارد، زیرا در این میان جایگزین شده است. درخواست را بازگردانید یا رد کنید."


class AccessHeld(Conflict):
    en = "Expected no access to have been given, but {person} has it since {since}. To end it, ask the unit for a withdrawal."
    fa = "{person_fa} از {since_fa} دسترسی دارد. برای پایان دادن به آن، از واحد بخواهید پایان کار کارشناس سایت را درخواست کند."


class Register(Protocol):
    """Where the rows of one case are put: the office's table, or memory, where a proof projects them again."""

    @property
    def instance(self) -> str:
        """The case."""

    def place_of(self, case: str) -> DbSiteExpert | None:
        """Return the row that a case introduced and that has not ended; None where there is none."""

    def enter(self, row: DbSiteExpert) -> None:
        """Put in a row."""

    def settle(self) -> None:
        """Let what was changed stand; raise `AtOnce` where that would give a unit two experts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SqlRegister:
    """The register in the office's table, as one case writes it."""

    session: Session
    instance: str

    def place_of(self, case: str) -> DbSiteExpert | None:
        query = select(DbSiteExpert).where(DbSiteExpert.instance == case, DbSiteExpert.until.is_(None))
        return self.session.scalars(query).one_or_none()

    def enter(self, row: DbSiteExpert) -> None:
        self.session.flush()
        self.session.add(row)
        self.settle()

    def settle(self) -> None:
        try:
            self.session.flush()
        except IntegrityError as cause:
            if "site_expert" not in str(cause.orig):
                raise
            raise AtOnce from cause


def enter(register: Register, *, unit: str, person: str, at: datetime) -> None:
    """Enter a signed introduction; raise `AtOnce`."""
    register.enter(DbSiteExpert(unit_id=unit, person_id=person, instance=register.instance, introduced_at=at))


def establish(register: Register, at: datetime) -> None:
    """Make the introduced person the unit's site expert: training is sent, accesses are given (R5)."""
    mine = register.place_of(register.instance)
    if mine is not None and mine.since is None:
        mine.since = at
        register.settle()


def end(register: Register, case: str, at: datetime) -> None:
    """End the place that `case` gave somebody: the access is revoked by this case."""
    row = register.place_of(case)
    if row is not None:
        row.until, row.ended_by = at, register.instance
        register.settle()


def free(register: Register, at: datetime) -> None:
    """Free the place of an introduction that came to nothing; access that was given stays on record."""
    mine = register.place_of(register.instance)
    if mine is not None and mine.since is None:
        end(register, register.instance, at)


# -- what is looked up, before a step


def hold(session: Session, unit: str) -> None:
    """Let nobody else look up or change the unit's place until this transaction ends."""
    session.execute(select(DbUnit.id).where(DbUnit.id == unit).with_for_update(key_share=True))


def active(session: Session, unit: str) -> DbSiteExpert | None:
    """Return the row of a unit's site expert."""
    query = select(DbSiteExpert).where(
        DbSiteExpert.unit_id == unit, DbSiteExpert.since.is_not(None), DbSiteExpert.until.is_(None)
    )
    return session.scalars(query).one_or_none()


def on_its_way(session: Session, unit: str) -> DbSiteExpert | None:
    """Return the row of a unit's signed introduction whose works are not done yet."""
    query = select(DbSiteExpert).where(
        DbSiteExpert.unit_id == unit, DbSiteExpert.since.is_(None), DbSiteExpert.until.is_(None)
    )
    return session.scalars(query).one_or_none()


def demand(session: Session, unit: str, wanted: Wanted, *, zone: str) -> DbSiteExpert | None:
    """Return the row of the present expert; raise where the unit's having one or none forbids what is wanted."""
    present = active(session, unit)
    if wanted == "introduce" and present is not None:
        raise HasExpert(**told(session, present, zone))
    if wanted != "introduce" and present is None:
        row = session.get_one(DbUnit, unit)
        raise NoExpert(unit=row.name_en, unit_fa=row.name_fa)
    return present


def told(session: Session, row: DbSiteExpert, zone: str) -> dict[str, str]:
    """Return what a refusal says of a row: unit, person, since when, by which case."""
    unit, person = session.get_one(DbUnit, row.unit_id), session.get_one(DbPerson, row.person_id)
    day = date_words((row.since or row.introduced_at).astimezone(ZoneInfo(zone)).date())
    tracking = session.get_one(DbCase, row.instance).tracking
    return {
        "unit": unit.name_en, "unit_fa": unit.name_fa, "person": person.name_en, "person_fa": person.name_fa,
        "since": day.en, "since_fa": day.fa,
        "tracking": tracking, "tracking_fa": to_persian(tracking),
    }  # fmt: skip
