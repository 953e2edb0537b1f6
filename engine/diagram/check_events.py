"""Check events: how a scope begins, what may trigger each event, what they refer to, links.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from engine.diagram import rules_events as rules
from engine.diagram.check_refused import refused_event
from engine.diagram.fault import Fault
from engine.diagram.graph import is_link
from engine.diagram.model import Element, Event, Process
from engine.diagram.read_element import FLOW_NODES
from engine.diagram.words import Words, either, word
from engine.diagram.world import Part

_ALLOWED: Final = {
    "boundaryEvent": (("timer", "message", "signal", "error", "escalation"), rules.BOUNDARY_KIND),
    "intermediateCatchEvent": (("timer", "message", "signal", "link"), rules.CATCH_KIND),
    "intermediateThrowEvent": (("none", "message", "signal", "escalation", "link"), rules.THROW_KIND),
    "endEvent": (("none", "message", "signal", "error", "escalation", "terminate"), rules.END_KIND),
}
_EVENT_STARTS: Final = ("timer", "message", "signal", "error", "escalation")
_NONE: Final = Words("there is none", "چنین چیزی نیست")
_THROWS: Final = {"intermediateThrowEvent", "endEvent"}
_ACTIVITIES: Final = {kind for kind in FLOW_NODES if not kind.endswith(("Event", "Gateway"))}


def check_events(part: Part) -> Iterator[Fault]:
    """Yield the faults of the events of one scope."""
    yield from _starts(part)
    yield from _links(part)
    for element in part.scope.elements.values():
        if element.kind.endswith("Event") and not refused_event(element):
            yield from _trigger(part, element)
            yield from _interruption(part, element)
            yield from _references(part, element)
        if element.kind == "boundaryEvent":
            yield from _attachment(part, element)


def owner_of(part: Part) -> Element | Process:
    """Return the process or subprocess whose scope is checked."""
    outer = part.process.scopes.get(part.scope.parent or "")
    return outer.elements[part.scope.id] if outer else part.process


def inside_event_subprocess(part: Part) -> bool:
    """Tell whether the scope is an event subprocess' own."""
    owner = owner_of(part)
    return isinstance(owner, Element) and owner.triggered_by_event


def _starts(part: Part) -> Iterator[Fault]:
    owner = owner_of(part)
    if isinstance(owner, Element) and owner.kind == "adHocSubProcess":
        return
    starts = [element for element in part.scope.elements.values() if element.kind == "startEvent"]
    if not starts:
        yield rules.START_MISSING.at(part.file, owner)
    elif len(starts) > 1:
        yield rules.START_SEVERAL.at(part.file, owner, count=len(starts))


def _trigger(part: Part, element: Element) -> Iterator[Fault]:
    kind = element.events[0].kind if element.events else "none"
    if element.kind == "startEvent":
        yield from _start_trigger(part, element, kind)
        return
    allowed, rule = _ALLOWED[element.kind]
    if kind not in allowed:
        yield rule.at(part.file, element, allowed=either(allowed), found=word(kind))


def _start_trigger(part: Part, element: Element, kind: str) -> Iterator[Fault]:
    if not inside_event_subprocess(part):
        if kind != "none":
            yield rules.START_TRIGGER.at(part.file, element, found=word(kind))
    elif kind not in _EVENT_STARTS:
        allowed = either(_EVENT_STARTS)
        yield rules.EVENT_SUBPROCESS_TRIGGER.at(part.file, element, allowed=allowed, found=word(kind))


def _interruption(part: Part, element: Element) -> Iterator[Fault]:
    for event in element.events:
        catches = element.kind == "boundaryEvent" or (element.kind == "startEvent" and inside_event_subprocess(part))
        if catches and event.kind == "error" and not element.interrupting:
            yield rules.ERROR_NOT_INTERRUPTING.at(part.file, element)
        once = element.kind == "intermediateCatchEvent" or element.interrupting
        if event.timer == "timeCycle" and once:
            yield rules.CYCLE_TIMER.at(part.file, element, line=event.line)


def _references(part: Part, element: Element) -> Iterator[Fault]:
    throws = element.kind in _THROWS
    for event in element.events:
        if not _refers(event, throws):
            yield rules.EVENT_REFERENCE.at(part.file, element, line=event.line)
        elif throws and event.kind in ("error", "escalation") and not event.code:
            yield rules.CODE_MISSING.at(part.file, element, line=event.line, found=word(event.kind))


def _refers(event: Event, throws: bool) -> bool:
    if event.kind in ("message", "signal"):
        return event.name is not None or (throws and event.ref is None and event.topic is not None)
    if event.kind in ("error", "escalation"):
        # One that catches may leave it open: it catches every code.
        return event.name is not None or (event.ref is None and not throws)
    return True


def _attachment(part: Part, element: Element) -> Iterator[Fault]:
    host = part.scope.elements.get(element.attached_to or "")
    if host is None or host.kind not in _ACTIVITIES or host.triggered_by_event:
        found = element.attached_to or Words("nothing", "هیچ")
        yield rules.BOUNDARY_UNATTACHED.at(part.file, element, found=found)


def _links(part: Part) -> Iterator[Fault]:
    ends: dict[str | None, tuple[list[Element], list[Element]]] = defaultdict(lambda: ([], []))
    for element in part.scope.elements.values():
        if is_link(element) and element.kind.startswith("intermediate"):
            ends[element.events[0].name][element.kind == "intermediateCatchEvent"].append(element)
    for name, (throws, catches) in ends.items():
        yield from _pairs(part, name, throws, catches)


def _pairs(part: Part, name: str | None, throws: list[Element], catches: list[Element]) -> Iterator[Fault]:
    one_catch, a_throw = Words("one link catch event", "یک پیوند دریافت"), Words("a link throw event", "یک پیوند ارسال")
    for throw in throws:
        if not name or len(catches) != 1:
            found = Words(f"there are {len(catches)}", f"{len(catches)} تا هست") if catches else _NONE
            yield rules.LINK_UNPAIRED.at(part.file, throw, expected=one_catch, link=name or "", found=found)
    for catch in catches:
        if not name or not throws:
            yield rules.LINK_UNPAIRED.at(part.file, catch, expected=a_throw, link=name or "", found=_NONE)
