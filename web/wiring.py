"""All the wiring in one place: settings, database, office, pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine

from engine.store.schema import is_current, upgrade
from engine.store.sql import SqlStore, open_engine, set_up
from engine.store.tables import Base
from processes import clock
from processes.files import FileStore, Intake
from processes.office import Office, open_office
from processes.tables import MIGRATIONS  # with it the office's tables join the one declarative base
from web.settings import Settings, secret_key

ENGINE_OPTIONS = {"hide_parameters": True}
"""A statement that fails is logged without its values: they may name a person, and a log cannot be erased."""


@dataclass(frozen=True, kw_only=True)
class Kartabl:
    """A running Kartabl: its settings, and the office in its store."""

    settings: Settings
    store: SqlStore
    office: Office


def init_app(app: Flask, settings: Settings) -> Kartabl:
    """Open the database, bring its tables up to date, and open the office in it."""
    settings.data.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = ENGINE_OPTIONS
    database = SQLAlchemy(app, model_class=Base)
    with app.app_context():
        engine = database.engine
    set_up(engine)
    app.extensions["kartabl"] = wired = _wire(engine, settings)
    return wired


def without_pages(settings: Settings) -> Kartabl:
    """Open the office likewise where no page is drawn: for the command line, which needs no built front end."""
    settings.data.mkdir(parents=True, exist_ok=True)
    return _wire(open_engine(settings.database_url, **ENGINE_OPTIONS), settings)


def _wire(engine: Engine, settings: Settings) -> Kartabl:
    if not is_current(engine, [MIGRATIONS]):  # a migration refuses damage that `kartabl replay` must still tell
        upgrade(engine, [MIGRATIONS])
    store = SqlStore(engine)
    return Kartabl(settings=settings, store=store, office=office_in(store, settings))


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
