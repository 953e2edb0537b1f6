"""Find variables that an expression uses and nothing ever sets: mostly misspelt ones.

First word of the sentence, inside `check`. All processes of one case share its variables, so what a caller or a called
process sets counts too. Order is looked at in `check_order`: here a name set anywhere counts as set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from engine.diagram import rules_language as rules
from engine.diagram.calls import family, known_processes
from engine.diagram.check_language import feel_of, texts_of
from engine.diagram.fault import Fault
from engine.diagram.model import Diagram, Element, Process
from engine.diagram.world import Part, World
from engine.errors import BadInput

SETS: Final = "sets"
"""The `camunda:property` with which an element says what a worker or a message sets: names, comma-separated."""


def set_names(diagram: Diagram, world: World) -> dict[str, frozenset[str] | None]:
    """Return for each process of the diagram the names that are set in its cases; None where that can't be known."""
    known = known_processes(diagram, world)
    families = family(known)
    names: dict[int, set[str]] = defaultdict(lambda: set(world.variables))
    unknowable = set()
    for id, process in known.items():
        names[families[id]] |= _named(process)
        for form in _forms(process):
            known_form = (world.forms or {}).get(form)
            if known_form is None or known_form.keys is None:
                unknowable.add(families[id])
            else:
                names[families[id]] |= {key.partition(".")[0] for key in known_form.keys}
    return {id: None if families[id] in unknowable else frozenset(names[families[id]]) for id in diagram.processes}


def _forms(process: Process) -> Iterator[str]:
    return (item.form_key for item in process.elements().values() if item.form_key)


def _named(process: Process) -> set[str]:
    names = {"loopCounter", "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances"}
    for element in process.elements().values():
        names.update(named_by(element))
    return names


def named_by(element: Element) -> Iterator[str]:
    """Yield the names that an element itself sets; what its form sets, the form says."""
    written = [element.result_variable, element.initiator, element.loop and element.loop.element_variable]
    for event in element.events:
        written += [event.code_variable, event.message_variable]
    written += [mapped.target for mapped in element.mapped]
    written += element.properties.get(SETS, "").split(",")
    return (name.strip() for name in written if name and name.strip())


def check_variables(part: Part, names: Mapping[str, frozenset[str] | None]) -> Iterator[Fault]:
    """Yield a warning for each name that a text of the scope uses and nothing sets."""
    known = names[part.process.id]
    if known is None:
        return
    for text in texts_of(part):
        feel = feel_of(text)
        for name in sorted(free_names(part, feel) - known) if feel is not None else ():
            yield rules.VARIABLE_UNSET.at(part.file, text.thing, line=text.line, where=text.where, name=name)


def free_names(part: Part, feel: str) -> frozenset[str]:
    """Return the names that an expression uses; none where it cannot be compiled."""
    try:
        return part.world.compile_expression(feel)
    except BadInput:  # check_language speaks of it
        return frozenset()
