"""A database that is busy, full or away: one error, nothing half kept, and the next unit works."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from engine.store import sql
from engine.store.away import DatabaseAway, Waits, connect_arguments
from engine.store.schema import is_current, upgrade
from engine.store.sql import SqlStore, open_engine
from tests.postgres import Server
from tests.store.backends import migrated_postgres

BOUNDS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
NOBODY = "postgresql+psycopg://kartabl@127.0.0.1:1/kartabl"


def bounds_of(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return [str(connection.scalar(text(f"SHOW {name}"))) for name in BOUNDS]


def url_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


@pytest.mark.postgres
def test_every_connection_waits_as_long_as_was_said(postgres: Server) -> None:
    url = postgres.new_database()
    waits = Waits(statement=7, lock=3, idle=9)
    engine = open_engine(url, waits)
    assert bounds_of(engine) == ["7s", "3s", "9s"]
    engine.dispose()
    patient = open_engine(url, waits.patient())
    assert bounds_of(patient) == ["0", "3s", "0"]
    patient.dispose()


@pytest.mark.postgres
def test_a_statement_that_takes_too_long_is_ended_and_the_next_unit_works(postgres: Server) -> None:
    store = SqlStore(open_engine(postgres.new_database(), Waits(statement=1)))
    with pytest.raises(DatabaseAway, match="QueryCanceled"), store.reading() as unit:
        unit.session.execute(text("SELECT pg_sleep(20)"))
    with store.reading() as unit:
        assert unit.session.scalar(text("SELECT 1")) == 1
    store.engine.dispose()


@pytest.mark.postgres
def test_who_waits_too_long_for_another_is_told_so() -> None:
    with migrated_postgres() as engine:
        other = SqlStore(open_engine(url_of(engine), Waits(lock=1)))
        with engine.begin() as first:
            first.execute(text("LOCK TABLE instance"))
            with pytest.raises(DatabaseAway, match="LockNotAvailable"), other.writing() as unit:
                unit.session.execute(text("LOCK TABLE instance"))
        other.engine.dispose()


@pytest.mark.postgres
def test_a_connection_that_is_lost_keeps_nothing_and_the_next_unit_works(postgres: Server) -> None:
    with migrated_postgres() as engine:
        store = SqlStore(engine)

        def write() -> None:
            with store.writing() as unit:
                unit.session.execute(text("INSERT INTO source VALUES ('d', 'x')"))
                postgres.throw_out(url_of(engine))
                unit.session.execute(text("SELECT 1"))

        with pytest.raises(DatabaseAway):
            write()
        with store.reading() as unit:
            assert unit.session.scalar(text("SELECT count(*) FROM source")) == 0


def test_a_server_that_is_not_there_is_one_error_everywhere() -> None:
    engine = open_engine(NOBODY, Waits(connect=1))
    with pytest.raises(DatabaseAway), SqlStore(engine).reading() as unit:
        unit.session.execute(text("SELECT 1"))
    with pytest.raises(DatabaseAway):
        upgrade(engine)
    with pytest.raises(DatabaseAway):
        is_current(engine)


def test_all_connections_taken_is_one_error_too(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'one.db'}", pool_size=1, max_overflow=0, pool_timeout=0.01)
    store = SqlStore(engine)
    with store.reading() as first:
        first.session.execute(text("SELECT 1"))
        with pytest.raises(DatabaseAway, match="PoolExhausted"), store.reading() as second:
            second.session.execute(text("SELECT 1"))
    engine.dispose()


def test_writers_of_a_process_queue_before_sqlite_and_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they waited in SQLite, which sleeps in between, one in twenty waited eight times as long as most."""
    monkeypatch.setattr(sql, "TURN_SECONDS", 0.01)
    engine = open_engine(f"sqlite:///{tmp_path / 'one.db'}")
    begun: list[object] = []
    event.listen(engine, "begin", begun.append)
    store = SqlStore(engine)
    with store.writing() as first:
        first.session.execute(text("SELECT 1"))
        with pytest.raises(DatabaseAway, match="SQLITE_BUSY"), store.writing() as second:
            second.session.execute(text("SELECT 1"))
        with store.reading() as reader:
            assert reader.session.scalar(text("SELECT 1")) == 1
    assert len(begun) == 2  # the first writer's, and the reader's, whom nobody keeps
    with store.writing() as after:
        assert after.session.scalar(text("SELECT 1")) == 1
    engine.dispose()


def test_a_writer_that_fails_lets_the_next_one_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "TURN_SECONDS", 0.01)
    store = SqlStore(open_engine(f"sqlite:///{tmp_path / 'one.db'}"))
    with pytest.raises(OperationalError), store.writing() as first:
        first.session.execute(text("SELECT * FROM no_table"))
    with store.writing() as after:
        assert after.session.scalar(text("SELECT 1")) == 1
    store.engine.dispose()


def test_a_file_that_is_full_is_away_and_what_was_there_stays(tmp_path: Path) -> None:
    store = SqlStore(open_engine(f"sqlite:///{tmp_path / 'full.db'}", pool_size=1, max_overflow=0))
    upgrade(store.engine)
    with store.engine.connect() as connection:
        pages = connection.scalar(text("PRAGMA page_count"))
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    put = text("INSERT INTO source VALUES (:digest, :content)")
    with pytest.raises(DatabaseAway, match="SQLITE_FULL"), store.writing() as unit:
        unit.session.execute(put, {"digest": "d", "content": b"x" * 100_000})
    with store.reading() as unit:
        assert unit.session.scalar(text("SELECT count(*) FROM source")) == 0
    store.engine.dispose()


def test_an_error_of_ours_is_not_taken_for_a_database_that_is_away(tmp_path: Path) -> None:
    store = SqlStore(open_engine(f"sqlite:///{tmp_path / 'empty.db'}"))
    with pytest.raises(OperationalError, match="no such table"), store.reading() as unit:
        unit.session.execute(text("SELECT * FROM no_table"))
    store.engine.dispose()


def test_what_the_url_says_goes_before() -> None:
    found = connect_arguments(f"{NOBODY}?connect_timeout=3&application_name=mine", Waits())
    assert not found.keys() & {"connect_timeout", "application_name"}
    assert found["keepalives_idle"] == 30
    assert connect_arguments("sqlite://", Waits()) == {}
