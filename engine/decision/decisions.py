"""One file of decisions: read, compiled and checked at once. The door through which others come.

Beside the *diagram* in the sentence; a *definition* pins the file with the diagram that asks for its decisions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.decision.analysis import check_tables
from engine.decision.book import Book
from engine.decision.compile import OutOfWords
from engine.decision.model import Decision, Graph, Node, Service
from engine.decision.program import Program, compile_graph
from engine.decision.read import read_graph
from engine.decision.requirements import check_requirements
from engine.decision.xml import parse
from engine.diagram.fault import Fault, order
from engine.errors import BadInput, NotFound


class NoSuchDecision(NotFound):
    en = "Expected a decision “{decision}” in {file}, but these are there: {found}. Name one of them."
    fa = "انتظار می‌رفت تصمیم «{decision}» در {file} باشد، ولی این‌ها یافت شد: {found}. یکی از آن‌ها را نام ببرید."


class FaultyDecisions(BadInput):
    en = "Expected {file} without faults, but it has {count}; on line {line}: {first}"
    fa = "انتظار می‌رفت {file} بی‌ایراد باشد، ولی {count} ایراد دارد؛ در سطر {line}: {first_fa}"

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        first = faults[0]
        super().__init__(file=file, count=len(faults), line=first.line, first=first.en, first_fa=first.fa)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decisions:
    """The decisions of one file, with its faults; one with an error cannot be decided."""

    graph: Graph
    faults: tuple[Fault, ...]
    """By line."""
    program: Program = field(repr=False)

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.graph.file

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the decisions, in document order."""
        return tuple(decision.id for decision in self.graph.decisions())

    def find(self, decision_id: str) -> Node:
        """Return a decision or decision service by id; raise `NoSuchDecision`."""
        node = self.graph.nodes.get(decision_id)
        if not isinstance(node, Decision | Service):
            raise NoSuchDecision(decision=decision_id, file=self.file, found=", ".join(self.ids) or "–")
        return node

    def refuse_faulty(self) -> None:
        """Raise `FaultyDecisions` where the file has an error."""
        wrong = tuple(fault for fault in self.faults if fault.severity == "error")
        if wrong:
            raise FaultyDecisions(self.file, wrong)


def read_decisions(source: bytes, file: str) -> Decisions:
    """Return the decisions of a DMN file with all its faults; raise a leaf of `UnreadableDiagram` if it is none."""
    book = Book(file)
    graph = read_graph(parse(source, file), book)
    check_requirements(graph, book)
    try:
        program = compile_graph(graph, book)
    except OutOfWords:
        program = Program(ready={}, tables=())  # never run: the book has an error
    for fault in check_tables(program.tables):
        book.add(fault)
    faults = tuple(dict.fromkeys(sorted(book.faults, key=order)))
    return Decisions(graph=graph, faults=faults, program=program)
