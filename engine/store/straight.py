"""A session that goes straight to its connection with a statement that has nothing to do with mapped objects.

The session's own way through the mapping costs as much again as all else that is done in Python for a statement; nearly every
statement of the store and of the office asks for columns, or writes rows that are no objects.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import CompoundSelect, Delete, Executable, Insert, Result, Select, Table, Update, inspect
from sqlalchemy.orm import Session

_KNOWN: MutableMapping[Executable, bool] = WeakKeyDictionary()
"""Of statements that were made once and for all, and are asked again and again: whether they are straight."""


class StraightSession(Session):
    """A session for which only what gives or changes mapped objects goes through the mapping."""

    def execute(self, statement: Executable, params: Any = None, **options: Any) -> Result[Any]:
        """Execute a statement; what was changed of objects is written before it, as ever."""
        if options or not is_straight(statement):
            return super().execute(statement, params, **options)
        self.flush()
        if isinstance(params, list) and len(params) == 1:  # several at once cost PostgreSQL's driver as much again
            [params] = params
        return self.connection().execute(statement, params)

    def scalar(self, statement: Executable, params: Any = None, **options: Any) -> Any:
        """Execute a statement and return the first value of what it gives, or None."""
        return self.execute(statement, params, **options).scalar()


def is_straight(statement: Executable) -> bool:
    """Return whether a statement asks for columns only, or writes into a table; not where it names a mapped class as such."""
    known = _KNOWN.get(statement)
    if known is None:
        known = _KNOWN[statement] = _is_straight(statement)
    return known


def _is_straight(statement: Executable) -> bool:
    if isinstance(statement, Select):
        return not any(_is_mapped(each["expr"]) for each in statement.column_descriptions)
    if isinstance(statement, CompoundSelect):
        return all(isinstance(one, Select | CompoundSelect) and is_straight(one) for one in statement.selects)
    return isinstance(statement, Insert | Update | Delete) and type(statement.table) is Table


def _is_mapped(asked: Any) -> bool:
    """Return whether what a question asks for is a mapped class, or an alias of one."""
    found = inspect(asked, raiseerr=False)
    return found is not None and (getattr(found, "is_mapper", False) or getattr(found, "is_aliased_class", False))
