"""The canonical text of a value is that of RFC 8785, by whichever way it is written."""

from __future__ import annotations

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as some

from engine.digest import canonical

TEXTS = some.text() | some.sampled_from(
    ["\u007f", "\u2028", "\x1f", '"\\', "ی\u200cک", "😀", "\ufffd", "1.5", "NaN", "\ud800"]
)
PLAIN = some.none() | some.booleans() | some.integers() | some.floats() | TEXTS
VALUES = some.recursive(
    PLAIN,
    lambda inner: (
        some.lists(inner)
        | some.tuples(inner)
        | some.dictionaries(TEXTS, inner)
        | some.dictionaries(some.integers(), inner)
    ),
)


def told(write: Any, value: Any) -> bytes | str:
    try:
        return bytes(write(value))
    except Exception as refusal:
        return type(refusal).__name__


@given(VALUES)
def test_it_is_what_the_reference_writes_or_refuses(value: Any) -> None:
    assert told(canonical, value) == told(rfc8785.dumps, value)


@pytest.mark.parametrize(
    "value",
    [
        {"😀": 1, "\ufffd": 2}, 1.0, 1e21, -0.0, 2**53, 2**53 + 1, 10**15, {1: 2}, (1, 2), [(1,)], {"a": "1.5e3"}, "\ud800",
        float("nan"), float("inf"), {"ب": [None, True, "\x00\x08\t\n\x0c\r\x7f"]},
    ],
)  # fmt: skip
def test_what_python_would_write_otherwise(value: Any) -> None:
    assert told(canonical, value) == told(rfc8785.dumps, value)
