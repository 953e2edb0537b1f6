"""The migrations: they make what the metadata says, as a whole or not at all, and a history nobody can change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect
from sqlalchemy.exc import DatabaseError

from engine.store.schema import BrokenReferences, NewerSchema, is_current, upgrade
from engine.store.sql import SqlStore
from engine.store.tables import TABLES, Base
from tests.store.moves import move, put, state

FIRST = "0001"
"""The engine's first revision: its tables are there before a host's that refer to them."""
HOST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{revision}", None, ("{label}",), {depends_on!r}

def upgrade():
    op.create_table("unit", sa.Column("id", sa.BigInteger, sa.ForeignKey("instance.id"), primary_key=True))
    {more}
"""


@pytest.fixture
def host_migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "100% host"
    folder.mkdir()
    (folder / "h1.py").write_text(HOST.format(revision="h1", label="office", depends_on=FIRST, more="pass"))
    return folder


def test_the_migrated_schema_is_what_the_metadata_says(sql_store: SqlStore) -> None:
    def ours(thing: Any, _name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
        return kind != "table" or thing.name in TABLES

    with sql_store.engine.connect() as connection:
        options = {"include_object": ours, "compare_type": True, "compare_server_default": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_it_is_the_same_to_the_letter(sql_store: SqlStore, empty: Engine) -> None:
    tables = [table for name, table in Base.metadata.tables.items() if name in TABLES]
    Base.metadata.create_all(empty, tables=tables)
    assert _shape(sql_store.engine) == _shape(empty)


def _shape(engine: Engine) -> dict[str, Any]:
    """Return columns, keys and indices of the engine's tables, as the database tells them."""
    found = inspect(engine)
    return {
        name: [
            [(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(name)],
            found.get_pk_constraint(name),
            sorted(found.get_foreign_keys(name), key=str),
            sorted(found.get_indexes(name), key=str),
        ]
        for name in sorted(TABLES)
    }


def test_a_fresh_database_is_not_current_and_an_upgraded_one_is(empty: Engine) -> None:
    assert not is_current(empty)
    upgrade(empty)
    assert is_current(empty)
    upgrade(empty)
    assert is_current(empty)


def test_a_host_adds_a_branch_of_its_own(empty: Engine, host_migrations: Path) -> None:
    upgrade(empty)
    assert not is_current(empty, [host_migrations])
    upgrade(empty, [host_migrations])
    assert is_current(empty, [host_migrations])
    assert inspect(empty).has_table("unit")


def test_a_branch_that_depends_on_the_newest_tables_of_the_engine_is_current_after_an_upgrade(
    empty: Engine, host_migrations: Path
) -> None:
    script = HOST.format(revision="h1", label="office", depends_on=FIRST, more="pass")
    (host_migrations / "h1.py").write_text(script)
    upgrade(empty)
    assert not is_current(empty, [host_migrations])
    upgrade(empty, [host_migrations])
    assert is_current(empty, [host_migrations])


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty: Engine, host_migrations: Path) -> None:
    (host_migrations / "h1.py").write_text(HOST.format(revision="h1", label="office", depends_on=FIRST, more="1 / 0"))
    with pytest.raises(ZeroDivisionError):
        upgrade(empty, [host_migrations])
    assert inspect(empty).get_table_names() == []


def test_a_migration_that_leaves_a_row_without_its_kin_is_undone(empty: Engine, host_migrations: Path) -> None:
    orphan = """op.execute("INSERT INTO unit VALUES (7)")"""
    (host_migrations / "h1.py").write_text(HOST.format(revision="h1", label="office", depends_on=FIRST, more=orphan))
    with pytest.raises((BrokenReferences, DatabaseError), match="unit"):
        upgrade(empty, [host_migrations])
    assert inspect(empty).get_table_names() == []


def test_after_an_upgrade_foreign_keys_are_kept_again(empty: Engine) -> None:
    upgrade(empty)
    with pytest.raises(DatabaseError, match=r"(?i)foreign key"), empty.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO job (instance, id, element, due) VALUES (7, '1.1', 'wait', '2026-01-03 08:00:00')"
        )


def test_a_database_of_a_newer_version_is_refused(empty: Engine, host_migrations: Path) -> None:
    upgrade(empty, [host_migrations])
    with pytest.raises(NewerSchema, match="h1"):
        upgrade(empty)
    with pytest.raises(NewerSchema, match="h1"):
        is_current(empty)


CHANGES = [
    "UPDATE record SET hash = ''",
    "DELETE FROM record",
    "INSERT INTO record SELECT instance, seq, words, '', hash FROM record WHERE true"
    " ON CONFLICT (instance, seq) DO UPDATE SET packed = ''",
]
CHANGES_OF = {
    "sqlite": [
        "UPDATE OR REPLACE record SET seq = 2",
        "INSERT OR REPLACE INTO record SELECT instance, seq, words, x'', hash FROM record",
    ],
    "postgresql": [
        "TRUNCATE record",
        "TRUNCATE instance CASCADE",
        "SET session_replication_role = replica; DELETE FROM record",
    ],
}


def test_the_database_refuses_to_change_a_record(sql_store: SqlStore) -> None:
    put(sql_store, made := move("c1", state()))
    for statement in CHANGES + CHANGES_OF[sql_store.engine.dialect.name]:
        with pytest.raises(DatabaseError, match="append-only"), sql_store.engine.begin() as connection:
            connection.exec_driver_sql(statement)
        with sql_store.reading() as unit:
            assert unit.records(made.instance) == list(made.records), statement


def test_an_instance_with_a_history_cannot_be_deleted(sql_store: SqlStore) -> None:
    put(sql_store, move("c1", state()))
    sql_store.engine.dispose()  # a connection of its own, not the one that migrated
    with pytest.raises(DatabaseError, match=r"(?i)foreign key"), sql_store.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM instance")
