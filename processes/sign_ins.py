"""Sign-ins: each begins with a secret of its own, ends when it is idle for long, and can be ended from elsewhere.

Time is the machine's: a demonstration that sets the office's clock forward signs nobody out.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from processes.organisation import Member
from processes.substitutes import acting_in, acting_rows
from processes.tables import DbPerson, DbSignIn

LONGEST = timedelta(hours=16)
"""After that one signs in again, however busy one was."""
WRITTEN = timedelta(minutes=1)
"""How old what is written of being seen may become."""
KEPT = timedelta(days=30)
"""How long one that is over stays in the table."""

_THIS = (DbSignIn.id == bindparam("id"), DbSignIn.ended_at.is_(None))
# Who signed in is looked up at every request: the sign-in and the person in one statement, which is made once.
_LOOK = (
    acting_rows(select(DbSignIn.person_id).where(*_THIS).scalar_subquery())
    .add_columns(DbSignIn.person_id, DbSignIn.began_at, DbSignIn.seen_at)
    .join(DbSignIn, and_(*_THIS))
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SignIn:
    """A sign-in that goes on: who it is. `stale`: that it was seen should be written again."""

    who: Member
    stale: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class SignInLine:
    """A sign-in as its person sees it in a list."""

    key: str
    browser: str
    began_at: datetime
    seen_at: datetime
    here: bool
    """Whether it is the one by which the list is read."""


def signs_in(on: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that a person's row is of somebody who signs in on a day: with a password, and not gone."""
    return and_(DbPerson.password.is_not(None), or_(DbPerson.last_day.is_(None), DbPerson.last_day >= on))


def begin(session: Session, person: str, *, at: datetime, browser: str = "") -> str:
    """Begin a sign-in and return its secret; what is long over is swept away."""
    secret = secrets.token_urlsafe(32)
    session.execute(delete(DbSignIn).where(DbSignIn.seen_at < at - KEPT))
    session.add(DbSignIn(id=key_of(secret), person_id=person, began_at=at, seen_at=at, browser=browser[:200]))
    return secret


def look(session: Session, secret: str, *, at: datetime, idle: timedelta, office: datetime, on: date) -> SignIn | None:
    """Return the sign-in of a secret; None where there is none, or it is over: ended, idle for long, or very old.

    `at` is the machine's time; `office` and `on` the office's time and day, by which roles and substitutes count.
    """
    rows = session.execute(_LOOK, {"id": key_of(secret), "at": office, "on": on}).all()
    if not rows or at - rows[0].seen_at > idle + WRITTEN or at - rows[0].began_at > LONGEST:
        return None
    who = acting_in(rows, rows[0].person_id, on=on)
    return SignIn(who=who, stale=at - rows[0].seen_at > WRITTEN)


def seen(session: Session, secret: str, *, at: datetime) -> None:
    """Write that a sign-in was seen."""
    session.execute(update(DbSignIn).where(DbSignIn.id == key_of(secret)).values(seen_at=at))


def end(session: Session, secret: str, *, at: datetime) -> None:
    """End a sign-in."""
    session.execute(update(DbSignIn).where(DbSignIn.id == key_of(secret)).values(ended_at=at))


def end_all(session: Session, person: str, *, at: datetime, but: str | None = None) -> None:
    """End all sign-ins of a person, but that of the secret `but`."""
    query = update(DbSignIn).where(DbSignIn.person_id == person, DbSignIn.ended_at.is_(None))
    session.execute(query.where(DbSignIn.id != key_of(but or "")).values(ended_at=at))


def sign_ins(session: Session, person: str, secret: str, *, at: datetime, idle: timedelta) -> Sequence[SignInLine]:
    """Return the sign-ins of a person that go on, the one seen last first."""
    query = select(DbSignIn).where(
        DbSignIn.person_id == person,
        DbSignIn.ended_at.is_(None),
        DbSignIn.seen_at >= at - idle - WRITTEN,
        DbSignIn.began_at >= at - LONGEST,
    )
    return [
        SignInLine(
            key=row.id, browser=row.browser, began_at=row.began_at, seen_at=row.seen_at, here=row.id == key_of(secret)
        )
        for row in session.scalars(query.order_by(DbSignIn.seen_at.desc()))
    ]


def key_of(secret: str) -> str:
    """Return the key of a secret's row."""
    return hashlib.sha256(secret.encode()).hexdigest()
