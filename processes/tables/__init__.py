"""The office's tables, beside the engine's in one database and one transaction; `MIGRATIONS` is the folder that makes them."""

from pathlib import Path

from processes.tables.calendars import DbCalendarVersion, DbCaseCalendar
from processes.tables.cases import ACTOR, OWNER, PRINCIPAL, DbActor, DbCaller, DbCase, DbComment, DbNotice, DbNoticeRead
from processes.tables.changes import DbChange
from processes.tables.erasures import DbErasure
from processes.tables.files import DbFile, DbNumber
from processes.tables.measures import DbActivity, DbCaseClock, DbStay
from processes.tables.people import DbHolding, DbPerson, DbPosition, DbRole, DbSubstitute, DbUnit
from processes.tables.readings import DbReading
from processes.tables.search import DbSearchText
from processes.tables.settings import DbClock, DbDeployment, DbRoutine
from processes.tables.signing import DbSignIn
from processes.tables.systems import (
    DbAnnouncement,
    DbContract,
    DbContractSystem,
    DbContractTarget,
    DbLevel,
    DbPart,
    DbSite,
    DbSiteExpert,
    DbSystem,
)
from processes.tables.views import DbSavedView
from processes.tables.waiting import DbWaiting

MIGRATIONS = Path(__file__).parent.parent / "migrations"

__all__ = [
    "ACTOR",
    "MIGRATIONS",
    "OWNER",
    "PRINCIPAL",
    "DbActivity",
    "DbActor",
    "DbAnnouncement",
    "DbCalendarVersion",
    "DbCaller",
    "DbCase",
    "DbCaseCalendar",
    "DbCaseClock",
    "DbChange",
    "DbClock",
    "DbComment",
    "DbContract",
    "DbContractSystem",
    "DbContractTarget",
    "DbDeployment",
    "DbErasure",
    "DbFile",
    "DbHolding",
    "DbLevel",
    "DbNotice",
    "DbNoticeRead",
    "DbNumber",
    "DbPart",
    "DbPerson",
    "DbPosition",
    "DbReading",
    "DbRole",
    "DbRoutine",
    "DbSavedView",
    "DbSearchText",
    "DbSignIn",
    "DbSite",
    "DbSiteExpert",
    "DbStay",
    "DbSubstitute",
    "DbSystem",
    "DbUnit",
    "DbWaiting",
]
