"""Every text of a diagram that is computed when it runs: where it stands, and by which convention it is read.

First word of the sentence. Conditions, scripts, collections, cardinalities and completion conditions are FEEL. Timers
are ISO 8601 literals, or else FEEL; so are the properties of clocks FEEL. Assignment, dates and priority are literal, or after a leading `=` FEEL.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from engine.diagram.clocks import CALENDAR, DECISION, TARGETS
from engine.diagram.fault import Thing
from engine.diagram.model import Element, Flow, Process, TimerKind
from engine.diagram.words import Words

Reading = Literal["feel", "timer", "text", "date", "number", "name"]
"""How a text is read; `name` is never computed, but older modelers let expressions stand there."""

_CONDITION: Final = Words("condition", "شرط")
_TIMER: Final = Words("timer", "زمان‌سنج")
_STARTER_GROUPS: Final = Words("candidate starter groups", "گروه‌های آغازگر")
_STARTER_USERS: Final = Words("candidate starter users", "کاربران آغازگر")
_OF_ELEMENT: Final[tuple[tuple[str, Words, Reading], ...]] = (
    ("script", Words("script", "اسکریپت"), "feel"),
    ("assignee", Words("assignee", "مسئول"), "text"),
    ("candidate_users", Words("candidate users", "کاربران نامزد"), "text"),
    ("candidate_groups", Words("candidate groups", "گروه‌های نامزد"), "text"),
    ("due_date", Words("due date", "مهلت"), "date"),
    ("follow_up_date", Words("follow-up date", "تاریخ پیگیری"), "date"),
    ("priority", Words("priority", "اولویت"), "number"),
    ("topic", Words("topic", "موضوع"), "name"),
    ("called", Words("called element", "فرایند فراخوانی‌شده"), "name"),
    ("form_key", Words("form", "فرم"), "name"),
    ("result_variable", Words("result variable", "متغیر نتیجه"), "name"),
)
_OF_LOOP: Final[tuple[tuple[str, Words], ...]] = (
    ("collection", Words("collection", "مجموعه")),
    ("cardinality", Words("cardinality", "تعداد")),
    ("completion_condition", Words("completion condition", "شرط تکمیل")),
)
_OF_PROPERTIES: Final[tuple[tuple[str, Words], ...]] = (
    (TARGETS, Words("property “clock_targets”", "ویژگی «clock_targets»")),
    (CALENDAR, Words("property “clock_calendar”", "ویژگی «clock_calendar»")),
    (DECISION, Words("property “clock_decision”", "ویژگی «clock_decision»")),
)
_OF_EVENT: Final = (("name", Words("name", "نام")), ("code", Words("code", "کد")), ("topic", Words("topic", "موضوع")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """One text, where it stands and how it is read."""

    thing: Thing
    line: int
    where: Words
    reading: Reading
    text: str
    timer: TimerKind | None = None


def is_feel(language: str | None) -> bool:
    """Tell whether the name of an expression language (missing: the default) means FEEL."""
    return language is None or language.lower() == "feel" or "/feel/" in language.lower()


def texts_of_process(process: Process) -> Iterator[Text]:
    """Yield the texts of the process itself, not of what it contains."""
    starters = (
        (process.candidate_starter_groups, _STARTER_GROUPS),
        (process.candidate_starter_users, _STARTER_USERS),
    )
    for text, where in starters:
        if text:
            yield Text(thing=process, line=process.line, where=where, reading="name", text=text)
    yield from _of_properties(process)


def _of_properties(thing: Element | Process) -> Iterator[Text]:
    for name, where in _OF_PROPERTIES:
        if text := thing.properties.get(name, "").strip():
            yield Text(thing=thing, line=thing.line, where=where, reading="feel", text=text)


def texts_of_flow(flow: Flow) -> Iterator[Text]:
    """Yield the condition of a flow, if it is FEEL."""
    if flow.condition and is_feel(flow.language):
        yield Text(thing=flow, line=flow.line, where=_CONDITION, reading="feel", text=flow.condition)


def texts_of_element(element: Element) -> Iterator[Text]:
    """Yield the texts of a flow node, of its events and of its multi-instance marks."""
    for attribute, where, reading in _OF_ELEMENT:
        text = getattr(element, attribute)
        if text and (attribute != "script" or is_feel(element.script_format)):
            yield Text(thing=element, line=element.line, where=where, reading=reading, text=text)
    for event in element.events:
        if event.timer and event.expression:
            yield Text(
                thing=element, line=event.line, where=_TIMER, reading="timer", text=event.expression, timer=event.timer
            )
        for attribute, where in _OF_EVENT:
            if text := getattr(event, attribute):
                yield Text(thing=element, line=event.line, where=where, reading="name", text=text)
    yield from _of_properties(element)
    for mapped in element.mapped:
        where = Words(f"mapping of “{mapped.target}”", f"نگاشت «{mapped.target}»")
        for part in mapped.parts:
            yield Text(thing=element, line=mapped.line, where=where, reading="text", text=part)
    if element.loop:
        for attribute, where in _OF_LOOP:
            if text := getattr(element.loop, attribute):
                yield Text(thing=element, line=element.loop.line, where=where, reading="feel", text=text)
