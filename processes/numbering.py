"""Letter numbers: by unit and Jalali year, without gaps or doubles.

A number is looked up as a fact before the step and used up as an effect after it, in one transaction that holds a
lock: a refused signature uses none, and two signatures at one moment wait for each other.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import jdatetime
from sqlalchemy import select
from sqlalchemy.orm import Session

from processes.tables import DbNumber, DbUnit


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
    """Use up a number that `next_number` gave in this transaction."""
    year, _, serial = number.split("/")
    session.merge(DbNumber(unit_id=unit_id, year=int(year), last=int(serial)))
