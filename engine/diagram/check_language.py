"""Check what is written in a diagram: expressions compile, timers and literals say something.

First word of the sentence, inside `check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from engine.diagram import rules_language as rules
from engine.diagram.fault import Fault, Rule, clip
from engine.diagram.model import TimerKind
from engine.diagram.rules_refused import NOT_FEEL
from engine.diagram.texts import Text, is_feel, texts_of_element, texts_of_flow, texts_of_process
from engine.diagram.timers import Cycle, Duration, is_literal, read_date, read_duration, read_literal
from engine.diagram.words import Words
from engine.diagram.world import Part
from engine.errors import BadInput, KartablError
from engine.feel import compile_expression
from engine.feel.builtins.deadlines import DEADLINES
from engine.values import YearsMonths

_CLOCK: Final = re.compile(r"\b(now|today)\s*\(")
_EXPECTED: Final = {
    "timeDate": Words("a date and time like 2026-03-21T08:00:00", "تاریخ و ساعتی مانند 2026-03-21T08:00:00"),
    "timeDuration": Words("a duration like PT4H or P2D", "مدتی مانند PT4H یا P2D"),
    "timeCycle": Words("a cycle like R3/PT1H or R/P1D", "چرخه‌ای مانند R3/PT1H یا R/P1D"),
}


def texts_of(part: Part) -> Iterator[Text]:
    """Yield all texts of one scope."""
    if part.scope.parent is None:
        yield from texts_of_process(part.process)
    for element in part.scope.elements.values():
        yield from texts_of_element(element)
    for flow in part.scope.flows.values():
        yield from texts_of_flow(flow)


def feel_of(text: Text) -> str | None:
    """Return the FEEL of a text as it goes to the compiler; None where it is literal, or of another language."""
    if is_juel(text.text) or text.reading == "name":
        return None
    if text.reading == "feel" or text.text.startswith("="):
        return text.text
    return text.text if text.reading == "timer" and not is_literal(text.text) else None


def is_juel(text: str) -> bool:
    """Tell whether the text has an expression of the Java engines' language."""
    return "${" in text or "#{" in text


def check_language(part: Part) -> Iterator[Fault]:
    """Yield the faults of the texts of one scope."""
    for text in texts_of(part):
        if is_juel(text.text):
            yield _at(part, rules.JUEL, text)
        elif (feel := feel_of(text)) is not None:
            yield from _feel(part, text, feel)
        else:
            yield from _literal(part, text)
    for element in part.scope.elements.values():
        for event in element.events:
            if event.kind == "timer" and not event.expression:
                yield rules.TIMER_MISSING.at(part.file, element, line=event.line)
    for flow in part.scope.flows.values():
        if not is_feel(flow.language):
            yield NOT_FEEL.at(part.file, flow, found=flow.language or "")


def _at(part: Part, rule: Rule, text: Text, **facts: str | Words) -> Fault:
    return rule.at(part.file, text.thing, line=text.line, where=text.where, text=clip(text.text, 100), **facts)


def _feel(part: Part, text: Text, feel: str) -> Iterator[Fault]:
    try:
        part.world.compile_expression(feel)
    except BadInput as cause:
        words = Words(cause.message("en"), cause.message("fa"))
        yield _at(part, rules.EXPRESSION, text, cause=words)
        return
    if text.timer:
        yield from _constant(part, text, text.timer, feel)


def _constant(part: Part, text: Text, kind: TimerKind, feel: str) -> Iterator[Fault]:
    """Yield the fault of a timer in FEEL that always gives the same, which is no time or makes no sense."""
    try:
        expression = compile_expression(feel)
        if expression.names or _CLOCK.search(feel) or not expression.calls.isdisjoint(DEADLINES):
            return
        value = expression.evaluate({})
    except KartablError:
        return  # it needs more than there is here: what the case has when it comes to the timer
    if isinstance(value, str):
        value = read_literal(kind, value.strip())
    if not isinstance(value, date | timedelta | YearsMonths | Duration | Cycle):
        yield _at(part, rules.TIMER_MALFORMED, text, expected=_EXPECTED[kind])
    elif not _sensible(value):
        yield _at(part, rules.TIMER_SENSELESS, text)


def _sensible(value: date | timedelta | YearsMonths | Duration | Cycle) -> bool:
    match value:
        case timedelta():
            return Duration(months=0, rest=value).makes_sense
        case YearsMonths():
            return Duration(months=value.months, rest=timedelta(0)).makes_sense
        case Duration() | Cycle():
            return value.makes_sense
    return True


def _literal(part: Part, text: Text) -> Iterator[Fault]:
    if text.timer:
        literal = read_literal(text.timer, text.text)
        if literal is None:
            yield _at(part, rules.TIMER_MALFORMED, text, expected=_EXPECTED[text.timer])
        elif not getattr(literal, "makes_sense", True):
            yield _at(part, rules.TIMER_SENSELESS, text)
    elif text.reading == "date" and read_date(text.text) is None and read_duration(text.text) is None:
        yield _at(part, rules.DATE_MALFORMED, text)
    elif text.reading == "number" and not re.fullmatch(r"-?\d{1,9}", text.text, re.ASCII):
        yield _at(part, rules.PRIORITY_MALFORMED, text)
