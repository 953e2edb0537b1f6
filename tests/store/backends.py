"""The stores that must keep one contract. Another database is one more entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from engine.store.memory import MemoryStore
from engine.store.port import Store
from engine.store.schema import upgrade
from engine.store.sql import SqlStore, open_engine


@contextmanager
def memory(_folder: Path) -> Iterator[MemoryStore]:
    """Give a store in memory."""
    yield MemoryStore()


@contextmanager
def sqlite(folder: Path) -> Iterator[SqlStore]:
    """Give a store in a file, its schema made by the migrations."""
    engine = open_engine(sqlite_url(folder))
    upgrade(engine)
    yield SqlStore(engine)
    engine.dispose()


def sqlite_url(folder: Path) -> str:
    """Return the address of the file in `folder`."""
    return f"sqlite:///{folder / 'store.db'}"


BACKENDS: dict[str, Callable[[Path], AbstractContextManager[Store]]] = {"memory": memory, "sqlite": sqlite}
SQL_BACKENDS: dict[str, Callable[[Path], AbstractContextManager[SqlStore]]] = {"sqlite": sqlite}
