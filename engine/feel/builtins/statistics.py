"""List functions that reckon (chapter 10.3.4.4): least and greatest, sums and averages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from engine.feel.builtins.lists import spread
from engine.feel.builtins.registry import builtin
from engine.feel.comparing import compare
from engine.feel.limits import Purse
from engine.feel.numbers import context, one, reckon

Reckoner = TypeVar("Reckoner", bound=Callable[[Purse, list[Decimal]], Any])


@builtin("min(list: list)", "min(...list: any)")
def _min(purse: Purse, *given: Any) -> Any:
    return _extreme(purse, spread(given), -1)


@builtin("max(list: list)", "max(...list: any)")
def _max(purse: Purse, *given: Any) -> Any:
    return _extreme(purse, spread(given), 1)


def _extreme(purse: Purse, items: list[Any], wanted: int) -> Any:
    purse.items(len(items))
    if not items or compare(items[0], items[0]) is None:
        return None
    best = items[0]
    for item in items[1:]:
        order = compare(item, best)
        if order is None:
            return None
        best = item if order == wanted else best
    return best


def _of_numbers(name: str) -> Callable[[Reckoner], Reckoner]:
    """Register what works on numbers only: anything else in the list, and a list too short, give null."""

    def register(reckoner: Reckoner) -> Reckoner:
        @builtin(f"{name}(list: list)", f"{name}(...list: any)")
        def run(purse: Purse, *given: Any) -> Any:
            items = spread(given)
            purse.items(len(items))
            return reckoner(purse, items) if all(type(item) is Decimal for item in items) else None

        return reckoner

    return register


def _total(items: list[Decimal], operation: Callable[..., Decimal], start: Decimal) -> Decimal | None:
    total: Decimal | None = start
    for item in items:
        total = reckon(operation, total, item) if total is not None else None
    return total


@_of_numbers("sum")
def _sum(purse: Purse, items: list[Decimal]) -> Decimal | None:
    return _total(items, context.add, Decimal(0)) if items else None


@_of_numbers("product")
def _product(purse: Purse, items: list[Decimal]) -> Decimal | None:
    return _total(items, context.multiply, one) if items else None


@_of_numbers("mean")
def _mean(purse: Purse, items: list[Decimal]) -> Decimal | None:
    total = _sum(purse, items)
    return None if total is None else context.divide(total, Decimal(len(items)))


@_of_numbers("median")
def _median(purse: Purse, items: list[Decimal]) -> Decimal | None:
    purse.items(len(items))
    ordered, half = sorted(items), len(items) // 2
    if not ordered or len(ordered) % 2:
        return ordered[half] if ordered else None
    return _mean(purse, ordered[half - 1 : half + 1])


@_of_numbers("stddev")
def _stddev(purse: Purse, items: list[Decimal]) -> Decimal | None:
    mean = _mean(purse, items)
    if mean is None or len(items) < 2:
        return None
    distances = [reckon(context.subtract, item, mean) or Decimal(0) for item in items]
    squares = [reckon(context.multiply, distance, distance) or Decimal(0) for distance in distances]
    total = _total(squares, context.add, Decimal(0))
    return None if total is None else context.sqrt(context.divide(total, Decimal(len(items) - 1)))


@_of_numbers("mode")
def _mode(purse: Purse, items: list[Decimal]) -> list[Decimal]:
    purse.items(len(items))
    counted = Counter(items)
    most = max(counted.values(), default=0)
    return sorted(number for number, count in counted.items() if count == most)
