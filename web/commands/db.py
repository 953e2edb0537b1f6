"""`kartabl db copy`: the whole office from its database into another, proven there."""

from __future__ import annotations

from collections.abc import Mapping

import click
from sqlalchemy.engine import make_url

from engine.errors import BadInput
from engine.store.copying import copy
from engine.store.schema import upgrade
from engine.store.sql import SqlStore, open_engine
from processes.office import Office
from processes.tables import MIGRATIONS
from web.commands import replay
from web.settings import is_database
from web.wiring import ENGINE_OPTIONS, Kartabl, office_in


class SameDatabase(BadInput):
    en = "Expected another database to copy to, but {url} is the one of this office. Give the URL of an empty one."
    fa = "برای رونوشت پایگاه داده‌ای دیگر انتظار می‌رفت، ولی {url} پایگاه همین دفتر است. نشانی پایگاهی تهی را بدهید."


class NotADatabase(BadInput):
    en = "Expected the URL of a database in PostgreSQL or SQLite, but found none. Give one such as postgresql+psycopg://user@host:5432/name or sqlite:////folder/file."
    fa = "نشانی پایگاه داده‌ای در PostgreSQL یا SQLite انتظار می‌رفت، ولی چنین نیست. نشانی‌ای مانند postgresql+psycopg://user@host:5432/name یا sqlite:////folder/file بدهید."


def run(wired: Kartabl, url: str) -> int:
    """Copy the office's rows to the database at `url`, print how many, prove every case there; return 1 where one differs."""
    if not is_database(url):
        raise NotADatabase
    if make_url(url) == make_url(wired.settings.database_url):
        raise SameDatabase(url=make_url(url).render_as_string(hide_password=True))
    target = open_engine(url, **ENGINE_OPTIONS)
    try:
        upgrade(target, [MIGRATIONS])
        tell(copy(wired.store.engine, target))
        return proven(office_in(SqlStore(target), wired.settings))
    finally:
        target.dispose()


def tell(counts: Mapping[str, int]) -> None:
    """Print how many rows each table has."""
    for table, count in counts.items():
        if count:
            click.echo(f"{count:>12,}  {table}")
    click.echo(f"{sum(counts.values()):>12,}  rows in {len(counts)} tables")


def proven(office: Office) -> int:
    """Prove every case of an office, and print what that gave; return 1 where one differs."""
    return replay.run(office, None, as_json=False)
