"""All the wiring in one place: settings, database, office, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from flask import Flask, current_app, g
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from engine.errors import AsTyped, BadInput, Conflict
from engine.store.away import Waits, connect_arguments, written
from engine.store.schema import is_begun, is_current, upgrade
from engine.store.sql import SqlStore, open_engine, set_up
from engine.store.sql_unit import SqlUnit
from engine.store.tables import Base
from processes import clock
from processes.files import FileStore, Intake
from processes.office import Office, open_office
from processes.tables import MIGRATIONS  # with it the office's tables join the one declarative base
from web.counted import count_commands, count_failures
from web.settings import Settings, data_folder, secret_key
from web.workplace import RESTORING

ENGINE_OPTIONS = {"hide_parameters": True}
"""A statement that fails is logged without its values: they may name a person, and a log cannot be erased."""


class NoOffice(BadInput):
    en = (
        "Expected an office in the data folder {folder} and the database {database}, but found none there. Give KARTABL_DATA and "
        "KARTABL_DATABASE_URL as the office's unit has them. Nothing was made; `kartabl run`, `kartabl serve` and "
        "`kartabl administrator` begin a new office, `kartabl restore` puts one back."
    )
    fa = (
        "دفتری در پوشهٔ دادهٔ {folder} و پایگاه دادهٔ {database} انتظار می‌رفت، ولی آنجا دفتری نیست. ببینید که KARTABL_DATA و "
        "KARTABL_DATABASE_URL همان‌هایی است که دفتر دارد. چیزی ساخته نشد؛ `kartabl run` و `kartabl serve` و `kartabl administrator` دفتر "
        "تازه‌ای آغاز می‌کنند و `kartabl restore` دفتری را برمی‌گرداند."
    )


class HalfRestored(Conflict):
    en = (
        "Expected a whole office in the data folder {folder}, but a restore is at work there, or was killed before its end: {found}. Wait "
        "for it, or run `kartabl restore` again: it removes what is left and begins anew."
    )
    fa = (
        "دفتر کاملی در پوشهٔ دادهٔ {folder} انتظار می‌رفت، ولی بازگردانی‌ای در آن در حال کار است یا پیش از پایان از کار افتاده است: "
        "{found}. صبر کنید تا تمام شود یا `kartabl restore` را دوباره اجرا کنید که مانده‌ها را برمی‌دارد و از نو آغاز می‌کند."
    )


def engine_options(settings: Settings) -> dict[str, Any]:
    """Return how the office's own database is connected to: how many connections a process keeps, and for how long."""
    server = not settings.database_url.startswith("sqlite")
    return {
        **ENGINE_OPTIONS,
        "pool_size": settings.database_pool,
        "max_overflow": settings.database_pool,  # for a moment: a page may ask twice at once
        "pool_timeout": settings.database_lock or None,
        "pool_pre_ping": server,  # so that a server that was started again is met by no failing page
        "pool_recycle": settings.database_recycle if server else -1,
    }


def waits(settings: Settings) -> Waits:
    """Return for how long the database is waited for."""
    return Waits(
        connect=settings.database_connect,
        statement=settings.database_statement,
        lock=settings.database_lock,
        idle=settings.database_idle,
    )


@dataclass(frozen=True, kw_only=True)
class Kartabl:
    """A running Kartabl: its settings, and the office in its store."""

    settings: Settings
    store: SqlStore
    office: Office
    wake: Callable[[], None] = lambda: None
    """Lets the workers look at once, where there is a broker; who clicked waits for nobody."""


def init_app(app: Flask, settings: Settings) -> Kartabl:
    """Open the database, bring its tables up to date, and open the office in it."""
    _demand_whole(data_folder(settings))
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        **engine_options(settings),
        "connect_args": connect_arguments(settings.database_url, waits(settings)),
    }
    database = SQLAlchemy(app, model_class=Base)
    with app.app_context():
        engine = database.engine
    set_up(engine, waits(settings))
    wired = _wire(engine, settings)
    if settings.broker_url:
        wired = _waking(wired, settings.broker_url)
    app.extensions["kartabl"] = wired
    return wired


def without_pages(settings: Settings, *, begins: bool = True, patient: bool = True) -> Kartabl:
    """Open the office likewise where no page is drawn: for the command line, which needs no built front end.

    `begins`: where there is no office it is begun; else `NoOffice` is raised, and nothing is made. `patient`: a statement may take as long
    as it takes, as a backup's or that of a proof of every case.
    """
    if begins:
        data_folder(settings)
    elif not settings.data.is_dir() or not _may_be_there(settings.database_url):
        raise _no_office(settings)
    _demand_whole(settings.data)
    bounds = waits(settings).patient() if patient else waits(settings)
    return _wire(open_engine(settings.database_url, bounds, **engine_options(settings)), settings, begins=begins)


def _may_be_there(url: str) -> bool:
    """Return whether a database may be at a URL: SQLite would make its file by being asked."""
    asked = make_url(url)
    return asked.get_backend_name() != "sqlite" or Path(asked.database or "").is_file()


def _no_office(settings: Settings) -> NoOffice:
    return NoOffice(folder=AsTyped(settings.data), database=AsTyped(written(make_url(settings.database_url))))


def _demand_whole(data: Path) -> None:
    found = next(data.glob(f"{RESTORING}*"), None)
    if found is not None:
        raise HalfRestored(folder=AsTyped(data), found=AsTyped(found.name))


def _wire(engine: Engine, settings: Settings, *, begins: bool = True) -> Kartabl:
    try:
        if not begins and not is_begun(engine, [MIGRATIONS]):
            raise _no_office(settings)
        if not is_current(engine, [MIGRATIONS]):  # a migration refuses damage that `kartabl replay` must still tell
            upgrade(engine, [MIGRATIONS])
    except Exception:
        engine.dispose()
        raise
    store = SqlStore(engine, count_commands)
    store.failed = count_failures
    return Kartabl(settings=settings, store=store, office=office_in(store, settings))


def _waking(wired: Kartabl, broker: str) -> Kartabl:
    """Wake the workers whenever something is set that is due at once."""
    from web.broker import Waker  # an office without workers has no use for Celery

    waker = Waker(broker)
    wired.store.woken = waker.wake
    return replace(wired, wake=waker.wake)


def office_in(store: SqlStore, settings: Settings) -> Office:
    """Return the office that lives in a store."""
    now = clock.now if settings.demo else clock.machine
    files = Intake(
        store=FileStore(settings.data / "files"),
        limit=settings.file_limit,
        kinds=settings.file_kinds,
        secret=secret_key(settings),
    )
    return open_office(store, origin=settings.origin, time_zone=settings.time_zone.key, now=now, files=files)


def kartabl() -> Kartabl:
    """Return the Kartabl of the current application."""
    return cast("Kartabl", current_app.extensions["kartabl"])


@contextmanager
def reading_unit() -> Iterator[SqlUnit]:
    """Open a unit that only reads, for a page; the frame around the page reads in the same, while it is open.

    A view that writes closes it first: what it reads afterwards is to be as it was written.
    """
    if "unit" in g:
        yield g.unit
        return
    with kartabl().store.reading() as unit:
        g.unit = unit
        try:
            yield unit
        finally:
            del g.unit
