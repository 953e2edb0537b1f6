"""A fault of a diagram, in words a process owner can act on; and the rule that it breaks.

First word of the sentence. The modules `check_*` hold the rules and find the faults, `docs/faults.md` explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.diagram.model import Element, Flow, Process, Unknown
from engine.diagram.words import Words, label
from engine.errors import PERSIAN_DIGITS, Language

Severity = Literal["error", "warning"]
Thing = Element | Flow | Process | Unknown
"""What a fault can be about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """One fault. A diagram with a fault of severity `error` is not deployed."""

    file: str
    line: int
    element: str | None
    """Id of the element, flow or process; None where the fault is the file's."""
    name: str | None
    severity: Severity
    code: str
    en: str
    fa: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """What a diagram must hold to. `en` and `fa` are `str.format` templates; `{it}` is the thing they speak about."""

    code: str
    severity: Severity
    en: str
    fa: str

    def at(self, file: str, thing: Thing | None, *, line: int | None = None, **facts: str | int | Words) -> Fault:
        """Return the fault of `thing` (None: of the file); `line` where it stands on another line than the thing."""
        name = getattr(thing, "name", None)
        return Fault(
            file=file,
            line=line or (thing.line if thing else 1),
            element=thing.id if thing else None,
            name=name,
            severity=self.severity,
            code=self.code,
            en=self._sentence("en", file, thing, facts),
            fa=self._sentence("fa", file, thing, facts),
        )

    def _sentence(self, language: Language, file: str, thing: Thing | None, facts: dict[str, str | int | Words]) -> str:
        said = {key: clip(_say(fact, language)) for key, fact in facts.items()}
        template = self.fa if language == "fa" else self.en
        return template.format(it=name_of(thing).said(language) if thing else file, file=file, **said)


def error(code: str, *, en: str, fa: str) -> Rule:
    """Return a rule without which a diagram is not deployed."""
    return Rule(code=code, severity="error", en=en, fa=fa)


def warning(code: str, *, en: str, fa: str) -> Rule:
    """Return a rule that a diagram may break and still be deployed."""
    return Rule(code=code, severity="warning", en=en, fa=fa)


def _say(fact: str | int | Words, language: Language) -> str:
    if isinstance(fact, Words):
        return fact.said(language)
    return str(fact).translate(PERSIAN_DIGITS) if isinstance(fact, int) and language == "fa" else str(fact)


def clip(text: str, most: int = 300) -> str:
    """Return the text, cut where it is longer: a sentence stays one, whatever was written into the diagram."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def name_of(thing: Thing) -> Words:
    """Return how a sentence names the thing."""
    match thing:
        case Element():
            return label(thing.kind, thing.name, thing.id)
        case Flow():
            return label("flow", thing.name or f"{thing.source[:36]} → {thing.target[:36]}", thing.id)
        case Process():
            return label("process", thing.name, thing.id)
        case Unknown():
            return label(thing.what, None, thing.id)


def order(fault: Fault) -> tuple[int, str, str, str]:
    """Return the key by which faults are sorted: by line."""
    return fault.line, fault.element or "", fault.code, fault.en
