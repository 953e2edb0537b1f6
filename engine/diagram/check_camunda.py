"""Say what becomes of each attribute and element of `camunda:` that is not honoured; and check mappings of variables.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from engine.diagram import rules_camunda as rules
from engine.diagram.camunda import ACTIVITIES, MEANINGS, Meaning
from engine.diagram.check_file import checked_processes
from engine.diagram.fault import Fault, Thing
from engine.diagram.model import Diagram, Element, Extension, Mapped, Unknown
from engine.diagram.rules_refused import MAPPING
from engine.diagram.words import Words, either
from engine.diagram.world import Part

_BY_NAME: Final[Mapping[tuple[str, str], list[Meaning]]] = defaultdict(list)
for _meaning in MEANINGS:
    _BY_NAME[_meaning.kind, _meaning.name].append(_meaning)

_NO_ACTIVITY: Final = Words(
    "only tasks, subprocesses and call activities map variables",
    "فقط کارها، زیرفرایندها و فراخوانی‌ها متغیر نگاشت می‌کنند",
)
_SEVERAL: Final = Words(
    "the instances of a multi-instance activity would overwrite one another",
    "نمونه‌های یک فعالیت چندنمونه‌ای روی هم می‌نویسند",
)
_NAMELESS: Final = Words("it needs a source, and the name of a variable", "مبدأ و نام یک متغیر لازم است")


def check_camunda(diagram: Diagram) -> Iterator[Fault]:
    """Yield a fault for all of `camunda:` in the processes that are run, and beside them, that is not honoured."""
    things: dict[str, Thing] = {}
    checked = checked_processes(diagram)
    for process in checked:
        things[process.id] = process
        for scope in process.scopes.values():
            things.update(scope.elements)
            things.update(scope.flows)
    ids = {process.id for process in checked}
    for item in diagram.extensions:
        if item.process is None or item.process in ids or item.process not in diagram.processes:
            yield from _extension(diagram.file, item, things)


def _extension(file: str, item: Extension, things: Mapping[str, Thing]) -> Iterator[Fault]:
    meanings = _BY_NAME.get((item.kind, item.name), [])
    here = next((meaning for meaning in meanings if item.on in meaning.on), None)
    thing = things.get(item.owner or "") or Unknown(what=item.on, id=item.owner, line=item.line, scope=item.process)
    facts: dict[str, str | Words] = {
        "attribute": item.name,
        "found": item.value or "…",
        "on": item.on,
        "tag": f"camunda:{item.name}",
    }
    if here is None and not meanings:
        yield rules.UNKNOWN.at(file, thing, line=item.line, **facts)
    elif here is None:
        where = either(tuple(sorted({tag for meaning in meanings for tag in meaning.on})[:4]))
        yield rules.MISPLACED.at(file, thing, line=item.line, **facts, where=where)
    elif here.rule and item.value not in here.harmless:
        yield here.rule.at(file, thing, line=item.line, **facts, why=here.why, target=item.name)


def check_mapped(part: Part) -> Iterator[Fault]:
    """Yield the faults of the mappings of variables in one scope."""
    for element in part.scope.elements.values():
        for mapped in element.mapped:
            why = _unmappable(element, mapped)
            if why:
                target = mapped.target or mapped.expression or "…"
                yield MAPPING.at(part.file, element, line=mapped.line, target=target, why=why)


def _unmappable(element: Element, mapped: Mapped) -> Words | None:
    if not mapped.complete:
        return _NAMELESS
    if element.kind not in ACTIVITIES:
        return _NO_ACTIVITY
    return _SEVERAL if element.loop and mapped.direction == "out" else None
