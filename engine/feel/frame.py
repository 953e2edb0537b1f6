"""What an evaluation reads from: the host's variables, admitted one by one, and the names bound inside the text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.errors import FeelEvaluationError
from engine.feel.kinds import Callee, Range
from engine.feel.limits import Purse, max_data_depth, too_deep
from engine.feel.numbers import context, reckon
from engine.values import NotAValue, Sealed, Value, YearsMonths, type_names

HOSTS = "$"
"""How the names begin under which the host answers built-in functions; no text can say such a name."""
untouched = frozenset({type(None), bool, date, time, datetime, timedelta, YearsMonths})


class Frame:
    """One level of bound names; `local` has them, and under a number the item that a filter looks at."""

    __slots__ = ("local", "purse", "seen", "variables")

    def __init__(
        self, variables: Mapping[str, Value], local: dict[Any, Any], purse: Purse, seen: dict[str, Any]
    ) -> None:
        self.variables = variables
        self.local = local
        self.purse = purse
        self.seen = seen
        """Lists and contexts of the host that were admitted already, by the variable's name."""

    def bind(self, name: Any, value: Any) -> Frame:
        """Return the frame below this one in which `name` is `value`."""
        return Frame(self.variables, {**self.local, name: value}, self.purse, self.seen)

    def read(self, name: str) -> Any:
        """Return the host's variable; None if there is none, `NotAValue` if it is nothing a case can hold."""
        value = self.variables.get(name)
        kind = type(value)
        if kind in untouched:
            return value
        if kind is Decimal or kind is str:
            return admit(value, name, self.purse, 0)
        if name.startswith(HOSTS):
            return value
        if name not in self.seen:
            self.seen[name] = admit(value, name, self.purse, 0)
        return self.seen[name]


def admit(value: Any, path: str, purse: Purse, depth: int) -> Any:
    """Return `value` of the host as evaluation wants it: numbers of 34 digits, plain lists and dicts."""
    kind = type(value)
    if kind in untouched:
        return value
    if isinstance(value, str):
        purse.characters(len(value))
        return str.__str__(value)
    if isinstance(value, list | tuple | Mapping):
        return _admit_many(value, path, purse, depth + 1)
    if kind is Sealed:
        return None  # what names a person is nothing that an expression may depend on
    if isinstance(value, Decimal | int) and kind is not bool:
        number = Decimal(value)
        admitted = reckon(context.plus, number) if number.is_finite() else None
        if admitted is not None:
            return admitted
    raise NotAValue(path=path, expected=type_names, found=kind.__name__)


def _admit_many(value: Any, path: str, purse: Purse, depth: int) -> Any:
    if depth > max_data_depth:
        raise FeelEvaluationError(too_deep)
    purse.items(len(value))
    if not isinstance(value, Mapping):
        return [admit(item, path, purse, depth) for item in value]
    for key in value:
        if not isinstance(key, str):
            raise NotAValue(path=path, expected="text as the key", found=type(key).__name__)
    return {key: admit(item, f"{path}.{key}", purse, depth) for key, item in value.items()}


def release(value: Any, purse: Purse, depth: int = 0) -> Value:
    """Return `value` as the host may have it: ranges and functions, which a case cannot hold, become null."""
    kind = type(value)
    if kind is list or kind is dict:
        if depth > max_data_depth:
            raise FeelEvaluationError(too_deep)
        purse.items(len(value))
        if kind is list:
            return [release(item, purse, depth + 1) for item in value]
        return {key: release(item, purse, depth + 1) for key, item in value.items()}
    return None if kind is Range or kind is Callee else value
