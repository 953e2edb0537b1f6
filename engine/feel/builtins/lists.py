"""List functions and `sort` (chapters 10.3.4.4 and 10.3.4.9); positions count from 1, or backwards from -1."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from engine.feel.builtins.registry import builtin
from engine.feel.builtins.strings import slice_start
from engine.feel.comparing import equal
from engine.feel.errors import FeelEvaluationError
from engine.feel.kinds import Callee
from engine.feel.limits import Purse, max_data_depth, too_deep
from engine.feel.numbers import whole


@builtin("list contains(list: list, element: any)")
def _contains(purse: Purse, items: list[Any], element: Any) -> bool:
    purse.items(len(items))
    return any(equal(item, element, purse) for item in items)


@builtin("count(list: list)")
def _count(purse: Purse, items: list[Any]) -> Decimal:
    return Decimal(len(items))


@builtin("all(list: list)", "all(...list: any)")
def _all(purse: Purse, *given: Any) -> bool | None:
    return _logic(purse, given, False)


@builtin("any(list: list)", "any(...list: any)")
def _any(purse: Purse, *given: Any) -> bool | None:
    return _logic(purse, given, True)


def _logic(purse: Purse, given: tuple[Any, ...], decides: bool) -> bool | None:
    items = spread(given)
    purse.items(len(items))
    if any(item is decides for item in items):
        return decides
    return not decides if all(type(item) is bool for item in items) else None


def spread(given: tuple[Any, ...]) -> list[Any]:
    """Return the items of the only argument if it is a list, or else the arguments themselves."""
    return given[0] if len(given) == 1 and type(given[0]) is list else list(given)


@builtin("sublist(list: list, start position: number, length?: number)")
def _sublist(purse: Purse, items: list[Any], position: Decimal, length: Decimal | None = None) -> list[Any] | None:
    start = slice_start(position, len(items))
    count = whole(length) if length is not None else len(items)
    if start is None or count is None or count < 0:
        return None
    purse.items(len(items))
    return items[start : start + count]


@builtin("append(list: list, ...item: any)")
def _append(purse: Purse, items: list[Any], *more: Any) -> list[Any]:
    purse.items(len(items) + len(more))
    return [*items, *more]


@builtin("concatenate(...list: list)")
def _concatenate(purse: Purse, *lists: list[Any]) -> list[Any]:
    purse.items(sum(map(len, lists)))
    return [item for items in lists for item in items]


@builtin("insert before(list: list, position: number, newItem: any)")
def _insert(purse: Purse, items: list[Any], position: Decimal, new: Any) -> list[Any] | None:
    purse.items(len(items) + 1)
    start = len(items) if position == len(items) + 1 else slice_start(position, len(items))
    return None if start is None else [*items[:start], new, *items[start:]]


@builtin("remove(list: list, position: number)")
def _remove(purse: Purse, items: list[Any], position: Decimal) -> list[Any] | None:
    purse.items(len(items))
    start = slice_start(position, len(items))
    return None if start is None else [*items[:start], *items[start + 1 :]]


@builtin("list replace(list: list, position: number, newItem: any)")
def _replace_at(purse: Purse, items: list[Any], position: Decimal, new: Any) -> list[Any] | None:
    purse.items(len(items))
    start = slice_start(position, len(items))
    return None if start is None else [*items[:start], new, *items[start + 1 :]]


@builtin("list replace(list: list, match: function, newItem: any)")
def _replace_matching(purse: Purse, items: list[Any], match: Callee, new: Any) -> list[Any] | None:
    purse.items(len(items))
    if len(match.parameters) != 2:
        return None
    return [new if match.call(purse, [item, new]) is True else item for item in items]


@builtin("reverse(list: list)")
def _reverse(purse: Purse, items: list[Any]) -> list[Any]:
    purse.items(len(items))
    return items[::-1]


@builtin("index of(list: list, match: any)")
def _index_of(purse: Purse, items: list[Any], match: Any) -> list[Any]:
    purse.items(len(items))
    return [Decimal(place) for place, item in enumerate(items, 1) if equal(item, match, purse)]


@builtin("distinct values(list: list)")
def _distinct(purse: Purse, items: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for item in items:
        purse.items(len(kept) + 1)
        if not any(equal(item, other, purse) for other in kept):
            kept.append(item)
    return kept


@builtin("union(...list: list)")
def _union(purse: Purse, *lists: list[Any]) -> list[Any]:
    return _distinct(purse, _concatenate(purse, *lists))


@builtin("flatten(list: list)")
def _flatten(purse: Purse, items: list[Any], depth: int = 0) -> list[Any]:
    if depth > max_data_depth:
        raise FeelEvaluationError(too_deep)
    flat: list[Any] = []
    for item in items:
        purse.spend(1)
        flat.extend(_flatten(purse, item, depth + 1) if type(item) is list else [item])
    purse.items(len(flat))
    return flat


@builtin("sort(list: list, precedes: function)")
def _sort(purse: Purse, items: list[Any], precedes: Callee) -> list[Any] | None:
    purse.items(len(items))
    if len(precedes.parameters) != 2:
        return None

    def order(left: Any, right: Any) -> int:
        purse.spend(1)
        if precedes.call(purse, [left, right]) is True:
            return -1
        return 1 if precedes.call(purse, [right, left]) is True else 0

    return sorted(items, key=cmp_to_key(order))
