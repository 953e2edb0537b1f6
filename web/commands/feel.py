"""`kartabl feel`: the value of an expression, as JSON. Also the reading and writing of values that `decide` shares.

A context is plain JSON: numbers become decimal numbers, strings stay strings. A date is made in the expression: `date(day)`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from engine.errors import BadInput
from engine.feel import compile_expression
from engine.values import Value

_AS_TEXT = compile_expression("string(value)")


class NotAContext(BadInput):
    en = "Expected {file} to be a JSON object, its entries the variables, but {cause}. Correct the file."
    fa = "انتظار می‌رفت {file} یک شیء JSON باشد که عضوهایش متغیرها هستند، ولی {cause}. فایل را درست کنید."


def run(expression: str, context: Path | None) -> None:
    """Print the value of an expression for the variables in a JSON file."""
    variables = read_context(context)
    compiled = compile_expression(expression, names=sorted(set(_names(variables))))
    print_value(compiled.evaluate(variables))


def read_context(file: Path | None) -> dict[str, Value]:
    """Return the variables in a JSON file, with the machine's time as `now()`; raise `NotAContext`."""
    found: Any = {}
    if file is not None:
        try:
            found = json.loads(
                file.read_text("utf-8-sig"), parse_float=Decimal, parse_int=Decimal, parse_constant=_refuse
            )
        except (ValueError, RecursionError) as cause:
            raise NotAContext(file=file.name, cause=cause) from cause
    if not isinstance(found, dict):
        raise NotAContext(file=getattr(file, "name", ""), cause=f"it is of the type {type(found).__name__}")
    return {"$now": datetime.now(UTC), **found}


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (name for name in value if not name.isidentifier())
        for item in value.values():
            yield from _names(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names(item)


def print_value(value: Value) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(plain(value), ensure_ascii=False))


def plain(value: Value) -> Any:
    """Return what JSON can say: numbers as such where a double holds them exactly, otherwise as text like all else."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return _number(value)
    return _AS_TEXT.evaluate({"value": value})


def _number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value():
        return int(value) if abs(value) <= 2**53 else _AS_TEXT.evaluate({"value": value})
    return float(value) if Decimal(repr(float(value))) == value else _AS_TEXT.evaluate({"value": value})
