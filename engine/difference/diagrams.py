"""Take a diagram apart: its elements by id, each with all that is written on it. Nothing is passed over but what only edits.

The raw XML is compared, not the model that runs: so nothing escapes that the model has no place for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from engine.diagram.book import reference
from engine.diagram.read_element import FLOW_NODES
from engine.diagram.read_extensions import read_properties
from engine.diagram.words import Words, word
from engine.diagram.xml import Node, parse
from engine.difference.compare import compare, out_of_order
from engine.difference.folded import fold
from engine.difference.model import Change, Facet, Parts, Thing
from engine.difference.words import called, facet_word, value_words

_ROOTS: Final = {"definitions", "process", "message", "signal", "error", "escalation", "dataStore"}
_THINGS: Final = (
    FLOW_NODES
    | _ROOTS
    | {
        "sequenceFlow", "participant", "lane", "messageFlow", "textAnnotation", "association", "group", "dataObject",
        "dataObjectReference", "dataStoreReference",
    }
)  # fmt: skip
_PASSED_OVER: Final = frozenset(
    {
        "incoming", "outgoing", "flowNodeRef", "laneSet", "childLaneSet", "collaboration", "di:BPMNDiagram",
        "definitions@exporter", "definitions@exporterVersion", "definitions@targetNamespace", "definitions@name",
        "definitions@camunda:diagramRelationId",
    }
)  # fmt: skip
"""What repeats something else, or tells only of the editor."""
_DEFAULTS: Final = {
    "cancelActivity": "true", "isInterrupting": "true", "isSequential": "false", "triggeredByEvent": "false",
    "isForCompensation": "false", "startQuantity": "1", "completionQuantity": "1", "isExecutable": "false",
    "gatewayDirection": "Unspecified", "eventGatewayType": "Exclusive", "instantiate": "false",
    "parallelMultiple": "false", "processType": "None", "isClosed": "false", "isCollection": "false",
    "isImmediate": "true", "associationDirection": "None", "camunda:asyncBefore": "false", "camunda:asyncAfter": "false",
    "camunda:exclusive": "true", "camunda:isStartableInTasklist": "true", "textFormat": "text/plain",
    "implementation": "##unspecified", "behavior": "All",
}  # fmt: skip
"""What an attribute means where it is missing: editors write it or not, as they like."""
_REFERENCES: Final = (
    "sourceRef", "targetRef", "attachedToRef", "default", "messageRef", "signalRef", "errorRef", "escalationRef",
    "processRef", "dataObjectRef", "dataStoreRef",
)  # fmt: skip
_TIMES: Final = {
    "timeDuration": Words("after", "پس از"),
    "timeDate": Words("at", "در"),
    "timeCycle": Words("every", "هر"),
}
_DRAWINGS: Final = ("di:BPMNShape", "di:BPMNEdge")


def differences(before: bytes, after: bytes, file: str) -> tuple[tuple[Change, ...], int]:
    """Return what differs between two diagrams, and how many elements are only drawn elsewhere."""
    old, new = _Taken(parse(before, file)), _Taken(parse(after, file))
    changes, moved = compare(old.parts(), new.parts())
    return (*map(_with_default, changes), *_other_order(old, new)), moved


def _with_default(change: Change) -> Change:
    """Return a change of an attribute that is not written on one side with what it means where it is missing."""
    _, _, attribute = (change.facet or "").rpartition("@")
    if change.kind != "changed" or attribute not in _DEFAULTS:
        return change
    default = value_words(_DEFAULTS[attribute])
    return replace(change, before=change.before or default, after=change.after or default)


def _other_order(old: _Taken, new: _Taken) -> Iterator[Change]:
    """Yield the gateways whose conditions are tried in another order: the first that is true decides."""
    for key, node in new.things.items():
        if node.tag == "exclusiveGateway" and out_of_order(old.conditions.get(key, ()), new.conditions.get(key, ())):
            yield Change(
                kind="changed", key=key, thing=new.label(key), about=facet_word("order"), facet="order", drawn=key
            )


@dataclass(frozen=True)
class _Place:
    parent: str | None
    node: Node


class _Taken:
    """A diagram taken apart."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.things: dict[str, Node] = {}
        self.parents: dict[str, str | None] = {}
        for place in _places(root):
            key = self._key(place.node)
            self.things[key], self.parents[key] = place.node, place.parent
        self.lanes = _lanes(root)
        self._labels: dict[str, Words] = {}
        self._names: dict[str, Words] = {}
        self.conditions: dict[str, list[str]] = {}
        """The flows with conditions that leave each node, as they stand."""
        for key, node in self.things.items():
            if node.tag == "sequenceFlow" and node.first("conditionExpression"):
                self.conditions.setdefault(reference(node.get("sourceRef")) or "", []).append(key)

    def _key(self, node: Node) -> str:
        own = "definitions" if node.tag == "definitions" else node.get("id") or node.tag
        key, count = own, 1
        while key in self.things:  # an id that is missing, or stands twice: a fault, but not of this comparison
            count += 1
            key = f"{own}@{count}"
        return key

    def parts(self) -> Parts:
        things = tuple(
            Thing(key=key, words=self.label(key), facets=self._facets(key, node), drawn=key)
            for key, node in self.things.items()
        )
        return Parts(things=things, layout=_layout(self.root))

    def label(self, key: str) -> Words:
        """Return what a thing is called: a flow without a name by its two ends. Each is made once: a process has many parts."""
        if key not in self._labels:
            self._labels[key] = self._label(key)
        return self._labels[key]

    def _label(self, key: str) -> Words:
        node = self.things.get(key)
        if node is None:
            return Words(key, key)
        name = node.get("name") or node.text_of("text")
        if node.tag == "sequenceFlow" and not name:
            start, end = (self._name(reference(node.get(end)) or "–") for end in ("sourceRef", "targetRef"))
            kind = word("flow")
            return Words(f"{kind.en} “{start.en}” → “{end.en}”", f"{kind.fa} «{start.fa}» ← «{end.fa}»")
        return called(
            "flow" if node.tag == "sequenceFlow" else node.tag, name, key, read_properties(node).get("name_en")
        )

    def _name(self, key: str) -> Words:
        if key not in self._names:
            node = self.things.get(key)
            name = (node.get("name") if node else None) or key
            self._names[key] = Words((read_properties(node).get("name_en") if node else None) or name, name)
        return self._names[key]

    def _facets(self, key: str, node: Node) -> dict[str, Facet]:
        texts = fold(node, lambda child: child.tag in _THINGS, _PASSED_OVER)
        found: dict[str, Facet] = {}
        for path, text in texts.items():
            if _DEFAULTS.get(path.rpartition("@")[2] if "@" in path else "") != text:
                name, facet = self._facet(path, text)
                found[name] = facet
        if parent := self.parents[key]:
            found["inside"] = Facet(about=facet_word("inside"), value=parent, shown=self.label(parent))
        if lane := self.lanes.get(key):
            found["lane"] = Facet(about=facet_word("lane"), value=lane, shown=self._name(lane))
        return found

    def _facet(self, path: str, text: str) -> tuple[str, Facet]:
        for tag, when in _TIMES.items():
            if path == f"timerEventDefinition/{tag}":
                shown = Words(f"{when.en} {text}", f"{when.fa} {text}")
                return "timer", Facet(about=facet_word("timer"), value=f"{tag} {text}", shown=shown)
        shown = value_words(text)
        if path.rpartition("@")[2] in _REFERENCES and "@" in path:
            shown = self._name(reference(text) or text)
        return path, Facet(about=facet_word(path), value=text.strip(), shown=shown)


