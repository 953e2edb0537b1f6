"""Numeric and boolean functions (chapters 10.3.4.2 and 10.3.4.5 of the standard)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from engine.feel import numbers
from engine.feel.arithmetic import negate
from engine.feel.builtins.registry import builtin
from engine.feel.limits import Purse
from engine.values import YearsMonths


@builtin("not(negand: any)")
def _not(purse: Purse, negand: Any) -> bool | None:
    return not negand if type(negand) is bool else None


def _rounding(name: str) -> Callable[..., Decimal | None]:
    def run(purse: Purse, number: Decimal, scale: Decimal | None = None) -> Decimal | None:
        places = numbers.whole(scale) if scale is not None else 0
        return None if places is None else numbers.rounded(number, places, numbers.roundings[name])

    return run


for _name in ("floor", "ceiling"):
    builtin(f"{_name}(n: number, scale?: number)")(_rounding(_name))
for _name in ("decimal", "round up", "round down", "round half up", "round half down"):
    builtin(f"{_name}(n: number, scale: number)")(_rounding(_name))


@builtin("abs(n: amount)")
def _abs(purse: Purse, n: Any) -> Any:
    if type(n) is Decimal:
        return n.copy_abs()
    return negate(n) if n < (YearsMonths(0) if type(n) is YearsMonths else timedelta()) else n


@builtin("modulo(dividend: number, divisor: number)")
def _modulo(purse: Purse, dividend: Decimal, divisor: Decimal) -> Decimal | None:
    return numbers.modulo(dividend, divisor) if divisor else None


@builtin("sqrt(number: number)")
def _sqrt(purse: Purse, number: Decimal) -> Decimal | None:
    purse.spend(20)
    return numbers.reckon(numbers.context.sqrt, number)


@builtin("log(number: number)")
def _log(purse: Purse, number: Decimal) -> Decimal | None:
    purse.spend(20)
    return numbers.reckon(numbers.context.ln, number) if number > 0 else None


@builtin("exp(number: number)")
def _exp(purse: Purse, number: Decimal) -> Decimal | None:
    purse.spend(20)
    return numbers.reckon(numbers.context.exp, number)


@builtin("odd(number: number)")
def _odd(purse: Purse, number: Decimal) -> bool | None:
    return _parity(number, 1)


@builtin("even(number: number)")
def _even(purse: Purse, number: Decimal) -> bool | None:
    return _parity(number, 0)


def _parity(number: Decimal, wanted: int) -> bool | None:
    return int(number) % 2 == wanted if number == number.to_integral_value() else None
