"""The stores that must keep one contract. Another database is one more entry in `DATABASES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from engine.store.memory import MemoryStore
from engine.store.port import Store
from engine.store.schema import upgrade
from engine.store.sql import SqlStore, open_engine


@contextmanager
def sqlite(folder: Path) -> Iterator[Engine]:
    """Give an empty database in a file of `folder`."""
    engine = open_engine(f"sqlite:///{folder / 'store.db'}")
    yield engine
    engine.dispose()


DATABASES: dict[str, Callable[[Path], AbstractContextManager[Engine]]] = {"sqlite": sqlite}


@contextmanager
def memory(_folder: Path) -> Iterator[MemoryStore]:
    """Give a store in memory."""
    yield MemoryStore()


@contextmanager
def in_sql(database: str, folder: Path) -> Iterator[SqlStore]:
    """Give a store in such a database, its schema made by the migrations."""
    with DATABASES[database](folder) as engine:
        upgrade(engine)
        yield SqlStore(engine)


BACKENDS: dict[str, Callable[[Path], AbstractContextManager[Store]]] = {
    "memory": memory,
    **{name: partial(in_sql, name) for name in DATABASES},
}
