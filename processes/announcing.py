"""A contract near its end: those responsible are told 60, 30 and 7 days before, once each, where nothing takes its place (R7).

Where nobody was told in time (the server was down, or the contract was entered late) they are told late, and only the
nearest. A contract whose systems other contracts cover in all that it promises, from the day after its end, needs no word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from engine.store.port import Store
from processes.contracts import covered, promised
from processes.organisation import holders
from processes.tables import DbAnnouncement, DbContract, DbNotice

BEFORE = (60, 30, 7)
"""How many days before its end a contract is told of."""
LATE = timedelta(days=60)
"""How long after its end it is still told of that it has ended, where its last announcement was missed."""
DIRECTOR, KEEPER = "it_director", "administrator"
"""The roles that are told: whose contracts they are, and who keeps them."""
ENDS, ENDED = "contract_ends", "contract_ended"
"""The kinds of notices."""


def announce(store: Store, *, at: datetime, on: date) -> int:
    """Tell of the contracts that come near their end on the office's day; return of how many. `at`: the office's time.

    A look costs one query where there is nothing to tell.
    """
    with store.reading() as unit:
        wanted = [contract.id for contract, _ in _wanted(unit.session, on)]
    if not wanted:
        return 0
    with store.writing() as unit:
        query = select(DbContract.id).where(DbContract.id.in_(wanted)).order_by(DbContract.id)
        mine = set(
            unit.session.scalars(query.with_for_update(skip_locked=True))
        )  # of the others somebody tells just now
        found = [(contract, days) for contract, days in _wanted(unit.session, on) if contract.id in mine]
        for contract, days in found:
            _tell(unit.session, contract, days, at, on)
    return len(found)


def announced(session: Session, contract: int) -> list[DbAnnouncement]:
    """Return what was told of the end of a contract, the latest first."""
    query = select(DbAnnouncement).where(DbAnnouncement.contract_id == contract)
    return list(session.scalars(query.order_by(DbAnnouncement.at.desc(), DbAnnouncement.days)))


def _wanted(session: Session, on: date) -> Iterator[tuple[DbContract, int]]:
    """Yield the contracts to tell of, and which of the announcements it is."""
    same = and_(DbAnnouncement.contract_id == DbContract.id, DbAnnouncement.until == DbContract.until)
    near = (DbContract.since <= on, DbContract.until <= on + timedelta(days=BEFORE[0]), DbContract.until >= on - LATE)
    query = select(DbContract, func.min(DbAnnouncement.days)).outerjoin(DbAnnouncement, same).where(*near)
    for contract, last in session.execute(query.group_by(DbContract.id).order_by(DbContract.id)).all():
        days = min(each for each in BEFORE if contract.until <= on + timedelta(days=each))
        if (last is None or days < last) and not _is_followed(session, contract, on):
            yield contract, days


def _is_followed(session: Session, contract: DbContract, on: date) -> bool:
    """Return whether other contracts take the place of one that ends, or has."""
    after = promised(session, on=max(on, contract.until + timedelta(days=1)))
    of_this = promised(session, on=contract.until, contract=contract.id)
    if of_this:
        return of_this <= after
    return covered(session, contract.id) <= {system for system, _ in after}


def _tell(session: Session, contract: DbContract, days: int, at: datetime, on: date) -> None:
    session.add(DbAnnouncement(contract_id=contract.id, until=contract.until, days=days, at=at))
    kind = ENDED if contract.until < on else ENDS
    keepers = [each.id for each in holders(session, KEEPER, on=on) if DIRECTOR not in each.groups]
    for recipient in (DIRECTOR, *keepers):  # who is both is told once
        notice = DbNotice(
            recipient=recipient, kind=kind, element="", at=at, contract_id=contract.id, day=contract.until
        )
        session.add(notice)
