"""Check a diagram before it is deployed: all its faults at once, each in words a process owner can act on.

First word of the sentence. Before it: `read`. After it: `engine.definition`, which takes only diagrams without errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Final

from engine.diagram import (
    rules_camunda,
    rules_clocks,
    rules_events,
    rules_file,
    rules_language,
    rules_refused,
    rules_schema,
    rules_structure,
)
from engine.diagram.check_camunda import check_camunda, check_mapped
from engine.diagram.check_clocks import check_clocks, drawn_names
from engine.diagram.check_events import check_events
from engine.diagram.check_file import check_file, checked_processes
from engine.diagram.check_flows import check_flows
from engine.diagram.check_gateways import check_gateways
from engine.diagram.check_language import check_language
from engine.diagram.check_offered import check_offered
from engine.diagram.check_order import check_order
from engine.diagram.check_reach import check_reach, ended_otherwise
from engine.diagram.check_references import check_calls, check_references
from engine.diagram.check_refused import check_refused, check_unknown
from engine.diagram.check_roles import check_roles
from engine.diagram.check_schema import check_schema
from engine.diagram.check_tasks import check_tasks
from engine.diagram.check_variables import check_variables, set_names
from engine.diagram.fault import Fault, Rule, order
from engine.diagram.graph import draw_arrows
from engine.diagram.model import Diagram
from engine.diagram.schema import violations
from engine.diagram.world import Part, World

__all__ = ["RULES", "World", "check", "errors"]

_MODULES: Final[tuple[ModuleType, ...]] = (
    rules_file,
    rules_refused,
    rules_events,
    rules_structure,
    rules_language,
    rules_clocks,
    rules_camunda,
    rules_schema,
)
RULES: Final[dict[str, Rule]] = {
    rule.code: rule for module in _MODULES for rule in vars(module).values() if isinstance(rule, Rule)
}
"""Every rule by its code."""
_CONCERNS: Final = (
    check_refused, check_events, check_tasks, check_flows, check_gateways, check_reach, check_language,
    check_references, check_mapped, check_roles, check_offered,
)  # fmt: skip


def check(diagram: Diagram, *, world: World, source: bytes | None = None) -> list[Fault]:
    """Return all faults of the diagram by line. Processes only drawn beside others are passed over.

    `source` is the file that the diagram was read from, to hold it against BPMN's XML schema too.
    """
    found = set(_faults(diagram, world))
    if source is not None:
        found.update(check_schema(diagram, violations(source, diagram.file), found.copy()))
    return sorted(found, key=order)


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults for which a diagram is refused."""
    return [fault for fault in faults if fault.severity == "error"]


def _faults(diagram: Diagram, world: World) -> Iterator[Fault]:
    yield from check_file(diagram)
    yield from check_unknown(diagram)
    yield from check_camunda(diagram)
    yield from check_calls(diagram, world, checked_processes(diagram))
    names, clocks = set_names(diagram, world), drawn_names(diagram, world)
    for part in _parts(diagram, world):
        for concern in _CONCERNS:
            yield from concern(part)
        yield from check_variables(part, names)
        yield from check_clocks(part, clocks)
        yield from check_order(part)


def _parts(diagram: Diagram, world: World) -> Iterator[Part]:
    nodes = frozenset(id for process in diagram.processes.values() for id in process.elements())
    handlers = frozenset(item.id for item in diagram.unknown if item.what == "isForCompensation" and item.id)
    for process in checked_processes(diagram):
        ended = ended_otherwise(process)
        for scope in process.scopes.values():
            yield Part(
                diagram=diagram,
                process=process,
                scope=scope,
                arrows=draw_arrows(scope),
                world=world,
                nodes=nodes,
                ended=ended,
                handlers=handlers,
            )
