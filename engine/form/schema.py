"""Typed looks into the JSON of a form-js schema; every wrong look is remembered with its path.

Part of the word *form*; used by `read` only, which turns the whole list of faults into one error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from engine.form.schema_sentences import in_persian, sentences
from engine.form.sentences import shorten


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemaFault:
    """One thing wrong in a schema, at a path such as `components[2].validate.pattern`."""

    path: str
    en: str
    fa: str


class DoubledName(ValueError):
    """A JSON object has one name twice."""


def parse(source: bytes) -> Any:
    """Return the JSON in `source`, numbers as `int` and `Decimal`; raise `ValueError` (or a child of it)."""
    try:
        return json.loads(
            source.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_object
        )
    except RecursionError as cause:
        raise ValueError("it is nested too deep") from cause


def _refuse(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    doubled = next((name for name in names if names.count(name) > 1), None)
    if doubled is not None:
        raise DoubledName(f"the name {doubled!r} stands twice in one object")
    return dict(pairs)


@dataclass(slots=True)
class Node:
    """One JSON object of the schema, with its path and the list that faults go to."""

    data: Mapping[str, Any]
    path: str = ""
    faults: list[SchemaFault] = field(default_factory=list)

    def at(self, name: str) -> str:
        """Return the path of the member `name`."""
        return f"{self.path}.{name}" if self.path else name

    def fault(self, name: str, code: str, **facts: Any) -> None:
        """Remember a fault at the member `name`."""
        en, fa = sentences[code]
        persian = {key: in_persian.get(fact, fact) for key, fact in facts.items()}
        self.say(name, en.format(**facts), fa.format(**persian))

    def say(self, name: str, en: str, fa: str) -> None:
        """Remember a fault whose sentences are made already."""
        self.faults.append(SchemaFault(path=self.at(name), en=en, fa=fa))

    def get(self, name: str, kind: type, expected: str, default: Any = None) -> Any:
        """Return the member `name` if it has the JSON type `kind`; a wrong one is a fault and yields `default`."""
        value = self.data.get(name)
        if value is None:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.fault(name, "type", expected=expected, found=shorten(repr(value)))
            return default
        return value

    def text(self, name: str, default: str = "") -> str:
        """Return a plain text; an expression or a template is a fault."""
        text = str(self.get(name, str, "text", default))
        if text.lstrip().startswith("=") or "{{" in text:
            self.fault(name, "expression", found=name)
        if not text.isprintable() and any("\ud800" <= sign <= "\udfff" for sign in text):
            self.fault(name, "type", expected="a text", found=repr(shorten(text)))
            return default
        return text

    def flag(self, name: str, default: bool = False) -> bool:
        """Return true or false."""
        return bool(self.get(name, bool, "true or false", default))

    def count(self, name: str, default: int, most: int) -> int:
        """Return a whole number from 0 to `most`; a numeral in text is taken too, since properties hold only text."""
        value = self.data.get(name, default)
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
            self.fault(name, "count", most=most, found=shorten(repr(value)))
            return default
        return value

    def number(self, name: str) -> Decimal | None:
        """Return a number, None if the member is missing."""
        value = self.data.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.fault(name, "type", expected="a number", found=shorten(repr(value)))
            return None
        return Decimal(value)

    def child(self, name: str) -> Node:
        """Return the object `name`, an empty one if it is missing."""
        return Node(self.get(name, dict, "an object", {}), self.at(name), self.faults)

    def children(self, name: str) -> list[Node]:
        """Return the objects of the list `name`."""
        found = []
        for index, value in enumerate(self.get(name, list, "a list", [])):
            if isinstance(value, dict):
                found.append(Node(value, f"{self.at(name)}[{index}]", self.faults))
            else:
                self.fault(f"{name}[{index}]", "type", expected="an object", found=shorten(repr(value)))
        return found

    def only(self, names: set[str]) -> None:
        """Remember a fault for every member that is not among `names`: a rule passed over in silence would be a lie."""
        for name in sorted(self.data.keys() - names):
            if self.data[name] not in (None, False, ""):
                self.fault(name, "unsupported", found=name)
