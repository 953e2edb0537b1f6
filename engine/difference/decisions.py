"""Take a file of decisions apart: decisions, columns, rules, types. A rule's cells are told by the labels of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from engine.decision.xml import parse
from engine.diagram.words import Words
from engine.diagram.xml import Node
from engine.difference.compare import compare
from engine.difference.folded import fold
from engine.difference.model import Change, Facet, Parts, Thing
from engine.difference.words import called, facet_word, value_words

_THINGS: Final = {
    "definitions", "decision", "inputData", "businessKnowledgeModel", "decisionService", "itemDefinition", "input",
    "output", "rule",
}  # fmt: skip
_PASSED_OVER: Final = frozenset(
    {"di:DMNDI", "definitions@exporter", "definitions@exporterVersion", "definitions@namespace", "extensionElements"}
)
_DEFAULTS: Final = {"decisionTable@hitPolicy": "UNIQUE", "decisionTable@preferredOrientation": "Rule-as-Row"}


def differences(before: bytes, after: bytes, file: str) -> tuple[tuple[Change, ...], int]:
    """Return what differs between two files of decisions, and how many things are only drawn elsewhere."""
    return compare(_parts(parse(before, file)), _parts(parse(after, file)))


def _parts(root: Node) -> Parts:
    things: dict[str, Thing] = {}
    for node, table, number in _nodes(root):
        key = _key(node, things, number)
        facets = _rule(node, table) if node.tag == "rule" and table else _folded(node)
        things[key] = Thing(key=key, words=_words(node, key, number), facets=facets)
    return Parts(things=tuple(things.values()), layout=_layout(root), order_matters=True)


def _nodes(root: Node) -> Iterator[tuple[Node, Node | None, int]]:
    """Yield the things with the table they stand in and their number among their like there, from 1."""
    stack: list[tuple[Node, Node | None, int]] = [(root, None, 0)]
    while stack:
        node, table, number = stack.pop()
        if node.tag in _THINGS:
            yield node, table, number
        counts: dict[str, int] = {}
        inner = []
        for child in node.children:
            counts[child.tag] = counts.get(child.tag, 0) + 1
            inner.append((child, node if node.tag == "decisionTable" else None, counts[child.tag]))
        if node.tag != "di:DMNDI":
            stack.extend(reversed(inner))


def _key(node: Node, taken: dict[str, Thing], number: int) -> str:
    own = "definitions" if node.tag == "definitions" else node.get("id") or f"{node.tag} {node.get('name') or number}"
    key, count = own, 1
    while key in taken:
        count += 1
        key = f"{own}@{count}"
    return key


def _words(node: Node, key: str, number: int) -> Words:
    if node.tag == "rule":
        kind = called("rule", None, str(number))
        return Words(kind.en, kind.fa)
    return called(node.tag, node.get("label") or node.get("name"), key)


def _folded(node: Node) -> dict[str, Facet]:
    texts = fold(node, lambda child: child.tag in _THINGS, _PASSED_OVER)
    return {
        path: Facet(about=facet_word(path), value=text, shown=value_words(text))
        for path, text in texts.items()
        if _DEFAULTS.get(path) != text
    }


def _rule(node: Node, table: Node) -> dict[str, Facet]:
    """Return the cells of a rule under the labels of their columns, and what is remarked on it."""
    found: dict[str, Facet] = {}
    for cells, columns in (("inputEntry", "input"), ("outputEntry", "output")):
        heads = list(table.all(columns))
        for place, cell in enumerate(node.all(cells)):
            head = heads[place] if place < len(heads) else None
            label = (head.get("label") or head.get("name") if head else None) or str(place + 1)
            text = cell.text_of("text") or "-"
            path = f"{cells} {(head.get('id') if head else None) or place}"
            found[path] = Facet(about=Words(label, label), value=text, shown=Words(text, text))
    for path in ("description", "annotationEntry/text"):
        first, _, inner = path.partition("/")
        for place, child in enumerate(node.all(first)):
            text = (child.text_of(inner) if inner else child.text.strip()) or ""
            found[f"{path} {place}"] = Facet(about=facet_word("description"), value=text, shown=Words(text, text))
    return found


def _layout(root: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for drawing in (node for dmndi in root.all("di:DMNDI") for node in dmndi.walk()):
        of = drawing.get("dmnElementRef")
        if of:
            said = [
                f"{name}={value}"
                for node in drawing.walk()
                for name, value in sorted(node.attributes.items())
                if name != "id"
            ]
            found[of] = ";".join(said)
    return found
