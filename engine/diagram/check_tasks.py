"""Check activities: who does them, what they need to be run.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.diagram import rules_events as rules
from engine.diagram.fault import Fault
from engine.diagram.model import Element
from engine.diagram.words import Words
from engine.diagram.world import Part

_TOPIC = Words("topic", "موضوع (topic)")
_TOPIC_OR_MESSAGE = Words("topic and no message", "موضوع (topic) یا پیام")


def check_tasks(part: Part) -> Iterator[Fault]:
    """Yield the faults of the activities of one scope."""
    for element in part.scope.elements.values():
        match element.kind:
            case "userTask":
                if not (element.assignee or element.candidate_users or element.candidate_groups):
                    yield rules.UNASSIGNED.at(part.file, element)
            case "serviceTask" | "sendTask":
                yield from _worker(part, element)
            case "receiveTask":
                if not any(event.name for event in element.events):
                    yield rules.MESSAGE_MISSING.at(part.file, element)
            case "scriptTask":
                yield from _script(part, element)
        yield from _loop(part, element)


def _worker(part: Part, element: Element) -> Iterator[Fault]:
    if element.topic or element.runs_code:
        return  # of what would run code, check_camunda speaks
    if element.kind == "serviceTask":
        yield rules.TOPIC_MISSING.at(part.file, element, expected=_TOPIC)
    elif not element.events:
        yield rules.TOPIC_MISSING.at(part.file, element, expected=_TOPIC_OR_MESSAGE)
    elif not element.events[0].name:
        yield rules.EVENT_REFERENCE.at(part.file, element)


def _script(part: Part, element: Element) -> Iterator[Fault]:
    if not element.script:
        if not element.runs_code:
            yield rules.SCRIPT_MISSING.at(part.file, element)
    elif not element.result_variable:
        yield rules.SCRIPT_WITHOUT_RESULT.at(part.file, element)


def _loop(part: Part, element: Element) -> Iterator[Fault]:
    loop = element.loop
    if loop is None or loop.kind != "multiInstance":
        return
    if element.triggered_by_event:
        yield rules.EVENT_SUBPROCESS_LOOP.at(part.file, element, line=loop.line)
    if not (loop.collection or loop.cardinality):
        yield rules.LOOP_WITHOUT_COUNT.at(part.file, element, line=loop.line)
