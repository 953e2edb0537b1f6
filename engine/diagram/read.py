"""Read a `.bpmn` file into the model: all that is in it, faults included; nothing is judged here.

First word of the sentence. Before it: `xml`. After it: `check`, which says what is wrong, and `engine.definition`.
"""

from __future__ import annotations

from engine.diagram.book import Book, open_book, reference
from engine.diagram.model import Diagram, Process
from engine.diagram.read_camunda import read_extensions
from engine.diagram.read_extensions import read_properties
from engine.diagram.read_scope import read_lanes, read_scopes
from engine.diagram.xml import Node, parse

_ONLY_DRAWN = {
    "documentation", "extensionElements", "collaboration", "import", "extension", "category", "dataStore",
    "itemDefinition", "interface", "endPoint", "resource", "partnerEntity", "partnerRole", "correlationProperty",
    "relationship", "process", "message", "signal", "error", "escalation",
}  # fmt: skip


_DRAWINGS = {"di:BPMNShape", "di:BPMNEdge", "di:BPMNPlane"}


def read_diagram(source: bytes, file: str) -> Diagram:
    """Return the model of a BPMN 2.0 file in linear time; raise a leaf of `UnreadableDiagram` if it is none."""
    root = parse(source, file)
    book = open_book(root)
    processes = [_process(node, book) for node in root.all("process")]
    for node in root.children:
        if ":" not in node.tag and node.tag != "?" and not _has_place(node.tag):
            book.note(node.tag, node.get("id"), node.line, None)
    return Diagram(
        file=file,
        processes={process.id: process for process in processes},
        messages=_roots(root, "message", "name"),
        signals=_roots(root, "signal", "name"),
        errors=_roots(root, "error", "errorCode"),
        escalations=_roots(root, "escalation", "escalationCode"),
        shapes=_shapes(root, book),
        unknown=tuple(book.unknown),
        extensions=read_extensions(root),
    )


def _has_place(tag: str) -> bool:
    return tag in _ONLY_DRAWN or tag.endswith("EventDefinition")


def _process(node: Node, book: Book) -> Process:
    id = book.id_of(node, None)
    lanes = read_lanes(node)
    return Process(
        id=id,
        line=node.line,
        name=node.get("name"),
        executable=node.flag("isExecutable"),
        scopes=read_scopes(node, id, lanes, book),
        documentation=node.text_of("documentation"),
        version_tag=node.get("camunda:versionTag"),
        candidate_starter_groups=node.get("camunda:candidateStarterGroups"),
        candidate_starter_users=node.get("camunda:candidateStarterUsers"),
        startable=node.get("camunda:isStartableInTasklist") != "false",
        properties=read_properties(node),
        lanes=lanes,
    )


def _roots(root: Node, tag: str, attribute: str) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for node in root.all(tag):
        if id := node.get("id"):
            found.setdefault(id, node.get(attribute))
    return found


def _shapes(root: Node, book: Book) -> frozenset[str]:
    drawn = set()
    for drawing in root.all("di:BPMNDiagram"):
        for node in drawing.walk():
            of = reference(node.get("bpmnElement")) if node.tag in _DRAWINGS else None
            if of and of in book.owners:
                if node.tag != "di:BPMNPlane":
                    drawn.add(of)
            elif of:
                book.note(node.tag, of, node.line, None)
    return frozenset(drawn)
