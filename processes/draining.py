"""Everything that is no answer to somebody's click, done by whoever comes by: the timer thread of an embedded office, any number
of workers, a command. Beside the sentence; after the office.

Timers that are due, cases whose working calendar was changed, contracts near their end, what is tidied once a day. What is to
be done is in rows, so that it makes no difference who does it, and how often it is looked for: at least once it is looked for,
and once it is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.draining import always
from engine.errors import Unavailable
from engine.store.sql_rows import insert_new
from processes import announcing
from processes.office import Office
from processes.tables import DbRoutine

DAILY = "daily"
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drained:
    """How much there was: cases corrected, timers fired, contracts told of, files removed."""

    corrected: int = 0
    fired: int = 0
    announced: int = 0
    swept: int = 0


def drain(office: Office, more: Callable[[], bool] = always) -> Drained:
    """Do what there is; `more` is asked before each case whether to go on. A look at an office with nothing to do is a few queries.

    A part that fails keeps none of the others: what was wrong with it is raised after them, at once where the database is away.
    """
    done, faults = dict[str, int](), list[Exception]()
    parts = {
        "corrected": partial(office.correct_calendars, more),
        "fired": partial(office.fire_due, more),
        "announced": partial(announce, office),
        "swept": partial(tidy, office),
    }
    for name, part in parts.items():
        try:
            done[name] = part()
        except Unavailable:
            raise
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise faults[0]
    return Drained(**done)


def announce(office: Office) -> int:
    """Tell of contracts near their end; return of how many."""
    now = office.time()
    return announcing.announce(office.store, at=now, on=now.astimezone(ZoneInfo(office.time_zone)).date())


def tidy(office: Office) -> int:
    """Once a day, remove the files that somebody sent and nobody attached, and let the store see how much there is; return how many files."""
    now = office.time()
    with office.store.reading() as unit:
        row = unit.session.get(DbRoutine, DAILY)
        if row is not None and not _is_over(row.done_at, now):
            return 0
    with office.store.writing() as unit:
        if not _is_mine(unit.session, DAILY, now):
            return 0
    office.store.survey()
    return office.files.sweep(office.store)


def _is_over(last: datetime, now: datetime) -> bool:
    """Return whether a day has passed, or the clock was set back."""
    return not last <= now < last + A_DAY


def _is_mine(session: Session, name: str, now: datetime) -> bool:
    """Write down that somebody does it now; return whether that is the one who asks."""
    if insert_new(session, DbRoutine, name=name, done_at=now):
        return True
    query = select(DbRoutine).where(DbRoutine.name == name).with_for_update(skip_locked=True)
    row = session.scalar(query.execution_options(populate_existing=True))
    if row is None or not _is_over(row.done_at, now):
        return False
    row.done_at = now
    return True