def _places(root: Node) -> Iterator[_Place]:
    """Yield the things of a file in their order, each with the id of the process or subprocess or lane around it."""
    stack: list[_Place] = [_Place(None, root)]
    while stack:
        place = stack.pop()
        node, around = place.node, place.parent
        if node.tag in _THINGS:
            yield place
            around = None if node.tag == "definitions" else node.get("id")
        if node.tag != "di:BPMNDiagram":
            stack.extend(_Place(around, child) for child in reversed(node.children))


def _lanes(root: Node) -> Mapping[str, str]:
    """Return the innermost lane that lists each node."""
    lanes = (node for node in root.walk() if node.tag == "lane")
    return {(reference(ref.text) or ""): lane.get("id") or "" for lane in lanes for ref in lane.all("flowNodeRef")}


def _layout(root: Node) -> dict[str, str]:
    """Return what is drawn of each element: where, how large, along which points."""
    found: dict[str, str] = {}
    for drawing in (node for diagram in root.all("di:BPMNDiagram") for node in diagram.walk()):
        if drawing.tag in _DRAWINGS and (of := reference(drawing.get("bpmnElement"))):
            said = [
                f"{name}={_number(value)}"
                for node in drawing.walk()
                for name, value in sorted(node.attributes.items())
                if name not in ("id", "bpmnElement")
            ]
            found[of] = found.get(of, "") + ";".join(said)
    return found


def _number(value: str) -> str:
    try:
        return f"{float(value):g}"
    except ValueError:
        return value
