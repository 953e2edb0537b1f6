"""Definitions in a store: kept once, read back as they were deployed."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from engine.definition import Source, define
from engine.store.port import NoSuchDefinition, Store
from engine.store.sql import SqlStore
from tests.engine.cases import line
from tests.store.moves import PLAIN, move, put_and_fail, state

DIAGRAM = line("do").sources[0]
FORM = Source(kind="form", name="ask.form", content='{"متن": 1}'.encode())


def test_a_definition_is_read_back_equal(store: Store) -> None:
    given = define("p", [FORM, DIAGRAM], time_zone="Asia/Tehran")
    with store.writing() as unit:
        unit.define(given)
    with store.reading() as unit:
        found = unit.definition(given.digest)
    assert found == given
    assert (found.digest, found.main.id) == (given.digest, "p")


def test_keeping_a_definition_again_changes_nothing(sql_store: SqlStore) -> None:
    given = [define("p", [DIAGRAM, FORM]), define("p", [DIAGRAM]), define("p", [DIAGRAM, FORM])]
    for each in [*given, *given]:
        with sql_store.writing() as unit:
            unit.define(each)
    with sql_store.engine.connect() as connection:
        counts = [connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("definition", "source")]
    assert counts == [2, 2]


def test_a_store_opened_anew_reads_it_too(sql_store: SqlStore) -> None:
    given = define("p", [DIAGRAM, FORM])
    with sql_store.writing() as unit:
        unit.define(given)
    with SqlStore(sql_store.engine).reading() as unit:
        assert unit.definition(given.digest) == given


def test_one_file_under_two_names_is_two_sources(store: Store) -> None:
    given = define("p", [DIAGRAM, FORM, Source(kind="form", name="again.form", content=FORM.content)])
    with store.writing() as unit:
        unit.define(given)
    with store.reading() as unit:
        assert unit.definition(given.digest) == given


def test_an_unknown_definition_is_said_so(store: Store) -> None:
    with store.reading() as unit, pytest.raises(NoSuchDefinition, match="abc"):
        unit.definition("abc")


def test_the_definition_of_a_unit_that_failed_is_not_kept(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        put_and_fail(store, move("c1", state()))
    with store.reading() as unit, pytest.raises(NoSuchDefinition):
        unit.definition(PLAIN.digest)
