"""The schema of the SQL store: brought up to date by migrations, in one transaction, when an installation starts.

A host with tables of its own gives the folders of its migrations; they stand beside the engine's as a branch with a
label of its own (`branch_labels`, `depends_on` a revision of the engine's where they refer to its tables).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from engine.errors import AsTyped, Broken
from engine.store.away import answering, unbound, written
from engine.store.tables import Base

MIGRATIONS = Path(__file__).parent / "migrations"
UPGRADE_LOCK = 0x6B617274
"""Key of PostgreSQL's advisory lock that lets one process migrate at a time."""


class NewerSchema(Broken):
    en = (
        "Expected a database of this version of Kartabl or an older one, but it is at {found}, which is unknown here: a "
        "newer version has been at work. Run that version, or restore a backup from before it."
    )
    fa = (
        "انتظار می‌رفت پایگاه داده از همین نسخهٔ کارتابل یا نسخه‌ای پیش از آن باشد، ولی در {found} است که اینجا شناخته نیست: نسخه‌ای "
        "تازه‌تر با آن کار کرده است. همان نسخه را اجرا کنید یا پشتیبانِ پیش از آن را برگردانید."
    )


class OthersTables(Broken):
    en = (
        "Expected in {place} a database that is empty or Kartabl's own, but found {tables} there, and no note of which version of "
        "Kartabl made them: it is something else's. Name Kartabl's own, or an empty one (KARTABL_DATABASE_URL); if it was Kartabl's, "
        "put a backup back into an empty one (`kartabl restore`)."
    )
    fa = (
        "در {place} پایگاه داده‌ای تهی یا از آنِ خود کارتابل انتظار می‌رفت، ولی {tables} در آن است و نوشته‌ای نیست که کدام "
        "نسخهٔ کارتابل آن‌ها را ساخته است: از آنِ برنامهٔ دیگری است. پایگاه خود کارتابل یا پایگاهی تهی را نام ببرید (KARTABL_DATABASE_URL)؛ اگر از "
        "کارتابل بوده است، پشتیبان را در پایگاهی تهی برگردانید (`kartabl restore`)."
    )


class BrokenReferences(Broken):
    en = "Expected every row to refer to one that is there, but after the migration {count} do not, first in {table}. Nothing was changed."
    fa = "انتظار می‌رفت هر ردیف به ردیفی موجود اشاره کند، ولی پس از کوچ {count} ردیف چنین نیست، نخست در {table}. چیزی تغییر نکرد."


def upgrade(engine: Engine, locations: Sequence[Path] = ()) -> None:
    """Bring the database to the newest revision of every branch, wholly or not at all; raise `NewerSchema`, `OthersTables`."""
    config = _config(locations)
    with answering(), _alone(engine) as connection:
        _known(connection, config)
        config.attributes["connection"] = connection
        command.upgrade(config, "heads")


def is_current(engine: Engine, locations: Sequence[Path] = ()) -> bool:
    """Return whether the database is at the newest revision of every branch; raise `NewerSchema`, `OthersTables`.

    A head that a newer branch depends on is not written down beside it: Alembic keeps the last word of each only.
    """
    with answering(), engine.connect() as connection:
        found = _known(connection, config := _config(locations))
    return found == set(_scripts(config).get_heads(consider_depends_on=True))


def is_begun(engine: Engine, locations: Sequence[Path] = ()) -> bool:
    """Return whether the database has ever been brought to a revision; raise `NewerSchema`, `OthersTables`."""
    with answering(), engine.connect() as connection:
        return bool(_known(connection, _config(locations)))


def _config(locations: Sequence[Path]) -> Config:
    versions = os.pathsep.join(str(path) for path in (MIGRATIONS / "versions", *locations))
    config = Config()
    # "%" would begin an interpolation
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("version_locations", versions.replace("%", "%%"))
    return config


def _scripts(config: Config) -> ScriptDirectory:
    return ScriptDirectory.from_config(config)


def _known(connection: Connection, config: Config) -> set[str]:
    """Return the revisions the database is at; raise `NewerSchema` where one of them is not among the scripts.

    Raise `OthersTables` where there is none, but tables of our names. They are looked for before the revisions are read again:
    another process may be making them, and both are there at once.
    """
    if (
        not (found := _revisions(connection))
        and (tables := _ours(connection))
        and not (found := _revisions(connection))
    ):
        raise OthersTables(place=AsTyped(written(connection.engine.url)), tables=AsTyped(", ".join(tables)))
    known = {script.revision for script in _scripts(config).walk_revisions()}
    if found - known:
        raise NewerSchema(found=AsTyped(", ".join(sorted(found - known))))
    return found


def _revisions(connection: Connection) -> set[str]:
    return set(MigrationContext.configure(connection).get_current_heads())


def _ours(connection: Connection) -> list[str]:
    return sorted(Base.metadata.tables.keys() & set(inspect(connection).get_table_names()))


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Open a transaction in which nobody else migrates.

    SQLite's way to alter a table is to make another and drop the first, which its foreign keys would not survive: they
    rest while it is done and are checked at the end. The switch does nothing inside a transaction, hence before it.
    """
    with engine.connect().execution_options(kartabl_writes=True) as connection:
        if engine.dialect.name == "sqlite":
            with _without_foreign_keys(connection), connection.begin():
                yield connection
                _check_references(connection)
        else:
            with connection.begin(), unbound(connection):
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({UPGRADE_LOCK})")
                yield connection


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


def _check_references(connection: Connection) -> None:
    faults = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if faults:
        raise BrokenReferences(count=len(faults), table=faults[0][0])
