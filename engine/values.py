"""The values a case may hold, and their one written form.

A variable is `None`, `bool`, `str`, `Decimal`, `date`, `time`, `datetime`, `timedelta`, `YearsMonths`, `Sealed`, a
list of such, or a dict with string keys of such. Integers are taken as `Decimal`; binary floats are refused, because they
would not say the same after a round trip. The written form is JSON in which everything that JSON cannot say by
itself is an object with one key that begins with `$`; it survives canonical JSON (RFC 8785) unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from engine.errors import BadInput

type_names = "null, boolean, text, number, date, time, date and time, duration, list or context"
COMMITMENT = re.compile("[0-9a-f]{64}")
_PLAIN = frozenset({str, bool, type(None)})
"""Types of which the written form is the value itself: nearly all that is written or read."""
Value = Any
"""One of the types above; recursive, so that a type checker cannot say more without much noise."""


class NotAValue(BadInput):
    en = "Expected at {path} a value a case can hold ({expected}), but found {found}. Correct it there."
    fa = "در {path} مقداری که پرونده بتواند نگه دارد انتظار می‌رفت ({expected})، ولی {found} یافت شد. آن را در همان‌جا اصلاح کنید."


@dataclass(frozen=True, order=True, slots=True)
class YearsMonths:
    """A years-and-months duration, in whole months; it cannot be compared with days."""

    months: int

    def __str__(self) -> str:
        sign, months = ("-", -self.months) if self.months < 0 else ("", self.months)
        years, rest = divmod(months, 12)
        if not months:
            return "P0M"
        return f"{sign}P{f'{years}Y' if years else ''}{f'{rest}M' if rest else ''}"


@dataclass(frozen=True, slots=True)
class Sealed:
    """What stands in a case in place of a value that names a person: a commitment to it (SHA-256, hexadecimal).

    The value itself is kept beside the case and can be erased; `engine.history.personal` seals and unseals.
    """

    commitment: str

    def __post_init__(self) -> None:
        if not COMMITMENT.fullmatch(self.commitment):
            raise ValueError(self.commitment)

    def __str__(self) -> str:
        return "●●●"


def encode(value: Value, path: str = "$") -> Any:
    """Return the JSON form of `value`; raise `NotAValue` naming the path of what cannot be written."""
    if type(value) in _PLAIN or isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return {"$n": _number(Decimal(value), path)}
    if isinstance(value, list | tuple):
        return [encode(item, f"{path}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, Mapping):
        return _encode_mapping(value, path)
    scalar = _encode_scalar(value)
    if scalar is None:
        raise NotAValue(path=path, expected=type_names, found=type(value).__name__)
    return scalar


def _number(value: Decimal, path: str) -> str:
    if not value.is_finite():
        raise NotAValue(path=path, expected="a finite number", found=str(value))
    return format(value, "f") if -20 < value.adjusted() < 20 else str(value)


def _encode_mapping(value: Mapping[Any, Value], path: str) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotAValue(path=path, expected="text as the key", found=type(key).__name__)
        out[key] = item if type(item) in _PLAIN else encode(item, f"{path}.{key}")
    return {"$c": out} if any(key.startswith("$") for key in out) else out


def _encode_scalar(value: Value) -> dict[str, str] | None:
    if isinstance(value, datetime):
        return {"$dt": _with_zone(value)}
    if isinstance(value, date):
        return {"$d": value.isoformat()}
    if isinstance(value, time):
        return {"$t": _with_zone(value)}
    if isinstance(value, timedelta):
        return {"$s": str((value.days * 86400 + value.seconds) * 1_000_000 + value.microseconds)}
    if isinstance(value, YearsMonths):
        return {"$m": str(value.months)}
    if isinstance(value, Sealed):
        return {"$p": value.commitment}
    return None


def _with_zone(value: datetime | time) -> str:
    if isinstance(value.tzinfo, ZoneInfo):
        return f"{value.replace(tzinfo=None).isoformat()}@{value.tzinfo.key}"
    return value.isoformat()


def decode(written: Any) -> Value:
    """Return the value that `encode` wrote; raise `NotAValue` where the text is not its work."""
    if type(written) in _PLAIN or isinstance(written, str):
        return written
    if isinstance(written, list):
        return [decode(item) for item in written]
    if not isinstance(written, dict):
        raise NotAValue(path="$", expected="a tagged number", found=repr(written))
    if len(written) == 1:
        [(tag, body)] = written.items()
        if tag.startswith("$"):
            return _decode_tagged(tag, body)
    return {key: item if type(item) in _PLAIN else decode(item) for key, item in written.items()}


def _decode_tagged(tag: str, body: Any) -> Value:
    try:
        match tag:
            case "$n":
                return Decimal(body)
            case "$d":
                return date.fromisoformat(body)
            case "$dt":
                return _datetime(body)
            case "$t":
                return _time(body)
            case "$s":
                return timedelta(microseconds=int(body))
            case "$m":
                return YearsMonths(int(body))
            case "$p":
                return Sealed(body)
            case "$c":
                return {key: decode(item) for key, item in body.items()}
    except (ValueError, TypeError, AttributeError, InvalidOperation, LookupError) as cause:
        raise NotAValue(path="$", expected=f"a value tagged {tag}", found=repr(body)) from cause
    raise NotAValue(path="$", expected="a known tag", found=tag)


def _datetime(text: str) -> datetime:
    local, _, zone = text.partition("@")
    moment = datetime.fromisoformat(local)
    return moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment


def _time(text: str) -> time:
    local, _, zone = text.partition("@")
    clock = time.fromisoformat(local)
    return clock.replace(tzinfo=ZoneInfo(zone)) if zone else clock
