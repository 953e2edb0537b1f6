"""Values before, between and after the points that the cells of a column mention, by kind of value.

Beside the *diagram*, inside `analysis`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from engine.feel.numbers import context
from engine.values import YearsMonths

_DAY: Final = timedelta(days=1)
_MIDDAY: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Kind:
    """How values of one kind are ordered: a value below, between (strictly) and above points; None where none is."""

    below: Callable[[Any], Any]
    between: Callable[[Any, Any], Any]
    above: Callable[[Any], Any]
    anything: Any


def _number_between(low: Decimal, high: Decimal) -> Decimal | None:
    middle = context.divide(context.add(low, high), Decimal(2))
    return middle if low < middle < high else None


def _date_at(day: date, days: int) -> date | None:
    place = day.toordinal() + days
    return date.fromordinal(place) if 1 <= place <= date.max.toordinal() else None


def _next_date(low: date, high: date) -> date | None:
    found = _date_at(low, 1)
    return found if found is not None and found < high else None


def _moved(moment: datetime, by: timedelta) -> datetime | None:
    try:
        return moment + by
    except OverflowError:
        return None


def _moment_between(low: datetime, high: datetime) -> datetime | None:
    middle = low + (high - low) / 2
    return middle if low < middle < high else None


def _microseconds(clock: time) -> int:
    return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000_000 + clock.microsecond


def _clock_between(low: time, high: time) -> time | None:
    middle = (datetime.min + timedelta(microseconds=(_microseconds(low) + _microseconds(high)) // 2)).time()
    return middle if low < middle < high else None


def _span_between(low: timedelta, high: timedelta) -> timedelta | None:
    middle = low + (high - low) / 2
    return middle if low < middle < high else None


def _months_between(low: YearsMonths, high: YearsMonths) -> YearsMonths | None:
    found = YearsMonths(low.months + 1)
    return found if found < high else None


def _text_between(low: str, high: str) -> str | None:
    found = f"{low}\0"  # the very next text after `low`
    return found if found < high else None


kinds: Final[Mapping[str, Kind]] = {
    "number": Kind(
        lambda high: context.subtract(high, max(Decimal(1), abs(high))),
        _number_between,
        lambda low: context.add(low, max(Decimal(1), abs(low))),
        Decimal(0),
    ),
    "string": Kind(lambda high: "" if high else None, _text_between, lambda low: f"{low}\0", ""),
    "date": Kind(lambda high: _date_at(high, -1), _next_date, lambda low: _date_at(low, 1), date(2000, 1, 1)),
    "date and time": Kind(
        lambda high: _moved(high, -_MIDDAY), _moment_between, lambda low: _moved(low, _MIDDAY), datetime(2000, 1, 1)
    ),
    "time": Kind(
        lambda high: time.min if high > time.min else None,
        _clock_between,
        lambda low: time.max if low < time.max else None,
        time(12),
    ),
    "days and time duration": Kind(
        lambda high: high - _DAY if high > timedelta.min + _DAY else None,
        _span_between,
        lambda low: low + _DAY if low < timedelta.max - _DAY else None,
        _DAY,
    ),
    "years and months duration": Kind(
        lambda high: YearsMonths(high.months - 1),
        _months_between,
        lambda low: YearsMonths(low.months + 1),
        YearsMonths(1),
    ),
}


def _whole_between(low: Decimal, high: Decimal) -> Decimal | None:
    found = context.add(low.to_integral_value("ROUND_FLOOR"), Decimal(1))
    return found if low < found < high else None


whole: Final = Kind(
    lambda high: context.subtract(high.to_integral_value("ROUND_CEILING"), Decimal(1)),
    _whole_between,
    lambda low: context.add(low.to_integral_value("ROUND_FLOOR"), Decimal(1)),
    Decimal(0),
)
"""Numbers of a type that knows whole ones only."""


def sortable(points: list[Any]) -> list[Any] | None:
    """Return the points (of one kind) in their order, each once; None where they have no common order."""
    moments = [point for point in points if isinstance(point, datetime | time)]
    zoned = [point for point in moments if point.tzinfo is not None]
    if zoned and (len(zoned) < len(moments) or any(isinstance(point, time) for point in zoned)):
        return None
    try:
        return sorted({point.astimezone(UTC) if isinstance(point, datetime) and zoned else point for point in points})
    except (OverflowError, TypeError):
        return None
