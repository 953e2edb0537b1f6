"""What the doctor looks at in the database: whether it answers, as what, and how the office stands in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select, text

from engine.errors import KartablError
from engine.instance.state import InstanceId
from engine.store.away import DatabaseAway, answering, said_by, written
from engine.store.schema import NewerSchema, is_current
from engine.store.sql import SqlStore, open_engine
from engine.store.tables import DbInstance
from processes.keeping.beginning import administrators
from processes.keeping.incidents import INCIDENTS
from processes.office import Office
from processes.proof import prove
from processes.tables import MIGRATIONS
from web.doctor.finding import Finding, fail, ok, warn
from web.settings import Settings
from web.wiring import ENGINE_OPTIONS, office_in, waits

POSTGRES = 150000
"""The oldest PostgreSQL that Kartabl is tested with."""
SKEW, FAR = 2.0, 60.0
"""Seconds by which two clocks may differ, and from which on commands are refused."""
LATE, VERY_LATE = 60.0, 600.0
"""Seconds that the first due timer may wait."""


def database(settings: Settings, sample: int) -> Iterator[Finding]:
    """Look at the database; of the cases prove the `sample` that moved last."""
    sqlite = settings.database_url.startswith("sqlite:///")
    if sqlite and not (path := settings.database_url.removeprefix("sqlite:///").partition("?")[0]).startswith(":"):
        try:
            open(path, "rb").close()  # else looking would make it
        except OSError as cause:
            yield fail(
                "database", f"{path}: {cause.strerror}", "start Kartabl once, which makes it; or kartabl restore"
            )
            return
    engine = open_engine(settings.database_url, waits(settings), **ENGINE_OPTIONS)
    try:
        yield from _looked(engine, settings, sample)
    except KartablError as fault:
        found = f"{written(engine.url)}: {_why(fault)}"
        yield fail(
            "database",
            found,
            "see that it runs and has room, and that KARTABL_DATABASE_URL and the user in it are right",
        )
    finally:
        engine.dispose()


def _looked(engine: Engine, settings: Settings, sample: int) -> Iterator[Finding]:
    with answering():
        yield _version(engine)
        if engine.dialect.name == "postgresql":
            yield _clock(engine)
            yield _connections(engine, settings)
    schema = _schema(engine)
    yield schema
    if schema.state != "ok":
        return
    office = office_in(SqlStore(engine), replace(settings, secret_key="-"))  # else looking would make a key
    yield _timers(office)
    yield _incidents(office)
    yield _people(office)
    yield _cases(office, sample)


def _why(fault: KartablError) -> str:
    """Return what the driver says, where it could not connect: its kind alone helps nobody."""
    return said_by(fault.__cause__) if isinstance(fault, DatabaseAway) else fault.message("en")


def _version(engine: Engine) -> Finding:
    if engine.dialect.name == "sqlite":
        return ok("database", f"SQLite {sqlite3.sqlite_version}")
    with engine.connect() as connection:
        number = int(connection.scalar(text("SHOW server_version_num")))
    if number < POSTGRES:
        return fail("database", f"PostgreSQL {number // 10000}", f"use PostgreSQL {POSTGRES // 10000} or newer")
    return ok("database", f"PostgreSQL {number // 10000}.{number % 10000}")


def _clock(engine: Engine) -> Finding:
    with engine.connect() as connection:
        before = datetime.now(UTC)
        theirs = connection.scalar(text("SELECT clock_timestamp()"))
        ours = before + (datetime.now(UTC) - before) / 2
    apart = abs((theirs - ours).total_seconds())
    found, do = f"{apart:.1f} s from the database's", "let NTP set the clocks of both machines (chronyc tracking)"
    if apart > FAR:
        return fail("clock", found, do)
    return warn("clock", found, do) if apart > SKEW else ok("clock", found)


def _connections(engine: Engine, settings: Settings) -> Finding:
    with engine.connect() as connection:
        taken = int(connection.scalar(text("SHOW max_connections")))
        taken -= int(connection.scalar(text("SHOW superuser_reserved_connections")))
    wanted = settings.workers * settings.database_pool * 2
    found = f"{taken} for all, of which {settings.workers} processes of pages may take {wanted}"
    if wanted <= taken:
        return ok("connections", found)
    return warn("connections", found, "raise PostgreSQL's max_connections, or lower KARTABL_DATABASE_POOL")


def _schema(engine: Engine) -> Finding:
    try:
        if is_current(engine, [MIGRATIONS]):
            return ok("schema", "of this version")
    except NewerSchema as fault:
        return fail("schema", fault.message("en"), "run the newer version, or restore a backup from before it")
    return warn("schema", "older than this version, or none", "start Kartabl once: it migrates (take a backup first)")


def _timers(office: Office) -> Finding:
    first = office.engine.next_due()
    late = 0.0 if first is None else max(0.0, (office.time() - first).total_seconds())
    if late <= LATE:
        return ok("timers", "none is late")
    do = "see that kartabl run, kartabl serve or kartabl worker runs, and what its log says"
    found = f"the first due one has waited {late:.0f} s"
    return fail("timers", found, do) if late > VERY_LATE else warn("timers", found, do)


def _incidents(office: Office) -> Finding:
    with office.store.reading() as unit:
        count = int(unit.session.scalar(select(func.count()).select_from(INCIDENTS.subquery())) or 0)
    if count:
        return warn("incidents", f"{count}", "kartabl incidents tells their causes")
    return ok("incidents", "none")


def _people(office: Office) -> Finding:
    with office.store.reading() as unit:
        found = administrators(unit.session, office.day(unit.session))
    if found:
        return ok("people", f"administrators: {len(found)}")
    return fail("people", "nobody is administrator, so that nobody can add people", "kartabl administrator PERSON")


def _cases(office: Office, sample: int) -> Finding:
    query = select(DbInstance.id).order_by(DbInstance.started_at.desc(), DbInstance.id.desc()).limit(sample)
    with office.store.reading() as unit:
        found = [InstanceId(id) for id in unit.session.scalars(query)]
        verdicts = [prove(unit, each, origin=office.engine.origin, files=office.files.store) for each in found]
    different = [each for each, verdict in zip(found, verdicts, strict=True) if not verdict.ok]
    if different:
        told = f"{len(different)} of {len(found)} do not prove themselves, first {different[0]}"
        do = "see that KARTABL_ORIGIN is what it always was; kartabl replay --all tells what differs; call the auditor, and change nothing"
        return fail("cases", told, do)
    return ok("cases", f"the last {len(found)} prove themselves")
