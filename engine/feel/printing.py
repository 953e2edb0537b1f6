"""What `string(…)` writes: values as FEEL itself would be written."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from engine.feel import numbers, temporal
from engine.feel.errors import FeelEvaluationError
from engine.feel.kinds import Range
from engine.feel.lexer import word
from engine.feel.limits import Purse, max_data_depth, too_deep

_bare = re.compile(word)
_escapes = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def written(value: Any, purse: Purse) -> str:
    """Return `value` as text: a text itself as it is, those inside lists and contexts in quotes."""
    text = value if type(value) is str else inside(value, purse, 0)
    purse.characters(len(text))
    return text


def inside(value: Any, purse: Purse, depth: int) -> str:
    """Return `value` as it stands inside a list or context: texts in quotes."""
    if depth > max_data_depth:
        raise FeelEvaluationError(too_deep)
    if type(value) is list or type(value) is dict or type(value) is Range:
        text = _compound(value, purse, depth + 1)
    else:
        text = _scalar(value)
    purse.characters(len(text))
    return text


def _scalar(value: Any) -> str:
    if value is None or type(value) is bool:
        return {None: "null", True: "true", False: "false"}[value]
    if type(value) is Decimal:
        return numbers.written(value)
    if type(value) is str:
        return f'"{value.translate(_escapes)}"'
    if isinstance(value, date | time | datetime):
        return temporal.written_moment(value)
    if isinstance(value, timedelta):
        return temporal.written_span(value)
    return str(value) if hasattr(value, "months") else "function"


def _compound(value: Any, purse: Purse, depth: int) -> str:
    if type(value) is Range:
        return _range(value, purse, depth)
    purse.items(len(value))
    if type(value) is list:
        return f"[{', '.join(inside(item, purse, depth) for item in value)}]"
    entries = (f"{_key(key)}: {inside(item, purse, depth)}" for key, item in value.items())
    return f"{{{', '.join(entries)}}}"


def _key(key: str) -> str:
    return key if _bare.fullmatch(key) else _scalar(key)


def _range(value: Range, purse: Purse, depth: int) -> str:
    start, end = inside(value.start, purse, depth), inside(value.end, purse, depth)
    if value.start is None:
        return f"({'<=' if value.end_included else '<'} {end})"
    if value.end is None:
        return f"({'>=' if value.start_included else '>'} {start})"
    return f"{'[' if value.start_included else '('}{start}..{end}{']' if value.end_included else ')'}"
