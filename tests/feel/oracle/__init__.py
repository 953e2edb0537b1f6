"""The oracle: another FEEL, `@bpmn-io/feelin`, bundled by esbuild and run by V8 inside the test."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

from tests.feel.sheet import read_value, same

bundle = Path(__file__).parents[3] / "build" / "feelin.js"
options = "--bundle --format=iife --target=es2020 --outfile=build/feelin.js"
recipe = f"node_modules/.bin/esbuild tests/feel/oracle/entry.js {options}"


class Refused:
    """The oracle threw an error."""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def __repr__(self) -> str:
        return f"refused: {self.reason}"


class Oracle:
    """One engine with the bundle loaded."""

    def __init__(self) -> None:
        if not bundle.exists():
            raise FileNotFoundError(f"Expected {bundle}, but it is not there. Make it with: {recipe}")
        self.engine = MiniRacer()
        self.engine.eval(bundle.read_text(encoding="utf-8"))

    def evaluate(self, text: str, variables: Mapping[str, Any]) -> Any:
        """Return the oracle's value of an expression, or `Refused`."""
        return _answer(self.engine.call("feel", text, json.dumps(variables)))

    def matches(self, text: str, value: Any, variables: Mapping[str, Any]) -> Any:
        """Return what the oracle says of the tests of an input cell, or `Refused`."""
        return _answer(self.engine.call("feelTest", text, json.dumps(value), json.dumps(variables)))


def _answer(said: Any) -> Any:
    answer = json.loads(str(said))
    if "error" in answer:
        return Refused(answer["error"])
    try:
        return read_value(json.dumps(answer["value"]))
    except ValueError:  # A year beyond 9999, which Python's dates don't have
        return Refused(str(answer["value"]))


def alike(ours: Any, theirs: Any) -> bool:
    """Say whether both are the same but for what binary floats lose."""
    if isinstance(ours, Decimal) and isinstance(theirs, Decimal):
        return abs(ours - theirs) <= abs(ours) * Decimal("1e-9") + Decimal("1e-12")
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return ours.keys() == theirs.keys() and all(alike(ours[key], theirs[key]) for key in ours)
    return same(ours, theirs)


def plainly(value: Any) -> str:
    """Return a value as a failing test shows it."""
    return str(value) if isinstance(value, date | time | datetime | timedelta | Decimal) else repr(value)
