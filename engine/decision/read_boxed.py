"""Read boxed expressions: literal, context, invocation, list, relation, function, conditional, filter, iteration.

Beside the *diagram*, inside `read`; tables are read in `read_table`.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Final, Literal

from engine.decision import rules
from engine.decision.book import Book, named
from engine.decision.model import (
    Conditional,
    Context,
    Expression,
    Filter,
    Function,
    Invocation,
    Iteration,
    LiteralExpression,
    Relation,
    Sequence,
    Variable,
)
from engine.decision.read_table import read_table
from engine.diagram.texts import is_feel
from engine.diagram.xml import Node

MAX_DEPTH: Final = 30
_PASSED_OVER: Final = {"description", "extensionElements"}


def read_logic(node: Node, book: Book, *, besides: Set[str] = frozenset(), depth: int = 0) -> Expression | None:
    """Return the first boxed expression among the children; note other children that are not in `besides`."""
    found: Expression | None = None
    for child in node.children:
        if child.tag in _READERS:
            found = found or read_expression(child, book, depth)
        elif child.tag not in besides and child.tag not in _PASSED_OVER and _is_dmn(child):
            book.note(rules.UNKNOWN, node, found=child.tag)
    return found


def _is_dmn(node: Node) -> bool:
    return ":" not in node.tag and node.tag != "?"


def read_expression(node: Node, book: Book, depth: int = 0) -> Expression:
    """Return one boxed expression; `node.tag` is one that `read_logic` knows."""
    if depth > MAX_DEPTH:
        book.note(rules.TOO_DEEP, node, limit=MAX_DEPTH)
        return LiteralExpression(line=node.line, id=node.get("id"), text="null")
    return _READERS[node.tag](node, book, depth)


def _within(node: Node, tag: str, book: Book, depth: int) -> Expression:
    part = node.first(tag)
    found = read_logic(part, book, depth=depth + 1) if part else None
    return found or _nothing(node, book)


def _nothing(node: Node, book: Book) -> Expression:
    book.note(rules.EMPTY_EXPRESSION, node)
    return LiteralExpression(line=node.line, text="null")


def _literal(node: Node, book: Book, depth: int) -> Expression:
    language = node.get("expressionLanguage")
    if not is_feel(language):
        book.note(rules.LANGUAGE, node, found=language or "")
    if node.first("importedValues"):
        book.note(rules.IMPORT, node, found="importedValues")
    text = node.first("text")
    if text is None or not text.text.strip():
        return _nothing(node, book)
    return LiteralExpression(line=text.line, id=node.get("id"), type=node.get("typeRef"), text=text.text)


def _table(node: Node, book: Book, depth: int) -> Expression:
    return read_table(node, book)


def read_variable(node: Node, book: Book, *, what: Node | None = None) -> Variable:
    """Return the name and type of a parameter, column or entry."""
    name = named(node.get("name"))
    if not name:
        book.note(rules.MISSING_NAME, what or node)
    return Variable(name=name or "?", type=node.get("typeRef"), line=node.line)


def _context(node: Node, book: Book, depth: int) -> Expression:
    entries: list[tuple[Variable | None, Expression]] = []
    for child in node.all("contextEntry"):
        own = child.first("variable")
        variable = read_variable(own, book) if own else None
        entry = read_logic(child, book, besides={"variable"}, depth=depth + 1) or _nothing(child, book)
        entries.append((variable, entry))
    names = [variable.name for variable, _ in entries if variable]
    for name in sorted({name for name in names if names.count(name) > 1}):
        book.note(rules.DOUBLED_NAME, node, name=name)
    return Context(line=node.line, id=node.get("id"), type=node.get("typeRef"), entries=tuple(entries))


def _invocation(node: Node, book: Book, depth: int) -> Expression:
    bindings: list[tuple[Variable, Expression | None]] = []
    for child in node.all("binding"):
        parameter = child.first("parameter")
        if parameter is None:
            book.note(rules.MISSING_NAME, child)
            continue
        value = read_logic(child, book, besides={"parameter", "bindingFormula"}, depth=depth + 1)
        bindings.append((read_variable(parameter, book), value))
    callee = read_logic(node, book, besides={"binding"}, depth=depth + 1) or _nothing(node, book)
    return Invocation(
        line=node.line, id=node.get("id"), type=node.get("typeRef"), callee=callee, bindings=tuple(bindings)
    )


def _list(node: Node, book: Book, depth: int) -> Expression:
    items = tuple(read_expression(child, book, depth + 1) for child in node.children if child.tag in _READERS)
    return Sequence(line=node.line, id=node.get("id"), type=node.get("typeRef"), items=items)


def _relation(node: Node, book: Book, depth: int) -> Expression:
    columns = tuple(read_variable(child, book) for child in node.all("column"))
    rows = []
    for row in node.all("row"):
        cells = tuple(read_expression(child, book, depth + 1) for child in row.children if child.tag in _READERS)
        if len(cells) == len(columns):
            rows.append(cells)
        else:
            book.note(rules.ENTRIES, row, expected=len(columns), found=len(cells))
    return Relation(line=node.line, id=node.get("id"), type=node.get("typeRef"), columns=columns, rows=tuple(rows))


def read_function(node: Node, book: Book, depth: int = 0) -> Function:
    """Return a function definition; a kind other than FEEL is noted."""
    language = node.get("kind") or "FEEL"
    if language != "FEEL":
        book.note(rules.LANGUAGE, node, found=language)
    return Function(
        line=node.line,
        id=node.get("id"),
        type=node.get("typeRef"),
        parameters=tuple(read_variable(child, book) for child in node.all("formalParameter")),
        body=read_logic(node, book, besides={"formalParameter"}, depth=depth + 1),
        language=language,
    )


def _function(node: Node, book: Book, depth: int) -> Expression:
    function = read_function(node, book, depth)
    return function if function.body is not None else _nothing(node, book)


def _conditional(node: Node, book: Book, depth: int) -> Expression:
    condition, then, otherwise = (_within(node, tag, book, depth) for tag in ("if", "then", "else"))
    return Conditional(
        line=node.line, id=node.get("id"), type=node.get("typeRef"), condition=condition, then=then, otherwise=otherwise
    )


def _filter(node: Node, book: Book, depth: int) -> Expression:
    of, match = _within(node, "in", book, depth), _within(node, "match", book, depth)
    return Filter(line=node.line, id=node.get("id"), type=node.get("typeRef"), of=of, match=match)


def _iteration(node: Node, book: Book, depth: int) -> Expression:
    name = named(node.get("iteratorVariable"))
    if not name:
        book.note(rules.MISSING_NAME, node)
    kinds: dict[str, Literal["for", "some", "every"]] = {"for": "for", "some": "some", "every": "every"}
    return Iteration(
        line=node.line,
        id=node.get("id"),
        type=node.get("typeRef"),
        kind=kinds[node.tag],
        name=name or "?",
        of=_within(node, "in", book, depth),
        body=_within(node, "return" if node.tag == "for" else "satisfies", book, depth),
    )


_READERS: Final[dict[str, Callable[[Node, Book, int], Expression]]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "invocation": _invocation,
    "list": _list,
    "relation": _relation,
    "functionDefinition": _function,
    "conditional": _conditional,
    "filter": _filter,
    "for": _iteration,
    "some": _iteration,
    "every": _iteration,
}
