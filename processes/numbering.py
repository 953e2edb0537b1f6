"""Letter numbers: by unit and Jalali year, without gaps or doubles.

A number is looked up as a fact before the step and used up as an effect after it, in one transaction that holds a
lock: a refused signature uses none, and two signatures at one moment wait for each other. The number stands in the case's
history alone; that no two letters have it rests on the counter, which moves from one number to the next or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import jdatetime
from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from engine.errors import Conflict
from engine.store.sql_rows import insert_new
from engine.store.tables import table_of
from processes.tables import DbNumber, DbUnit

# Made once: making a statement costs several times what running it does.
_COUNTER = table_of(DbNumber)
_NEXT = (
    update(_COUNTER)
    .where(
        _COUNTER.c.unit_id == bindparam("unit"), _COUNTER.c.year == bindparam("of"), _COUNTER.c.last == bindparam("before")
    )
    .values(last=bindparam("number"))
)  # fmt: skip


class NumberTaken(Conflict):
    en = "Expected the number {number} to be free, but another letter got it in this moment. Try to sign it again."
    fa = "شمارهٔ {number} در همین لحظه به نامهٔ دیگری داده شد. دوباره امضا کنید."


def dated(at: datetime, zone: ZoneInfo) -> date:
    """Return the day on which a letter is dated that is signed at `at`."""
    return at.astimezone(zone).date()


def jalali_year(day: date) -> int:
    """Return the Jalali year of a day."""
    return int(jdatetime.date.fromgregorian(date=day).year)


def next_number(session: Session, unit_id: str, day: date) -> str:
    """Return the number the unit's next letter gets: `1405/120/37` is the 37th of unit 120 in 1405.

    Until the transaction ends nobody else gets one of that unit: its row is what is waited for, since a year that has just
    begun has no counter yet. Others may go on to name the unit in rows of their own.
    """
    year = jalali_year(day)
    code = session.scalars(select(DbUnit.code).where(DbUnit.id == unit_id).with_for_update(key_share=True)).one()
    last = session.scalar(select(DbNumber.last).where(DbNumber.unit_id == unit_id, DbNumber.year == year))
    return f"{year}/{code}/{(last or 0) + 1}"


def use_number(session: Session, unit_id: str, number: str) -> None:
    """Use up a number that `next_number` gave in this transaction; raise `NumberTaken` where it is used up already.

    The first of a year is a row of its own key, any other an update of the one before it: even without the lock that
    `next_number` holds two transactions could not both use it.
    """
    year, serial = year_and_serial(number)
    if serial == 1:
        used = insert_new(session, DbNumber, unit_id=unit_id, year=year, last=serial)
    else:
        moved: Any = session.execute(_NEXT, {"unit": unit_id, "of": year, "before": serial - 1, "number": serial})
        used = moved.rowcount == 1
    if not used:
        raise NumberTaken(number=number)


def year_and_serial(number: str) -> tuple[int, int]:
    """Return the Jalali year of a number that was given here, and which of its unit in that year it is."""
    year, _, serial = number.split("/")
    return int(year), int(serial)


def last_numbers(session: Session, unit_id: str) -> Mapping[int, int]:
    """Return the last number of a unit in each Jalali year in which it had any."""
    found = select(DbNumber.year, DbNumber.last).where(DbNumber.unit_id == unit_id)
    return dict(session.execute(found).all())
