"""What exists inside an evaluation: the values of a case, and ranges and functions, which never leave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel.limits import Purse
from engine.values import Value, YearsMonths

kind_names: Mapping[type, str] = {
    Decimal: "number",
    str: "string",
    bool: "boolean",
    date: "date",
    time: "time",
    datetime: "date and time",
    timedelta: "days and time duration",
    YearsMonths: "years and months duration",
    list: "list",
    dict: "context",
}


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """An interval; an end that is None is open without bound, which only `(< 5)` and its like can say."""

    start: Value
    end: Value
    start_included: bool
    end_included: bool


@dataclass(frozen=True, slots=True, eq=False)
class Callee:
    """A function value made by `function(…)`; `call(purse, arguments)` runs it."""

    parameters: tuple[str, ...]
    call: Callable[[Purse, list[Any]], Any]


@dataclass(frozen=True, slots=True)
class Function:
    """A function the host offers: names of its parameters in order, and what to call with their values.

    `call` gets positional arguments (missing ones as None), and returns a value of a case. It must not read a clock or
    anything else that a replay would find changed. What it raises reaches the caller of `evaluate`. Make each once:
    compiled texts are kept for the functions they were compiled with.
    """

    parameters: tuple[str, ...]
    call: Callable[..., Value]


def kind_of(value: Any) -> str | None:
    """Return FEEL's name of the kind of `value`; None for null."""
    name = kind_names.get(type(value))
    if name is None and value is not None:
        return "range" if type(value) is Range else "function"
    return name
