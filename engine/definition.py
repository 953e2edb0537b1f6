"""A definition: a process with everything it depends on, pinned by content. Between diagram and instance.

It is made once when an owner deploys, and again from the stored sources wherever a worker or an auditor needs it;
the same sources always make the same definition.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from engine.decision import Decisions, NoSuchDecision, read_decisions
from engine.decision.result import Outcome, decide_for
from engine.diagram.model import Diagram, Element, Process
from engine.diagram.read import read_diagram
from engine.digest import digest, sha256
from engine.errors import NotFound
from engine.spiff.build import Program, build
from engine.values import Value

SourceKind = Literal["diagram", "form", "decision"]


class NoSuchProcess(NotFound):
    en = "Expected a process “{process}” in {files}, but these are there: {found}. Name one of them."
    fa = "انتظار می‌رفت فرایند «{process}» در {files} باشد، ولی این‌ها یافت شد: {found}. یکی از آن‌ها را نام ببرید."


class NoSuchElement(NotFound):
    en = "Expected the diagram of “{process}” to have an element {element}, but it has none of that id. Check the id."
    fa = "انتظار می‌رفت نمودار «{process}» عنصری با شناسهٔ {element} داشته باشد، ولی ندارد. شناسه را بررسی کنید."


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One file that a definition is made of, as the owner deployed it."""

    kind: SourceKind
    name: str
    content: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """The SHA-256 of the content."""
        return sha256(self.content)


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A runnable version of a process. `time_zone` is where dates without a zone are meant."""

    process: str
    sources: tuple[Source, ...]
    time_zone: str = "UTC"

    @cached_property
    def deps(self) -> dict[str, str]:
        """What a case of this definition depends on: `kind/name` to digest, and the time zone."""
        files = {f"{source.kind}/{source.name}": source.digest for source in self.sources}
        return {**files, "process": self.process, "time_zone": self.time_zone}

    @cached_property
    def digest(self) -> str:
        """The name of this very definition."""
        return digest(self.deps)

    def __hash__(self) -> int:
        """By its digest: what is known of a definition is looked up many times a step, and hashing all its sources takes long."""
        return hash(self.digest)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone."""
        return ZoneInfo(self.time_zone)

    @cached_property
    def diagrams(self) -> tuple[Diagram, ...]:
        """The diagrams, read."""
        return tuple(read_diagram(src.content, src.name) for src in self.sources if src.kind == "diagram")

    @cached_property
    def processes(self) -> Mapping[str, Process]:
        """All processes of the diagrams, by id."""
        return {key: process for diagram in self.diagrams for key, process in diagram.processes.items()}

    @property
    def main(self) -> Process:
        """The process that a case of this definition runs."""
        found = self.processes.get(self.process)
        if found is None:
            files = ", ".join(source.name for source in self.sources if source.kind == "diagram")
            raise NoSuchProcess(process=self.process, files=files, found=", ".join(self.processes) or "none")
        return found

    @cached_property
    def program(self) -> Program:
        """What SpiffWorkflow runs; built once, never changed by the instances that share it."""
        return build(self.main, self.processes)

    @cached_property
    def decisions(self) -> Mapping[str, Decisions]:
        """The files of decisions, read, by the id of each decision they hold."""
        files = [read_decisions(src.content, src.name) for src in self.sources if src.kind == "decision"]
        return {key: found for found in reversed(files) for key in found.ids}

    def decide(self, element: Element, variables: Mapping[str, Value]) -> Outcome:
        """Take the decision that a business rule task asks for; raise `NoSuchDecision`, and as `decide_for` does."""
        asked = element.decision or ""
        if asked not in self.decisions:
            files = ", ".join(source.name for source in self.sources if source.kind == "decision")
            raise NoSuchDecision(decision=asked, file=files or "–", found=", ".join(self.decisions) or "–")
        return decide_for(self.decisions[asked], asked, element.decision_mapping, variables)

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """All flow nodes by key: the id, of called processes `process/id`."""
        found = dict(self.main.elements())
        for process in self.processes.values():
            if process is not self.main:
                found.update({f"{process.id}/{key}": element for key, element in process.elements().items()})
        return found

    @property
    def start_event(self) -> Element:
        """The none start event of the process."""
        own = self.main.scopes[self.process].elements.values()
        return next(element for element in own if element.kind == "startEvent")

    def element(self, key: str) -> Element:
        """Return a flow node by key; raise `NoSuchElement`."""
        if key not in self.elements:
            raise NoSuchElement(process=self.process, element=key)
        return self.elements[key]

    def source(self, kind: SourceKind, name: str) -> Source | None:
        """Return a file by kind and name, or None."""
        return next((source for source in self.sources if (source.kind, source.name) == (kind, name)), None)


def define(process: str, sources: Iterable[Source], *, time_zone: str = "UTC") -> Definition:
    """Return the definition of `process` from its sources, in an order that does not matter."""
    ordered = tuple(sorted(sources, key=lambda source: (source.kind, source.name)))
    return Definition(process=process, sources=ordered, time_zone=time_zone)
