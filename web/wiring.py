"""All the wiring in one place: settings, database, office, pages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy

import processes.tables  # the office's tables join the one declarative base
from engine.store.schema import upgrade
from engine.store.sql import SqlStore, set_up
from engine.store.tables import Base
from processes.office import Office, open_office
from web.settings import Settings

OFFICE_MIGRATIONS = Path(processes.tables.__file__).parent / "migrations"


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
    database = SQLAlchemy(app, model_class=Base)
    with app.app_context():
        engine = database.engine
    set_up(engine)
    upgrade(engine, [OFFICE_MIGRATIONS])
    store = SqlStore(engine)
    office = open_office(store, origin=settings.origin, time_zone=settings.time_zone.key)
    kartabl = Kartabl(settings=settings, store=store, office=office)
    app.extensions["kartabl"] = kartabl
    return kartabl


def kartabl() -> Kartabl:
    """Return the Kartabl of the current application."""
    return cast("Kartabl", current_app.extensions["kartabl"])
