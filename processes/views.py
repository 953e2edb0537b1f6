"""Views that people keep of the tray and of all cases: each one's own, by name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from engine.errors import BadInput, Conflict, NotFound
from engine.form.digits import to_persian
from processes.organisation import Member
from processes.tables import DbSavedView

PAGES = frozenset({"tray", "cases"})
LONGEST = 60
"""Letters of a name."""
MOST = 20
"""Views of one list: more stand in each other's way."""
LONGEST_QUERY = 2000


class NoName(BadInput):
    en = f"Expected a name of 1 to {LONGEST} letters for the view, but found {{found}}. Write another."
    fa = f"برای نما نامی با ۱ تا {to_persian(str(LONGEST))} نویسه لازم است، ولی {{found}} نوشته شد. نام دیگری بنویسید."


class TooMany(Conflict):
    en = f"Expected at most {MOST} views of a list, but you keep so many already. Remove one first."
    fa = (
        f"از هر فهرست حداکثر {to_persian(str(MOST))} نما نگه داشته می‌شود و شما همین اندازه دارید. نخست یکی را حذف کنید."
    )


class NoSuchView(NotFound):
    en = (
        "Expected a view {number} of yours, but there is none of that number. It may have been removed: choose another."
    )
    fa = "نمایی با شمارهٔ {number} ندارید؛ شاید حذف شده باشد. نمای دیگری انتخاب کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A view that somebody keeps."""

    id: int
    page: str
    name: str
    query: str


_OWN = (
    select(DbSavedView)
    .where(DbSavedView.person_id == bindparam("person"), DbSavedView.page == bindparam("page"))
    .order_by(DbSavedView.name)
)


def views(session: Session, member: Member, page: str) -> list[View]:
    """Return the views that a person keeps of a page, by name."""
    return [_view(row) for row in session.scalars(_OWN, {"person": member.id, "page": page})]


def keep(session: Session, member: Member, page: str, name: str, query: str) -> View:
    """Keep a view; one of that name takes the place of the one before."""
    name, there = _named(name), list(session.scalars(_OWN, {"person": member.id, "page": page}))
    row = next((each for each in there if each.name == name), None)
    if row is None:
        if len(there) >= MOST:
            raise TooMany
        row = DbSavedView(person_id=member.id, page=page, name=name)
        session.add(row)
    row.query = query[:LONGEST_QUERY]
    session.flush()
    return _view(row)


def rename(session: Session, member: Member, number: int, name: str) -> View:
    """Give a view another name; one that has that name already goes."""
    row, name = _row(session, member, number), _named(name)
    same = {"person": member.id, "page": row.page}
    for other in session.scalars(_OWN, same).all():
        if other.name == name and other is not row:
            session.delete(other)
    session.flush()
    row.name = name
    return _view(row)


def remove(session: Session, member: Member, number: int) -> View:
    """Remove a view."""
    row = _row(session, member, number)
    session.delete(row)
    return _view(row)


def _row(session: Session, member: Member, number: int) -> DbSavedView:
    row = session.get(DbSavedView, number)
    if row is None or row.person_id != member.id:
        raise NoSuchView(number=number)
    return row


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST:
        raise NoName(found=name or "–")
    return name


def _view(row: DbSavedView) -> View:
    return View(id=row.id, page=row.page, name=row.name, query=row.query)
