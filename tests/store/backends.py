"""The stores that must keep one contract. Another database is one more entry in `DATABASES`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from sqlalchemy import Engine

from engine.store.memory import MemoryStore
from engine.store.port import Store
from engine.store.schema import upgrade
from engine.store.sql import SqlStore, open_engine
from tests.postgres import shared


@contextmanager
def sqlite(folder: Path) -> Iterator[Engine]:
    """Give an empty database in a file of `folder`."""
    engine = open_engine(f"sqlite:///{folder / 'store.db'}")
    yield engine
    engine.dispose()


@contextmanager
def postgres(_folder: Path) -> Iterator[Engine]:
    """Give an empty database of the tests' own PostgreSQL."""
    engine = open_engine(shared().new_database())
    yield engine
    engine.dispose()


DATABASES: dict[str, Callable[[Path], AbstractContextManager[Engine]]] = {"sqlite": sqlite, "postgres": postgres}


@contextmanager
def memory(_folder: Path) -> Iterator[MemoryStore]:
    """Give a store in memory."""
    yield MemoryStore()


@contextmanager
def in_sql(database: str, folder: Path) -> Iterator[SqlStore]:
    """Give a store in such a database, its schema made by the migrations."""
    with migrated_postgres() if database == "postgres" else DATABASES[database](folder) as engine:
        if database != "postgres":
            upgrade(engine)
        yield SqlStore(engine)


@contextmanager
def migrated_postgres() -> Iterator[Engine]:
    """Give a copy of a database that was migrated once: faster than to migrate each."""
    engine = open_engine(shared().new_database(_migrated()))
    yield engine
    engine.dispose()


@cache
def _migrated() -> str:
    url = shared().new_database()
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


BACKENDS: dict[str, Callable[[Path], AbstractContextManager[Store]]] = {
    "memory": memory,
    **{name: partial(in_sql, name) for name in DATABASES},
}


def each_of(kinds: Iterable[str]) -> list[ParameterSet]:
    """Return the kinds as parameters of a fixture, those that need a server marked."""
    return [pytest.param(kind, marks=pytest.mark.postgres if kind == "postgres" else ()) for kind in kinds]
