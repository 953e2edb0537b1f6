"""From the model to closures: texts compiled, names resolved, types made ready; what cannot be is a fault.

Beside the *diagram*: after `read`, before `decide`. All closures of a file share the frame of `engine.feel`, so that
ranges and functions flow from box to box and one purse bounds the whole decision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engine.decision import model, rules
from engine.decision.book import Book
from engine.decision.fault import Place, place
from engine.decision.model import Graph, ItemDefinition, Text
from engine.decision.types import ANY, Type, built_in
from engine.diagram.fault import clip
from engine.diagram.words import Words
from engine.feel.embedded import Cell, Part, compile_part, compile_tests, is_plain
from engine.feel.errors import FeelSyntaxError
from engine.feel.unit import Scope

if TYPE_CHECKING:
    from engine.decision.table import Prepared

MAX_WORDS: Final = 20_000
"""Words and signs of the different FEEL texts in a file; compiling costs a tenth of a millisecond for each."""
_WORD: Final = re.compile(r"\w+|[^\w\s]")


class OutOfWords(Exception):
    """The file is too large to be compiled; its fault is in the book, and there is no use in going on."""


class Compiler:
    """Compiles the texts and types of one file; faults go into the book."""

    def __init__(self, graph: Graph, book: Book) -> None:
        self.graph, self.book = graph, book
        self.parts: dict[tuple[str, Scope], Part | FeelSyntaxError] = {}
        self.cells: dict[tuple[str, Scope], Cell | FeelSyntaxError] = {}
        self.members = frozenset(_members(graph))
        self.types: dict[str, Type] = {}
        self.asked: list[str] = []
        self.null = compile_part("null")
        self.broken = replace(self.null, constant=False)
        """Stands for a faulty text: of what it would say nothing is concluded."""
        self.tables: list[Prepared] = []
        """Tables made ready, in document order, for the check of their rules."""
        self.left = MAX_WORDS
        for item in graph.types.values():
            self.type(item.name, self.of_type(item))

    # -- texts

    def part(self, text: Text, scope: Scope, where: Place) -> Part:
        """Return a compiled expression; null where it is faulty."""
        key = (text.text, scope)
        if key not in self.parts:
            self._pay(text.text, where)
            try:
                self.parts[key] = compile_part(text.text, scope, self._names(scope))
            except FeelSyntaxError as fault:
                self.parts[key] = fault
        found = self.parts[key]
        if isinstance(found, FeelSyntaxError):
            self._refuse(found, text, where)
            return self.broken
        return found

    def cell(self, text: Text, scope: Scope, where: Place) -> Cell:
        """Return compiled tests; such as nothing passes where they are faulty."""
        key = (text.text, scope)
        if key not in self.cells:
            self._pay(text.text, where)
            try:
                self.cells[key] = compile_tests(text.text, scope, self._names(scope))
            except FeelSyntaxError as fault:
                self.cells[key] = fault
        found = self.cells[key]
        if isinstance(found, FeelSyntaxError):
            self._refuse(found, text, where)
            return Cell(lambda value, frame: False, (None,), ("",), False)
        return found

    def _names(self, scope: Scope) -> frozenset[str]:
        bound = {name for level in scope if isinstance(level, frozenset) for name in level}
        return self.members | bound

    def _refuse(self, fault: FeelSyntaxError, text: Text, where: Place) -> None:
        cause = Words(fault.message("en"), fault.message("fa"))
        shown = clip(" ".join(text.text.split()), 100)
        self.book.add(where.fault(rules.EXPRESSION, line=text.line + fault.line - 1, text=shown, cause=cause))

    def _pay(self, text: str, where: Place) -> None:
        """Pay for compiling a text; raise `OutOfWords` where there is not enough left."""
        self.left -= 1 if is_plain(text) else 4 + len(_WORD.findall(text))
        if self.left < 0:
            self.book.add(where.fault(rules.TOO_MANY, limit=MAX_WORDS))
            raise OutOfWords

    # -- types

    def type(self, name: str | None, where: Place) -> Type:
        """Return the type of that name; any where there is none, or it is unknown."""
        if name is None:
            return ANY
        if name in self.types:
            return self.types[name]
        if name in self.graph.types:
            return self._defined(self.graph.types[name])
        found = built_in(name)
        if found is None:
            self.book.add(where.fault(rules.TYPE_UNKNOWN, found=name))
            return ANY
        return found

    def of_type(self, item: ItemDefinition) -> Place:
        """Return where a type of the file stands."""
        return place(self.graph.file, "itemDefinition", None, item.name, item.line)

    def _defined(self, item: ItemDefinition) -> Type:
        if item.name in self.asked:
            path = " → ".join([*self.asked[self.asked.index(item.name) :], item.name])
            self.book.add(self.of_type(item).fault(rules.CYCLE, path=path))
            return ANY
        self.asked.append(item.name)
        self.types[item.name] = self._made(item)
        self.asked.pop()
        return self.types[item.name]

    def _made(self, item: ItemDefinition) -> Type:
        where = self.of_type(item)
        if len(self.asked) > 50:
            self.book.add(where.fault(rules.TOO_DEEP, limit=50))
            return ANY
        if item.function:
            return Type(name=item.name, base="function")
        members = {part.name: self._made(part) for part in item.components}
        of = None if members or item.type is None else self.type(item.type, where)
        return Type(
            name=item.name,
            base="context" if members else of.base if of else "Any",
            whole=of.whole if of else False,
            of=of,
            members=members or None,
            collection=item.collection,
            allowed=self.cell(item.allowed, (), where) if item.allowed else None,
            constraint=self.cell(item.constraint, (), where) if item.constraint else None,
        )


def _members(graph: Graph) -> Iterator[str]:
    """Yield the names with blanks that may follow a dot: of components, columns, outputs, entries."""
    return (name for name in _named(graph) if " " in name or not name.isidentifier())


def _named(graph: Graph) -> Iterator[str]:
    items = list(graph.types.values())
    for item in items:
        for part in item.components:
            yield part.name
            items.append(part)
    for node in graph.nodes.values():
        if isinstance(node, model.Decision | model.Knowledge):
            logic = node.logic if isinstance(node, model.Decision) else node.function
            for box in walk(logic):
                yield from _named_by(box)
        if isinstance(node, model.Service):
            yield from (found.variable.name for ref in node.outputs if (found := graph.nodes.get(ref)))


def _named_by(box: model.Expression) -> Iterator[str]:
    match box:
        case model.Context():
            yield from (variable.name for variable, _ in box.entries if variable)
        case model.Relation():
            yield from (column.name for column in box.columns)
        case model.Table():
            yield from (output.name for output in box.outputs if output.name)


def walk(box: model.Expression | None) -> Iterator[model.Expression]:
    """Yield the boxed expression and all inside it."""
    stack = [box]
    while stack:
        if (found := stack.pop()) is not None:
            yield found
            stack.extend(_inside(found))


def _inside(box: model.Expression) -> list[model.Expression | None]:
    match box:
        case model.Context():
            return [entry for _, entry in box.entries]
        case model.Invocation():
            return [box.callee, *(value for _, value in box.bindings)]
        case model.Sequence():
            return list(box.items)
        case model.Relation():
            return [cell for row in box.rows for cell in row]
        case model.Function():
            return [box.body]
        case model.Conditional():
            return [box.condition, box.then, box.otherwise]
        case model.Filter():
            return [box.of, box.match]
        case model.Iteration():
            return [box.of, box.body]
    return []
