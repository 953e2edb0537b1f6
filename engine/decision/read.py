"""Read a `.dmn` file into the model: what it holds, and the faults of its form.

Beside the *diagram*. Before it: `xml`. After it: `compile`, which makes the model runnable.
"""

from __future__ import annotations

from typing import Final, TypeVar

from engine.decision import rules
from engine.decision.book import Book, named
from engine.decision.model import (
    Decision,
    Function,
    Graph,
    InputData,
    ItemDefinition,
    Knowledge,
    Requirement,
    Service,
    Text,
    Variable,
)
from engine.decision.model import (
    Node as GraphNode,
)
from engine.decision.read_boxed import read_function, read_logic
from engine.diagram.xml import Node

_ELSEWHERE: Final = {
    "description", "extensionElements", "knowledgeSource", "textAnnotation", "association", "group",
    "performanceIndicator", "organizationUnit", "elementCollection", "itemDefinition", "import",
}  # fmt: skip
_OF_NODE: Final = {
    "description", "extensionElements", "question", "allowedAnswers", "variable", "informationRequirement",
    "knowledgeRequirement", "authorityRequirement", "supportedObjective", "impactedPerformanceIndicator",
    "decisionMaker", "decisionOwner", "usingProcess", "usingTask", "encapsulatedLogic",
}  # fmt: skip


def read_graph(root: Node, book: Book) -> Graph:
    """Return what the file holds; faults go into the book."""
    nodes: dict[str, GraphNode] = {}
    for node in root.children:
        found = _read_node(node, book)
        if found is not None:
            nodes.setdefault(found.id, found)
    for node in root.all("import"):
        book.note(rules.IMPORT, node, found=node.get("namespace") or node.get("name") or "import")
    types: dict[str, ItemDefinition] = {}
    for node in root.all("itemDefinition"):
        item = _item(node, book)
        if item.name in types:
            book.note(rules.DOUBLED_NAME, node, name=item.name)
        types.setdefault(item.name, item)
    return Graph(file=book.file, name=root.get("name"), nodes=nodes, types=types)


def _read_node(node: Node, book: Book) -> GraphNode | None:
    if node.tag not in ("inputData", "decision", "businessKnowledgeModel", "decisionService"):
        if ":" not in node.tag and node.tag != "?" and node.tag not in _ELSEWHERE:
            book.note(rules.UNKNOWN, node, found=node.tag)
        return None
    id, name = book.id_of(node), named(node.get("name"))
    if not name:
        book.note(rules.MISSING_NAME, node)
    variable = _variable(node, name or id)
    match node.tag:
        case "inputData":
            return InputData(id=id, line=node.line, name=name or id, variable=variable)
        case "decision":
            logic = read_logic(node, book, besides=_OF_NODE)
            if logic is None:
                book.note(rules.NO_LOGIC, node)
            return Decision(
                id=id, line=node.line, name=name or id, variable=variable, requires=_requires(node, book), logic=logic
            )
        case "businessKnowledgeModel":
            return Knowledge(
                id=id, line=node.line, name=name or id, variable=variable, requires=_requires(node, book),
                function=_function(node, book),
            )  # fmt: skip
    return Service(
        id=id,
        line=node.line,
        name=name or id,
        variable=variable,
        outputs=_refs(node, "outputDecision", book),
        encapsulated=_refs(node, "encapsulatedDecision", book),
        decisions=_refs(node, "inputDecision", book),
        inputs=_refs(node, "inputData", book),
    )


def _function(node: Node, book: Book) -> Function | None:
    inside = node.first("encapsulatedLogic")
    function = read_function(inside, book) if inside else None
    if function is None or function.body is None:
        book.note(rules.NO_LOGIC, node)
    return function


def _variable(node: Node, name: str) -> Variable:
    found = node.first("variable")
    if found is None:
        return Variable(name=name, type=None, line=node.line)
    return Variable(name=named(found.get("name")) or name, type=found.get("typeRef"), line=found.line)


def _requires(node: Node, book: Book) -> tuple[Requirement, ...]:
    kinds = {"requiredInput": "input", "requiredDecision": "decision", "requiredKnowledge": "knowledge"}
    found = []
    for requirement in node.children:
        if requirement.tag not in ("informationRequirement", "knowledgeRequirement"):
            continue
        for child in requirement.children:
            ref = book.reference(node, child) if child.tag in kinds else None
            if ref is not None:
                found.append(_requirement(kinds[child.tag], ref, child.line))
    return tuple(found)


def _requirement(kind: str, ref: str, line: int) -> Requirement:
    if kind == "input":
        return Requirement(kind="input", ref=ref, line=line)
    return Requirement(kind="decision" if kind == "decision" else "knowledge", ref=ref, line=line)


def _refs(node: Node, tag: str, book: Book) -> tuple[str, ...]:
    return tuple(ref for child in node.all(tag) if (ref := book.reference(node, child)) is not None)


def _item(node: Node, book: Book, depth: int = 0) -> ItemDefinition:
    name = named(node.get("name"))
    if not name:
        book.note(rules.MISSING_NAME, node)
    if depth > rules_depth:
        book.note(rules.TOO_DEEP, node, limit=rules_depth)
        return ItemDefinition(name=name or "?", line=node.line, type=None)
    return ItemDefinition(
        name=name or "?",
        line=node.line,
        type=node.text_of("typeRef") or node.get("typeRef"),
        collection=node.flag("isCollection"),
        allowed=_text(node.first("allowedValues")),
        constraint=_text(node.first("typeConstraint")),
        components=tuple(_item(child, book, depth + 1) for child in node.all("itemComponent")),
        function=node.first("functionItem") is not None,
    )


rules_depth = 30
T = TypeVar("T")


def _text(node: Node | None) -> Text | None:
    text = node.first("text") if node else None
    return Text(text=text.text, line=text.line) if text and text.text.strip() else None
