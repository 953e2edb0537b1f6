"""Check what a diagram names outside itself: forms, called processes.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.diagram import rules_language as rules
from engine.diagram.calls import circles, known_processes
from engine.diagram.check_language import is_juel
from engine.diagram.fault import Fault
from engine.diagram.model import Diagram, Element, Process
from engine.diagram.world import Part, World


def check_references(part: Part) -> Iterator[Fault]:
    """Yield the faults of forms that one scope names."""
    for element in part.scope.elements.values():
        forms = part.world.forms
        if element.form_key and forms is not None and element.form_key not in forms and not is_juel(element.form_key):
            yield rules.FORM_UNKNOWN.at(part.file, element, form=element.form_key)
        if element.kind == "startEvent" and element.form_key and part.scope.parent is not None:
            yield rules.FORM_NEVER_SHOWN.at(part.file, element, form=element.form_key)


def check_calls(diagram: Diagram, world: World, checked: list[Process]) -> Iterator[Fault]:
    """Yield the faults of the call activities of the file."""
    known = known_processes(diagram, world)
    circle = circles(known)
    for process in checked:
        for element in process.elements().values():
            if element.kind == "callActivity":
                yield from _call(diagram.file, process, element, known, circle)


def _call(
    file: str, process: Process, element: Element, known: Mapping[str, Process], circle: Mapping[str, int]
) -> Iterator[Fault]:
    called = element.called
    if not called:
        yield rules.CALLED_MISSING.at(file, element)
    elif called not in known:
        if not is_juel(called):
            yield rules.CALLED_UNKNOWN.at(file, element, called=called)
    elif circle[called] == circle[process.id]:
        yield rules.CALL_RECURSION.at(file, element, called=called)
