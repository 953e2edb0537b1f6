"""What the doctor looks at in the database: whether it answers, as what, and how the office stands in it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine, func, select, text

from engine.form import Words
from engine.instance.state import InstanceId
from engine.store.away import DatabaseAway, answering, written
from engine.store.schema import NewerSchema, OthersTables, is_begun, is_current
from engine.store.sql import SqlStore, open_engine
from engine.store.tables import DbInstance
from processes.files import named_files, place
from processes.keeping.beginning import administrators
from processes.keeping.incidents import INCIDENTS
from processes.office import Office
from processes.proof import prove
from processes.tables import MIGRATIONS, DbCase
from web.doctor.finding import Finding, apart, fail, of, ok, typed, warn, why
from web.settings import Settings
from web.wiring import ENGINE_OPTIONS, office_in, waits

POSTGRES = 150000
"""The oldest PostgreSQL that Kartabl is tested with."""
SKEW, FAR = 2.0, 60.0
"""Seconds by which two clocks may differ, and from which on commands are refused."""
LATE, VERY_LATE = 60.0, 600.0
"""Seconds that the first due timer may wait."""
AWAY = Words(
    en="see that it runs and has room, and that KARTABL_DATABASE_URL and the user in it are right",
    fa="ببینید که در حال کار است و جا دارد، و KARTABL_DATABASE_URL و کاربری که در آن است درست است",
)
MAKE = Words(
    en="see that KARTABL_DATA and KARTABL_DATABASE_URL are the office's; kartabl run, serve or administrator begins a new one, "
    "kartabl restore puts one back",
    fa="ببینید که KARTABL_DATA و KARTABL_DATABASE_URL از آنِ همین دفتر است؛ kartabl run یا serve یا administrator دفتر تازه‌ای آغاز می‌کند "
    "و kartabl restore دفتری را برمی‌گرداند",
)
LET_WRITE = Words(
    en="let the user of Kartabl read and write it and its folder: chown, chmod",
    fa="بگذارید کاربر کارتابل آن و پوشه‌اش را بخواند و بنویسد: chown، chmod",
)
DAMAGED = Words(
    en="see that KARTABL_DATABASE_URL names Kartabl's own; if so it is damaged: stop Kartabl, keep a copy, and put a backup back "
    "(kartabl restore)",
    fa="ببینید که KARTABL_DATABASE_URL پایگاه خود کارتابل را نام می‌برد؛ اگر چنین است آسیب دیده: کارتابل را متوقف کنید، رونوشتی نگه دارید و "
    "پشتیبان را برگردانید (kartabl restore)",
)


def database(settings: Settings, sample: int) -> Iterator[Finding]:
    """Look at the database; of the cases prove the `sample` that moved last."""
    sqlite = settings.database_url.startswith("sqlite:///")
    if sqlite and not (path := settings.database_url.removeprefix("sqlite:///").partition("?")[0]).startswith(":"):
        try:
            open(path, "rb").close()  # else looking would make it
        except FileNotFoundError as fault:
            yield fail("database", why(fault), MAKE)
            return
        except OSError as fault:
            yield fail("database", why(fault), LET_WRITE)
            return
        if kept := _unwritable(Path(path)):
            found = Words(en=f"{kept}: not to be written", fa=f"{typed(kept)} نوشتنی نیست")
            yield fail("database", found, LET_WRITE)
            return
    engine = open_engine(settings.database_url, waits(settings), **ENGINE_OPTIONS)
    try:
        yield from _looked(engine, settings, sample)
    finally:
        engine.dispose()


def _looked(engine: Engine, settings: Settings, sample: int) -> Iterator[Finding]:
    try:
        with answering(), engine.connect():
            pass
    except Exception as fault:  # of what is not reached nothing more can be told
        yield fail("database", _at(engine, why(fault)), AWAY if isinstance(fault, DatabaseAway) else DAMAGED)
        return
    yield apart("database", lambda: _version(engine), DAMAGED)
    if engine.dialect.name == "postgresql":
        yield apart("clock", lambda: _clock(engine))
        yield apart("connections", lambda: _connections(engine, settings))
    schema = apart("schema", lambda: _schema(engine), DAMAGED)
    yield schema
    if schema.state != "ok":
        return
    office = office_in(SqlStore(engine), replace(settings, secret_key="-"))  # else looking would make a key
    yield apart("timers", lambda: _timers(office), DAMAGED)
    yield apart("incidents", lambda: _incidents(office), DAMAGED)
    yield apart("people", lambda: _people(office), DAMAGED)
    yield apart("files", lambda: _files(office), DAMAGED)
    yield apart("cases", lambda: _cases(office, sample), DAMAGED)


def _unwritable(file: Path) -> Path | None:
    """Return what of a SQLite database may not be written: the file, or its folder, in which SQLite keeps two more beside it."""
    return next((each for each in (file, file.parent) if not os.access(each, os.W_OK, effective_ids=True)), None)


def _at(engine: Engine, said: Words) -> Words:
    place = written(engine.url)
    return Words(en=f"{place}: {said.en}", fa=f"{typed(place)}: {said.fa}")


def _version(engine: Engine) -> Finding:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            told = " ".join(str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()).split())
        if told != "ok":
            return fail("database", _at(engine, Words(en=told, fa=typed(told))), DAMAGED)
        return ok("database", f"SQLite {sqlite3.sqlite_version}")
    with engine.connect() as connection:
        number = int(connection.scalar(text("SHOW server_version_num")))
    if number < POSTGRES:
        least = POSTGRES // 10000
        do = Words(en=f"use PostgreSQL {least} or newer", fa=f"{typed(f'PostgreSQL {least}')} یا تازه‌تر به کار ببرید")
        return fail("database", f"PostgreSQL {number // 10000}", do)
    return ok("database", f"PostgreSQL {number // 10000}.{number % 10000}")


def _clock(engine: Engine) -> Finding:
    with engine.connect() as connection:
        before = datetime.now(UTC)
        theirs = connection.scalar(text("SELECT clock_timestamp()"))
        ours = before + (datetime.now(UTC) - before) / 2
    apart = abs((theirs - ours).total_seconds())
    shown = f"{apart:.1f}".replace(".", "٫")
    found = Words(en=f"{apart:.1f} s from the database's", fa=f"{shown} ثانیه اختلاف با ساعت پایگاه داده")
    do = Words(
        en="let NTP set the clocks of both machines (chronyc tracking)",
        fa="بگذارید NTP ساعت هر دو دستگاه را تنظیم کند (chronyc tracking)",
    )
    if apart > FAR:
        return fail("clock", found, do)
    return warn("clock", found, do) if apart > SKEW else ok("clock", found)


def _connections(engine: Engine, settings: Settings) -> Finding:
    with engine.connect() as connection:
        taken = int(connection.scalar(text("SHOW max_connections")))
        taken -= int(connection.scalar(text("SHOW superuser_reserved_connections")))
    each = settings.database_pool * 2
    pages, worker = settings.workers * each, each if settings.broker_url else 0  # there comes one at least
    found = Words(
        en=f"{taken} for all, of which {settings.workers} processes of pages may take {pages}"
        + (f", and each worker {worker}" if worker else ""),
        fa=f"{taken} برای همه، که {settings.workers} پردازهٔ صفحه‌ها تا {pages}"
        + (f" و هر کارگزار تا {worker}" if worker else "")
        + " از آن را می‌گیرد",
    )
    if pages + worker <= taken:
        return ok("connections", found)
    do = Words(
        en="raise PostgreSQL's max_connections, or lower KARTABL_DATABASE_POOL",
        fa="max_connections را در PostgreSQL بیشتر یا KARTABL_DATABASE_POOL را کمتر کنید",
    )
    return warn("connections", found, do)


def _schema(engine: Engine) -> Finding:
    try:
        if is_current(engine, [MIGRATIONS]):
            return ok("schema", Words(en="of this version", fa="از همین نسخه"))
    except OthersTables as fault:
        do = Words(
            en="correct KARTABL_DATABASE_URL, or put a backup back into an empty database (kartabl restore)",
            fa="KARTABL_DATABASE_URL را درست کنید یا پشتیبان را در پایگاه داده‌ای تهی برگردانید (kartabl restore)",
        )
        return fail("schema", of(fault), do)
    except NewerSchema as fault:
        do = Words(
            en="run the newer version, or restore a backup from before it",
            fa="نسخهٔ تازه‌تر را اجرا کنید یا پشتیبان پیش از آن را برگردانید",
        )
        return fail("schema", of(fault), do)
    if not is_begun(engine, [MIGRATIONS]):
        return fail("schema", Words(en="none: there is no office here", fa="هیچ: اینجا دفتری نیست"), MAKE)
    found = Words(en="older than this version", fa="قدیمی‌تر از این نسخه")
    do = Words(
        en="start Kartabl once: it migrates (take a backup first)",
        fa="کارتابل را یک بار راه‌اندازی کنید تا به‌روز شود (نخست پشتیبان بگیرید)",
    )
    return warn("schema", found, do)


def _timers(office: Office) -> Finding:
    first = office.engine.next_due()
    late = 0.0 if first is None else max(0.0, (office.time() - first).total_seconds())
    if late <= LATE:
        return ok("timers", Words(en="none is late", fa="هیچ‌یک دیر نکرده است"))
    do = Words(
        en="see that kartabl run, kartabl serve or kartabl worker runs, and what its log says",
        fa="ببینید که kartabl run یا kartabl serve یا kartabl worker در حال کار است و گزارش رویدادهایش چه می‌گوید",
    )
    found = Words(
        en=f"the first due one has waited {late:.0f} s", fa=f"نخستین سررسیدشده {late:.0f} ثانیه منتظر مانده است"
    )
    return fail("timers", found, do) if late > VERY_LATE else warn("timers", found, do)


def _incidents(office: Office) -> Finding:
    with office.store.reading() as unit:
        count = int(unit.session.scalar(select(func.count()).select_from(INCIDENTS.subquery())) or 0)
    if count:
        do = Words(en="kartabl incidents tells their causes", fa="kartabl incidents علت آن‌ها را می‌گوید")
        return warn("incidents", Words(en=f"{count}", fa=f"{count}"), do)
    return ok("incidents", Words(en="none", fa="هیچ"))


def _people(office: Office) -> Finding:
    with office.store.reading() as unit:
        found = administrators(unit.session, office.day(unit.session))
    if found:
        count = len(found)
        return ok("people", Words(en=f"administrators: {count}", fa=f"راهبران سامانه: {count}"))
    nobody = Words(
        en="nobody is administrator, so that nobody can add people",
        fa="هیچ‌کس راهبر سامانه نیست، پس کسی نمی‌تواند افراد را بیفزاید",
    )
    return fail("people", nobody, "kartabl administrator PERSON")


def _files(office: Office) -> Finding:
    store = office.files.store
    with office.store.reading() as unit:
        named = named_files(unit.session)
    try:
        lost = store.missing(named)  # after the rows: a file is there before a case has it
    except OSError as fault:
        return fail("files", why(fault), LET_WRITE)
    if not named:
        return ok("files", Words(en="none", fa="هیچ"))
    if not lost:
        there = Words(
            en=f"cases have {len(named)}, and all are there", fa=f"پرونده‌ها {len(named)} فایل دارند و همه هست"
        )
        return ok("files", there)
    told = Words(
        en=f"{len(lost)} of {len(named)} that cases have are not in {store.folder}, first {place(lost[0])}",
        fa=f"{len(lost)} فایل از {len(named)} فایل پرونده‌ها در {typed(store.folder)} نیست، نخستین آن‌ها {typed(place(lost[0]))}",
    )
    put_back = f"kartabl files --missing | tar -xzf BACKUP -C {store.folder.parent} -T -"
    do = Words(
        en=f"see that KARTABL_DATA is the office's; where they are lost, put them back from a backup that has them: {put_back}",
        fa=f"ببینید که KARTABL_DATA از آنِ همین دفتر است؛ اگر از دست رفته‌اند، آن‌ها را از پشتیبانی که آن‌ها را دارد برگردانید: {typed(put_back)}",
    )
    return fail("files", told, do)


def _cases(office: Office, sample: int) -> Finding:
    query = (
        select(DbInstance.id, DbCase.tracking)
        .outerjoin(DbCase, DbCase.instance == DbInstance.id)
        .order_by(DbInstance.started_at.desc(), DbInstance.id.desc())
        .limit(sample)
    )
    origin, files = office.engine.origin, office.files.store
    with office.store.reading() as unit:
        found = [(row.id, row.tracking) for row in unit.session.execute(query)]
        verdicts = [prove(unit, InstanceId(id), origin=origin, files=files) for id, _ in found]
    different = [tracking or id for (id, tracking), verdict in zip(found, verdicts, strict=True) if not verdict.ok]
    if different:
        told = Words(
            en=f"{len(different)} of {len(found)} do not prove themselves, first {different[0]}",
            fa=f"{len(different)} پرونده از {len(found)} خود را اثبات نمی‌کند، نخستین آن‌ها {typed(different[0])}",
        )
        do = Words(
            en="see that KARTABL_ORIGIN is what it always was; kartabl replay --all tells what differs; call the auditor, and change nothing",
            fa="ببینید که KARTABL_ORIGIN همان است که همیشه بوده؛ kartabl replay --all تفاوت‌ها را می‌گوید؛ حسابرس را خبر کنید و چیزی را تغییر ندهید",
        )
        return fail("cases", told, do)
    return ok(
        "cases", Words(en=f"the last {len(found)} prove themselves", fa=f"{len(found)} پروندهٔ آخر خود را اثبات می‌کند")
    )
