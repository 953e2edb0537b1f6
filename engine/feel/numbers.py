"""Numbers: Decimals of 34 significant digits, as IEEE 754 decimal128 and the standard have them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from engine.feel.errors import FeelEvaluationError
from engine.feel.limits import too_big_number

context = Context(
    prec=34,
    rounding=ROUND_HALF_EVEN,
    Emax=6144,
    Emin=-6143,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
roundings = {
    "decimal": ROUND_HALF_EVEN,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
    "round up": ROUND_UP,
    "round down": ROUND_DOWN,
    "round half up": ROUND_HALF_UP,
    "round half down": ROUND_HALF_DOWN,
}
one = Decimal(1)


def reckon(operation: Callable[..., Decimal], *numbers: Decimal) -> Decimal | None:
    """Return `operation(*numbers)`; None where it is undefined; raise `FeelEvaluationError` where it is too big."""
    try:
        return operation(*numbers)
    except Overflow as cause:
        raise FeelEvaluationError(too_big_number) from cause
    except (InvalidOperation, DivisionByZero):
        return None


def power(base: Decimal, exponent: Decimal) -> Decimal | None:
    """Return `base ** exponent`; 1 for an exponent of 0, None for the root of a negative number and for 0 to one below 0."""
    if not exponent:
        return one
    if not base and exponent < 0:
        return None  # a division by zero, for which the library has no error here
    return reckon(context.power, base, exponent)


def modulo(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """Return the rest with the sign of the divisor, exactly; None for a divisor of 0."""
    rest = reckon(context.remainder, dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        return context.add(rest, divisor)
    return rest


def rounded(number: Decimal, scale: int, rounding: str) -> Decimal | None:
    """Return `number` with at most `scale` digits after the point; None for a scale beyond decimal128's."""
    if not -6111 <= scale <= 6176:
        return None
    if int(number.as_tuple().exponent) >= -scale:
        return number
    return number.quantize(Decimal((0, (1,), -scale)), rounding, context)


def whole(number: Decimal, bound: int = 10**9) -> int | None:
    """Return `number` as an int; None if it has a fraction or is beyond ±`bound`."""
    if abs(number) > bound or number != number.to_integral_value():
        return None
    return int(number)


def written(number: Decimal) -> str:
    """Return `number` in plain digits, without zeros that say nothing."""
    plain = format(number, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain
