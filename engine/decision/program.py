"""A file of decisions made runnable: the closure of each node of the requirements graph.

Beside the *diagram*: made by `read_decisions`, run by `decide`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.decision.book import Book
from engine.decision.boxed import compile_box, compile_function, typed
from engine.decision.compile import Compiler
from engine.decision.model import Decision, Graph, InputData, Knowledge, Service
from engine.decision.requirements import needed, place_of
from engine.decision.table import Prepared
from engine.decision.types import Type
from engine.diagram.words import Words
from engine.feel.unit import Run, Scope


@dataclass(frozen=True, kw_only=True, slots=True)
class Ready:
    """One node made ready: what it computes from a frame that binds what it needs, its type, the words for it."""

    run: Run
    type: Type
    words: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Program:
    """All nodes made ready, by id; and the tables, for the check of their rules."""

    ready: Mapping[str, Ready]
    tables: tuple[Prepared, ...]


def compile_graph(graph: Graph, book: Book) -> Program:
    """Return the program of a graph; what cannot be compiled is a fault in the book."""
    compiler = Compiler(graph, book)
    ready = {}
    for node in graph.nodes.values():
        where = place_of(graph, node)
        type = compiler.type(node.variable.type, where)
        ready[node.id] = Ready(run=_run(node, graph, compiler, type), type=type, words=where.words)
    return Program(ready=ready, tables=tuple(compiler.tables))


def _run(node: InputData | Decision | Knowledge | Service, graph: Graph, compiler: Compiler, type: Type) -> Run:
    where = place_of(graph, node)
    names = frozenset(below.variable.name for below in needed(graph, node))
    if isinstance(node, Decision) and node.logic is not None:
        return typed(compile_box(node.logic, compiler, (names,), where), type, where.words)
    if isinstance(node, Knowledge) and node.function is not None:
        scope: Scope = (names | {node.variable.name},)
        return compile_function(node.function, compiler, scope, where)
    if isinstance(node, InputData):
        name = node.variable.name
        return typed(lambda frame: frame.read(name), type, where.words)
    return compiler.null.run
