"""What all of keeping demands: an administrator, words in both languages, keys that are keys, periods that do not cross."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_
from sqlalchemy.orm import Session

from engine.errors import BadInput, Conflict, Forbidden, NotFound
from engine.store.tables import Base
from processes.dates import date_words
from processes.keeping.record import By
from processes.organisation import Member
from processes.permissions import Action, may
from processes.tables import DbContract, DbHolding, DbRole

Row = TypeVar("Row", bound=Base)
Period = type[DbRole | DbHolding | DbContract]
_KEY = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


class NotToKeep(Forbidden):
    en = "Expected an administrator to change the organisation, but {person} is none. Ask an administrator."
    fa = "تغییر سازمان با راهبر سامانه است، نه با {person_fa}. از راهبر سامانه بخواهید."


class NoSuchRow(NotFound):
    en = "Expected {what} {key}, but there is none. Choose one from the list."
    fa = "{what_fa} با شناسهٔ {key} نیست. از فهرست انتخاب کنید."


class NotAKey(BadInput):
    en = "Expected a key of small Latin letters, digits and _ that begins with a letter, but found “{found}”. Write another."
    fa = "شناسه باید با حروف کوچک لاتین، رقم و _ باشد و با حرف آغاز شود، ولی «{found}» نوشته شد. شناسهٔ دیگری بنویسید."


class NoWords(BadInput):
    en = "Expected words for {field}, but found none. Write it in both languages."
    fa = "«{field}» خالی است. آن را به هر دو زبان بنویسید."


class IsTaken(Conflict):
    en = "Expected {key} to be free, but it is there already. Choose another."
    fa = "{key} پیش‌تر ثبت شده است. شناسهٔ دیگری بدهید."


class NotAPeriod(BadInput):
    en = "Expected a period that ends not before it begins, but found {since} to {until}. Correct the dates."
    fa = "پایان بازه نباید پیش از آغاز آن باشد، ولی {since_fa} تا {until_fa} داده شد. تاریخ‌ها را درست کنید."


class EndsInThePast(BadInput):
    en = "Expected the last day to be yesterday or later, but found {until}: what was done until now was done rightly. Choose a later day."
    fa = "آخرین روز نمی‌تواند پیش از دیروز باشد، ولی {until_fa} داده شد: کارهای انجام‌شده تا اکنون معتبر بوده‌اند. روز دیرتری انتخاب کنید."


class Crosses(Conflict):
    en = "Expected no other {what} in that time, but there is one from {since} to {until}. End that first."
    fa = "در این بازه {what_fa} دیگری از {since_fa} تا {until_fa} هست. نخست آن را پایان دهید."


def keeper(who: Member, at: datetime) -> By:
    """Return who changes the organisation and when; raise `NotToKeep` where it is no administrator in his or her own right."""
    if not may(who, Action.ADMINISTRATE):
        raise NotToKeep(person=who.name_en, person_fa=who.name_fa)
    return By(person=who.id, at=at)


def row(session: Session, table: type[Row], key: Any, what: str, what_fa: str) -> Row:
    """Return a row by its key; raise `NoSuchRow` with what it is."""
    found = session.get(table, key)
    if found is None:
        raise NoSuchRow(what=what, what_fa=what_fa, key=key)
    return found


def new_key(session: Session, table: type[Base], key: str) -> str:
    """Return a key for a new row; raise where it is none, or taken."""
    proper_key(key)
    if session.get(table, key) is not None:
        raise IsTaken(key=key)
    return key


def proper_key(key: str) -> str:
    """Return what shall be a key; raise `NotAKey` where it cannot be one."""
    if _KEY.fullmatch(key) is None or len(key) > 32:
        raise NotAKey(found=key)
    return key


def words(given: Mapping[str, str]) -> dict[str, str]:
    """Return texts without the blanks around them; raise `NoWords` where one is empty."""
    stripped = {field: text.strip() for field, text in given.items()}
    for field, text in stripped.items():
        if not text:
            raise NoWords(field=field)
    return stripped


def period(since: date, until: date | None) -> tuple[date, date | None]:
    """Return a period; raise `NotAPeriod` where it ends before it begins."""
    if until is not None and until < since:
        raise NotAPeriod(**said_days(since=since, until=until))
    return since, until


def ending(row: DbRole | DbHolding, until: date, today: date) -> dict[str, date]:
    """Return the change that ends a row on its last day; raise where that lies before yesterday or before its first."""
    period(row.since, until)
    if (today - until).days > 1:
        raise EndsInThePast(**said_days(until=until))
    return {"until": until}


def crossing(table: Period, since: date, until: date | None) -> tuple[ColumnElement[bool], ...]:
    """Return what finds rows that share a day with a period."""
    begins = table.since <= (until or date.max)
    return begins, or_(table.until.is_(None), table.until >= since)


def crosses(other: DbRole | DbHolding | DbContract, what: str, what_fa: str) -> Crosses:
    """Return the refusal that names the period that is there already."""
    return Crosses(what=what, what_fa=what_fa, **said_days(since=other.since, until=other.until))


def said_days(**days: date | None) -> dict[str, str]:
    """Return days as the sentences of both languages say them; one that is open is `…`."""
    said = {name: date_words(day).en if day else "…" for name, day in days.items()}
    return said | {f"{name}_fa": date_words(day).fa if day else "…" for name, day in days.items()}
