"""Where a fault of a decision stands, and how a sentence names the place.

Beside the *diagram*: faults have the same shape as a diagram's, so that one check tells both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.diagram.fault import Fault, Rule, clip
from engine.diagram.words import Words
from engine.errors import PERSIAN_DIGITS, Language

Note = Callable[[Fault], None]
Fact = str | int | Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A thing in a file: its id, its name, its line, and the words for it."""

    file: str
    line: int
    id: str | None
    name: str | None
    words: Words

    def within(self, en: str, fa: str, line: int) -> Place:
        """Return a part of the thing, which keeps its id and name."""
        return replace(self, line=line, words=Words(f"{en} of {self.words.en}", f"{fa} در {self.words.fa}"))

    def fault(self, rule: Rule, *, line: int | None = None, **facts: Fact) -> Fault:
        """Return the fault of the thing."""
        return Fault(
            file=self.file,
            line=line or self.line,
            element=self.id,
            name=self.name,
            severity=rule.severity,
            code=rule.code,
            en=self._sentence(rule.en, "en", facts),
            fa=self._sentence(rule.fa, "fa", facts),
        )

    def _sentence(self, template: str, language: Language, facts: dict[str, Fact]) -> str:
        said = {key: clip(say(fact, language)) for key, fact in facts.items()}
        return template.format(it=clip(self.words.said(language)), **said)


def say(fact: Fact, language: Language) -> str:
    """Return a fact as a sentence says it."""
    if isinstance(fact, Words):
        return fact.said(language)
    return str(fact).translate(PERSIAN_DIGITS) if isinstance(fact, int) and language == "fa" else str(fact)


def number(count: int) -> Words:
    """Return a number in the digits of each language."""
    return Words(str(count), str(count).translate(PERSIAN_DIGITS))


_KINDS = {
    "decision": Words("decision", "تصمیم"),
    "businessKnowledgeModel": Words("business knowledge model", "مدل دانش"),
    "inputData": Words("input data", "دادهٔ ورودی"),
    "decisionService": Words("decision service", "سرویس تصمیم"),
    "itemDefinition": Words("item definition", "تعریف نوع"),
}


def place(file: str, kind: str, id: str | None, name: str | None, line: int) -> Place:
    """Return the place of a thing of the requirements graph, or of a type."""
    called = _KINDS.get(kind, Words(kind, kind))
    shown, tail = " ".join((name or "").split())[:80], f" ({id[:80]})" if id else ""
    en, fa = (f" “{shown}”", f" «{shown}»") if shown else ("", "")
    return Place(
        file=file, line=line, id=id, name=name, words=Words(f"{called.en}{en}{tail}", f"{called.fa}{fa}{tail}")
    )
