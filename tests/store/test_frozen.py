"""A PostgreSQL that takes connections and never answers: it is waited for as long as was said, and then it is away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from sqlalchemy import Engine, text

from engine.store.away import DatabaseAway, Waits, within
from engine.store.sql import SqlStore, open_engine
from tests.postgres import Server
from tests.store.backends import migrated_postgres

pytestmark = pytest.mark.postgres
AT_MOST = 40.0
"""Seconds after which a test waits no more; what is tested takes a few."""
PUT = text("INSERT INTO source VALUES ('d', 'x')")


@pytest.fixture
def engine(postgres: Server) -> Iterator[Engine]:
    """An engine of a database that is waited for for a moment, with a connection that is kept."""
    with migrated_postgres() as migrated:
        url = migrated.url.render_as_string(hide_password=False)
        made = open_engine(url, Waits(connect=2, statement=1), pool_pre_ping=True, hide_parameters=True)
        read(made)
        yield made
        made.dispose()


def read(engine: Engine) -> None:
    with SqlStore(engine).reading() as unit:
        unit.session.execute(text("SELECT 1"))


def rows(engine: Engine) -> int:
    with SqlStore(engine).reading() as unit:
        return int(unit.session.scalar(text("SELECT count(*) FROM source")) or 0)


def fault_of(what: Callable[[ExitStack], None]) -> BaseException | None:
    """Return what comes of something that freezes the server; None where nothing does for a long time."""
    with ThreadPoolExecutor(1) as pool, ExitStack() as frozen:
        doing = pool.submit(what, frozen)
        try:
            return doing.exception(AT_MOST)
        except TimeoutError:
            return None


def test_a_connection_that_was_kept_is_given_up_and_the_next_unit_works(engine: Engine, postgres: Server) -> None:
    def ask(frozen: ExitStack) -> None:
        frozen.enter_context(postgres.frozen())
        read(engine)

    assert isinstance(fault_of(ask), DatabaseAway)
    read(engine)


def test_a_statement_within_a_transaction_is_given_up_and_nothing_is_kept(engine: Engine, postgres: Server) -> None:
    def write(frozen: ExitStack) -> None:
        with SqlStore(engine).writing() as unit:
            unit.session.execute(PUT)
            frozen.enter_context(postgres.frozen())
            unit.session.execute(text("SELECT 1"))

    fault = fault_of(write)
    assert isinstance(fault, DatabaseAway)
    assert "NoAnswer" in str(fault)
    assert "no answer within 6 s" in str(fault.__cause__), "the statement's one second, and five for the way"
    assert rows(engine) == 0


def test_a_commit_that_is_not_answered_is_one_error_too(engine: Engine, postgres: Server) -> None:
    def write(frozen: ExitStack) -> None:
        with SqlStore(engine).writing() as unit:
            unit.session.execute(PUT)
            frozen.enter_context(postgres.frozen())

    assert isinstance(fault_of(write), DatabaseAway)
    read(engine)


def test_who_has_less_time_waits_less(engine: Engine, postgres: Server) -> None:
    def ask(frozen: ExitStack) -> None:
        frozen.enter_context(postgres.frozen())
        with within(0.1):
            read(engine)

    fault = fault_of(ask)
    assert isinstance(fault, DatabaseAway)
    assert "no time was left" in str(fault.__cause__), "to connect anew, once the kept connection had not answered"
    read(engine)


def test_who_waits_for_the_one_before_to_fill_a_database_is_not_given_up(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.away.SLACK", 0)
    first, second = (SqlStore(open_engine(url, Waits(statement=1))) for url in [postgres.new_database()] * 2)

    def wait() -> None:
        with second.alone():
            pass

    with ThreadPoolExecutor(1) as pool:
        with first.alone():
            waiting = pool.submit(wait)
            with pytest.raises(TimeoutError):
                waiting.result(2)
        waiting.result(AT_MOST)
    for store in (first, second):
        store.engine.dispose()
