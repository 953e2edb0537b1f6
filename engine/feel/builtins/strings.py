"""String functions (chapter 10.3.4.3); characters are Unicode's, counted from 1."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import numbers, regexes
from engine.feel.builtins.registry import builtin
from engine.feel.limits import Purse


@builtin("substring(string: string, start position: number, length?: number)")
def _substring(purse: Purse, text: str, position: Decimal, length: Decimal | None = None) -> str | None:
    start = slice_start(position, len(text))
    count = numbers.whole(length) if length is not None else len(text)
    if start is None or count is None or count < (0 if length is None else 1):
        return None
    purse.characters(len(text))
    return text[start : start + count]


def slice_start(position: Decimal, length: int) -> int | None:
    """Return where counting from 1, or backwards from -1, leads to; None outside of what is there."""
    place = numbers.whole(position)
    if not place or abs(place) > length:
        return None
    return place - 1 if place > 0 else length + place


@builtin("string length(string: string)")
def _length(purse: Purse, text: str) -> Decimal:
    return Decimal(len(text))


@builtin("upper case(string: string)")
def _upper(purse: Purse, text: str) -> str:
    purse.characters(len(text))
    return text.upper()


@builtin("lower case(string: string)")
def _lower(purse: Purse, text: str) -> str:
    purse.characters(len(text))
    return text.lower()


@builtin("substring before(string: string, match: string)")
def _before(purse: Purse, text: str, match: str) -> str:
    purse.characters(len(text))
    return text.partition(match)[0] if match and match in text else ""


@builtin("substring after(string: string, match: string)")
def _after(purse: Purse, text: str, match: str) -> str:
    purse.characters(len(text))
    return text.partition(match)[2] if match else text


@builtin("contains(string: string, match: string)")
def _contains(purse: Purse, text: str, match: str) -> bool:
    purse.characters(len(text))
    return match in text


@builtin("starts with(string: string, match: string)")
def _starts(purse: Purse, text: str, match: str) -> bool:
    purse.characters(len(match))
    return text.startswith(match)


@builtin("ends with(string: string, match: string)")
def _ends(purse: Purse, text: str, match: str) -> bool:
    purse.characters(len(match))
    return text.endswith(match)


@builtin("matches(input: string, pattern: string, flags?: string)")
def _matches(purse: Purse, text: str, pattern: str, flags: str | None = None) -> bool | None:
    return regexes.search(text, pattern, flags or "", purse)


@builtin("replace(input: string, pattern: string, replacement: string, flags?: string)")
def _replace(purse: Purse, text: str, pattern: str, replacement: str, flags: str | None = None) -> str | None:
    return regexes.replace(text, pattern, replacement, flags or "", purse)


@builtin("split(string: string, delimiter: string)")
def _split(purse: Purse, text: str, delimiter: str) -> list[str] | None:
    return regexes.split(text, delimiter, purse)


@builtin("string join(list: list, delimiter?: any)")
def _join(purse: Purse, items: list[Any], delimiter: Any = None) -> str | None:
    texts = [item for item in items if item is not None]
    if not all(type(item) is str for item in texts) or type(delimiter) not in (str, type(None)):
        return None
    between = delimiter or ""
    purse.items(len(items))
    purse.characters(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)
