"""The requirements graph: what each decision needs, in an order in which it can be decided; cycles and loose ends.

Beside the *diagram*, before `compile`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

from engine.decision import rules
from engine.decision.book import Book
from engine.decision.fault import Place, place
from engine.decision.model import Decision, Graph, InputData, Knowledge, Node, Requirement, Service
from engine.diagram.words import Words

MOST_CYCLES: Final = 20
_TAGS: Final = {
    InputData: "inputData", Decision: "decision", Knowledge: "businessKnowledgeModel", Service: "decisionService",
}  # fmt: skip
_EXPECTED: Final = {
    "input": Words("input data", "دادهٔ ورودی"),
    "decision": Words("decision", "تصمیم"),
    "knowledge": Words("business knowledge model or decision service", "مدل دانش یا سرویس تصمیم"),
}
_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "input": InputData, "decision": Decision, "knowledge": (Knowledge, Service),
}  # fmt: skip


def place_of(graph: Graph, node: Node) -> Place:
    """Return where a node of the graph stands."""
    return place(graph.file, _TAGS[type(node)], node.id, node.name, node.line)


def requirements(node: Node) -> tuple[Requirement, ...]:
    """Return what a node needs."""
    if isinstance(node, Decision | Knowledge):
        return node.requires
    if isinstance(node, Service):
        decisions = (*node.outputs, *node.encapsulated, *node.decisions)
        return (
            *(Requirement(kind="decision", ref=ref, line=node.line) for ref in decisions),
            *(Requirement(kind="input", ref=ref, line=node.line) for ref in node.inputs),
        )
    return ()


def needed(graph: Graph, node: Node) -> list[Node]:
    """Return the nodes that `node` needs directly, those that exist."""
    found = (graph.nodes.get(one.ref) for one in requirements(node))
    return [one for one in found if one is not None]


def check_requirements(graph: Graph, book: Book) -> None:
    """Note loose ends, names that two needed things share, and cycles."""
    for node in graph.nodes.values():
        where = place_of(graph, node)
        for one in requirements(node):
            if not isinstance(graph.nodes.get(one.ref), _KINDS[one.kind]):
                book.add(where.fault(rules.DANGLING, line=one.line, expected=_EXPECTED[one.kind], ref=one.ref))
        names = [found.variable.name for found in _distinct(needed(graph, node))]
        if not isinstance(node, Service):
            for name in sorted({name for name in names if names.count(name) > 1}):
                book.add(where.fault(rules.DOUBLED_NAME, name=name))
    for cycle in islice(_cycles(graph), MOST_CYCLES):
        path = " → ".join(node.name for node in [*cycle, cycle[0]])
        book.add(place_of(graph, cycle[0]).fault(rules.CYCLE, path=path))


def _distinct(nodes: list[Node]) -> list[Node]:
    return list({node.id: node for node in nodes}.values())


def _cycles(graph: Graph) -> Iterator[list[Node]]:
    """Yield one cycle for each edge that closes one, found depth first without recursion."""
    done: set[str] = set()
    for start in graph.nodes.values():
        path: list[Node] = []
        on_path: dict[str, int] = {}
        stack: list[tuple[Node, Iterator[Node]]] = []
        if start.id in done:
            continue
        stack.append((start, iter(needed(graph, start))))
        path.append(start)
        on_path[start.id] = 0
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                del on_path[node.id]
                done.add(node.id)
            elif following.id in on_path:
                yield path[on_path[following.id] :]
            elif following.id not in done:
                on_path[following.id] = len(path)
                path.append(following)
                stack.append((following, iter(needed(graph, following))))


def in_order(graph: Graph, node: Node) -> tuple[Node, ...]:
    """Return the node and all it needs, each after what it needs; of a graph without cycles.

    A decision service is called with values of its own: what it needs is not decided before.
    """
    order: dict[str, Node] = {}
    stack = [(node, False)]
    while stack:
        one, ready = stack.pop()
        if one.id in order:
            continue
        if ready:
            order[one.id] = one
            continue
        stack.append((one, True))
        if not isinstance(one, Service):
            stack.extend((below, False) for below in reversed(needed(graph, one)) if below.id not in order)
    return tuple(order.values())
