"""Whether a case rests on a calendar of which another version is in force: the condition, for any statement about cases."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select

from processes.tables import DbCalendarVersion, DbCase, DbCaseCalendar

_NEWEST = (
    select(DbCalendarVersion.digest)
    .where(DbCalendarVersion.key == DbCaseCalendar.key)
    .order_by(DbCalendarVersion.seq.desc())
    .limit(1)
    .correlate(DbCaseCalendar)
    .scalar_subquery()
)
BEHIND: ColumnElement[bool] = (
    exists().where(DbCaseCalendar.instance == DbCase.instance, DbCaseCalendar.digest != _NEWEST).correlate(DbCase)
)
