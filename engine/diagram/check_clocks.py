"""Check the clocks that a diagram draws, and what asks them.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from engine.calendar import read_amount
from engine.clock import NotATarget, read_target
from engine.diagram import rules_clocks as rules
from engine.diagram.calls import family, known_processes
from engine.diagram.check_language import feel_of, texts_of
from engine.diagram.clocks import CALENDAR, CLOCK, DECISION, PAUSES, TARGETS, drawn_clock, paused_clocks
from engine.diagram.fault import Fault
from engine.diagram.model import Diagram, Element, Process
from engine.diagram.read_element import FLOW_NODES
from engine.diagram.words import Words
from engine.diagram.world import Part, World
from engine.errors import BadInput
from engine.feel import compile_expression
from engine.feel.builtins.deadlines import DEADLINES
from engine.values import Value

_ACTIVITIES: Final = frozenset(kind for kind in FLOW_NODES if not kind.endswith(("Event", "Gateway")))
_ACTIVITY: Final = Words("an activity or the process", "یک فعالیت یا خود فرایند")
_OPEN: Final = Words("an activity", "یک فعالیت")
_USER_TASK: Final = Words("a user task", "یک کار کاربر")
_PAUSES: Final = Words("property “pauses”", "ویژگی «pauses»")
_NAMED: Final = re.compile(r'\bclock\s+deadline\s*\(\s*"([^"]*)"')
_AMOUNT: Final = re.compile(r'\bworking\s+deadline\s*\(\s*"([^"]*)"')
_BY_FUNCTION: Final = {"case deadline": "case", "layer deadline": "layer", "contract deadline": "contract"}


def drawn_names(diagram: Diagram, world: World) -> dict[str, frozenset[str]]:
    """Return for each process of the diagram the names of the clocks that its cases may have: its own, its callers', its called ones'."""
    known = known_processes(diagram, world)
    families = family(known)
    names: dict[int, set[str]] = {}
    for id, process in known.items():
        things: list[Element | Process] = [process, *process.elements().values()]
        drawn = (drawn_clock(thing.properties) for thing in things)
        names.setdefault(families[id], set()).update(clock.name for clock in drawn if clock is not None)
    return {id: frozenset(names[families[id]]) for id in diagram.processes}


def check_clocks(part: Part, names: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """Yield the faults of the clocks of one scope; `names`: those that cases of each process may have."""
    if part.scope.parent is None:
        yield from _drawn(part, part.process)
    for element in part.scope.elements.values():
        yield from _places(part, element)
        yield from _drawn(part, element)
        for name in paused_clocks(element.properties):
            if name not in names[part.process.id]:
                yield rules.CLOCK_UNKNOWN.at(part.file, element, clock=name, where=_PAUSES)
    yield from _asked(part, names[part.process.id])


def _places(part: Part, element: Element) -> Iterator[Fault]:
    """Yield the properties that stand on what cannot have them."""
    activity = element.kind in _ACTIVITIES
    places = (
        (CLOCK, activity, _ACTIVITY),
        (PAUSES, activity, _OPEN),
        (DECISION, element.kind == "userTask", _USER_TASK),
    )
    for name, allowed, expected in places:
        if element.properties.get(name, "").strip() and not allowed:
            yield rules.CLOCK_MISPLACED.at(part.file, element, property=name, expected=expected)


def _drawn(part: Part, thing: Element | Process) -> Iterator[Fault]:
    clock = drawn_clock(thing.properties)
    for name in (TARGETS, CALENDAR):
        if clock is None and thing.properties.get(name, "").strip():
            yield rules.CLOCK_MISSING.at(part.file, thing, property=name)
    if clock is not None and clock.targets is not None:
        yield from _targets(part, thing, clock.targets)


def _targets(part: Part, thing: Element | Process, written: str) -> Iterator[Fault]:
    """Yield the fault of targets that are always the same, and are none."""
    try:
        expression = compile_expression(written)
    except BadInput:
        return  # check_language speaks of it
    if expression.names:
        return
    found = _not_targets(expression.evaluate({}), thing.id or "")
    if found is not None:
        yield rules.CLOCK_TARGETS.at(part.file, thing, found=found)


def _not_targets(value: Value, element: str) -> str | None:
    """Return what of a value cannot be a clock's targets; None where all of it can."""
    if not isinstance(value, dict):
        return f"“{value}”"
    for name, target in value.items():
        try:
            read_target(target, name=name, element=element, now=datetime.now(UTC), zone=ZoneInfo("UTC"))
        except NotATarget:
            return f"“{name}: {target}”"
    return None


def _asked(part: Part, names: frozenset[str]) -> Iterator[Fault]:
    for text in texts_of(part):
        feel = feel_of(text)
        calls = _calls(feel) if feel is not None else frozenset()
        if feel is None or calls.isdisjoint(DEADLINES):
            continue
        if text.timer == "timeCycle":
            yield rules.CLOCK_IN_CYCLE.at(part.file, text.thing, line=text.line)
        for amount in _AMOUNT.findall(feel):
            if read_amount(amount) is None:
                yield rules.CLOCK_AMOUNT.at(part.file, text.thing, line=text.line, where=text.where, text=amount)
        asked = {_BY_FUNCTION[name] for name in calls & _BY_FUNCTION.keys()} | set(_NAMED.findall(feel))
        for name in sorted(asked - names):
            yield rules.CLOCK_UNKNOWN.at(part.file, text.thing, line=text.line, clock=name, where=text.where)


def _calls(feel: str) -> frozenset[str]:
    """Return the built-in functions that an expression calls; none where it cannot be compiled."""
    try:
        return compile_expression(feel).calls
    except BadInput:
        return frozenset()
