"""The table of expressions with the values that the standard gives them, and the variables it is read with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.values import YearsMonths

names = ("full name", "days in office")
plain: dict[str, Any] = {
    "x": 10,
    "y": 3,
    "name": "Sara",
    "full name": "Sara Ahmadi",
    "days in office": 7,
    "flag": True,
    "scores": [4, 8, 15, 16, 23, 42],
    "words": ["راه", "کار"],
    "کارتابل": {"عنوان": "درخواست"},
    "شمارهٔ\u200cنامه": 12,
    "person": {"name": "Ali", "age": 41, "address": {"city": "Shiraz", "zip": "71"}},
    "orders": [
        {"id": 1, "price": 100, "qty": 2, "tags": ["a", "b"]},
        {"id": 2, "price": 50, "qty": 1, "tags": []},
        {"id": 3, "price": 20, "qty": 10, "tags": ["b"]},
    ],
}
"""Variables that JSON can say, so that the oracle is given the same."""
variables: dict[str, Any] = {**plain, "$now": datetime.fromisoformat("2024-03-20T10:30:00+03:30")}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the table."""

    text: str
    value: Any
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.text}"


def rows() -> list[Row]:
    """Return all rows, in the order of files and lines."""
    found = []
    for file in sorted((Path(__file__).parent / "table").glob("*.txt")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                text, _, value = line.rpartition(" => ")
                found.append(Row(text=text, value=read_value(value), file=file.name, line=number))
    return found


def read_value(text: str) -> Any:
    """Return the value that JSON with tagged temporal values says; its numbers are Decimals."""
    return json.loads(text, parse_int=Decimal, parse_float=Decimal, object_hook=_tagged)


_makers: dict[str, Any] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "moment": datetime.fromisoformat,
    "seconds": lambda count: timedelta(microseconds=int(count * 1_000_000)),
    "months": lambda count: YearsMonths(int(count)),
}


def _tagged(found: dict[str, Any]) -> Any:
    [(tag, body), *more] = found.items() or [("", None)]
    return _makers[tag](body) if tag in _makers and not more else found


def same(left: Any, right: Any) -> bool:
    """Say whether two values are equal and of one type all the way down (Python alone has True == 1)."""
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, datetime | time) and left.utcoffset() != right.utcoffset():
        return False
    return bool(left == right)
