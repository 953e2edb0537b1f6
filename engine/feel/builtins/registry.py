"""How a built-in function is declared: by its signature as the standard writes it, e.g. `sqrt(number: number)`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from engine.feel.kinds import Callee, Range
from engine.values import YearsMonths

types: Final[dict[str, tuple[type, ...]]] = {
    "number": (Decimal,),
    "string": (str,),
    "boolean": (bool,),
    "date": (date,),
    "time": (time,),
    "moment": (datetime,),
    "day": (date, datetime),
    "clock": (time, datetime),
    "span": (timedelta,),
    "duration": (timedelta, YearsMonths),
    "amount": (Decimal, timedelta, YearsMonths),
    "context": (dict,),
    "range": (Range,),
    "point": (Decimal, str, date, time, datetime, timedelta, YearsMonths),
    "function": (Callee,),
}
_missing = object()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: of a type above, `list`, or `any` (which alone takes null); `?` optional, `...` all the rest."""

    name: str
    type: str
    optional: bool
    rest: bool

    def fit(self, value: Any) -> Any:
        """Return `value`, or as the standard allows a list of it or the only item of it; `_missing` if it can't be."""
        if self.type == "any":
            return value
        if self.type == "list":
            return _missing if value is None else value if type(value) is list else [value]
        if type(value) in types[self.type]:
            return value
        alone = type(value) is list and len(value) == 1 and type(value[0]) in types[self.type]
        return value[0] if alone else _missing


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a built-in function."""

    parameters: tuple[Parameter, ...]
    call: Callable[..., Any]
    reads: bool
    """Whether `call` gets the reader of the host's variables in place of the purse."""

    @property
    def shown(self) -> list[str]:
        """The parameters as an error shows them."""
        return [f"{'...' * p.rest}{p.name}{'?' * p.optional}" for p in self.parameters]

    def order(self, count: int, keys: list[str] | None) -> list[int] | None:
        """Return which parameter each of `count` arguments goes to; None if it can't be called so."""
        required = sum(not parameter.optional and not parameter.rest for parameter in self.parameters)
        if keys is None:
            rest = bool(self.parameters) and self.parameters[-1].rest
            enough = required + rest <= count and (rest or count <= len(self.parameters))
            return [min(place, len(self.parameters) - 1) for place in range(count)] if enough else None
        places = {parameter.name: place for place, parameter in enumerate(self.parameters)}
        needed = {parameter.name for parameter in self.parameters if not parameter.optional}
        return [places[key] for key in keys] if needed <= set(keys) <= set(places) else None

    def coerce(self, given: list[Any], order: list[int]) -> list[Any] | None:
        """Return the arguments in the parameters' order (None for those left out); None if a type does not fit."""
        fitted = [self.parameters[place].fit(value) for place, value in zip(order, given, strict=True)]
        if any(value is _missing for value in fitted):
            return None
        if order == list(range(len(order))) or (self.parameters and self.parameters[-1].rest):
            return fitted
        arguments: list[Any] = [None] * (max(order) + 1)
        for place, value in zip(order, fitted, strict=True):
            arguments[place] = value
        return arguments


builtins: Final[dict[str, list[Signature]]] = {}
Implementation = TypeVar("Implementation", bound=Callable[..., Any])


def builtin(*signatures: str, reads: bool = False) -> Callable[[Implementation], Implementation]:
    """Register the function below under each of `signatures`; it gets the purse, then the arguments."""

    def register(call: Implementation) -> Implementation:
        for signature in signatures:
            name, _, inside = signature.rstrip(")").partition("(")
            parameters = tuple(_parameter(text) for text in inside.split(", ") if text)
            builtins.setdefault(name, []).append(Signature(parameters, call, reads))
        return call

    return register


def _parameter(text: str) -> Parameter:
    name, _, kind = text.partition(": ")
    return Parameter(name.strip(".?"), kind, name.endswith("?"), name.startswith("..."))
